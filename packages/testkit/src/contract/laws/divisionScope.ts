/**
 * Laws of where a role that is granted within a division works. The API tells it nowhere:
 * where the implementation tells it beside the API, that is looked at.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { someLivelyGroup } from "../groupScenario.ts"
import { law } from "../Law.ts"
import { askForAccess, asTrustor, ids, need, permissionsIn, pickAll, same, someRoles } from "../scenario.ts"
import {
  divisionGroups,
  picks,
  someDivisions,
  grantsIn,
  type Holder,
  makeHolder,
  within,
  everywhere,
  read,
  heldWithin,
} from "../divisionScenario.ts"

const scope = law({
  name: "division.scope",
  sentence:
    "A role that is granted within a division gives its permissions there and in no other, to a user and to the " +
    "members of a group; one that is granted in all divisions gives them in each.",
  rules: ["division.scope", "role.union"],
  groups: divisionGroups,
  given: () =>
    fc.record({ holder: fc.nat(), isGroup: fc.boolean(), division: fc.nat(), here: picks(1, 2), all: picks(0, 1) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const holder = yield* makeHolder(lab, input.holder, input.isGroup)
    const within1 = someRoles(lab, input.here)
    const inAll = someRoles(lab, input.all)
    yield* within(
      lab,
      holder,
      grantsIn(
        here,
        within1.map(({ id }) => id),
      ),
    )
    yield* same(yield* heldWithin(lab, holder, here), permissionsIn(within1), "Access in the division of the grant")
    yield* same(yield* heldWithin(lab, holder, there), [], "Access in another division")
    yield* everywhere(
      lab,
      holder,
      inAll.map(({ id }) => id),
    )
    for (const divisionId of [here, there]) {
      yield* same(yield* heldWithin(lab, holder, divisionId), permissionsIn(inAll), "Access by roles in all divisions")
    }
  }),
})

const scopeFromTheStart = law({
  name: "division.scope-on-joining",
  sentence:
    "Whoever joins with roles within a division and with roles in all divisions has both, each where it is granted.",
  rules: ["division.scope", "role.union"],
  groups: divisionGroups,
  given: () =>
    fc.record({
      holder: fc.nat(),
      isGroup: fc.boolean(),
      creation: fc.boolean(),
      division: fc.nat(),
      here: picks(1, 2),
      all: picks(0, 1),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { here, there } = yield* someDivisions(lab, input.division)
    const { group, member } = yield* someLivelyGroup(lab, input.holder)
    const holder: Holder = { member, groupId: input.isGroup ? group.id : undefined }
    const [within1, inAll] = [someRoles(lab, input.here), someRoles(lab, input.all)]
    const granted = {
      roleIds: inAll.map(({ id }) => id),
      roleDivisions: {
        grants: grantsIn(
          here,
          within1.map(({ id }) => id),
        ),
      },
    }
    const { id: pairingId } = yield* askForAccess(lab, [member.id])
    const other = yield* need(
      lab.cast.trustee.activeUsers.find(({ id }) => id !== member.id),
      "second active user of the trustee",
    )
    const atFirst = input.creation ? granted : undefined
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: {
        pairingId,
        enabled: true,
        users: [{ id: other.id }, ...(atFirst !== undefined && !input.isGroup ? [{ id: member.id, ...atFirst }] : [])],
        groups: atFirst !== undefined && input.isGroup ? [{ id: group.id, ...atFirst }] : [],
      },
    })
    if (atFirst === undefined) {
      const trust = asTrustor(lab)
      if (input.isGroup)
        yield* lab.succeed(trustor.admin, "TrusteeGroups.add", { ...trust, payload: { id: group.id, ...granted } })
      else yield* lab.succeed(trustor.admin, "TrusteeUsers.add", { ...trust, payload: { id: member.id, ...granted } })
    }
    const { roles = [] } = yield* read(lab, holder)
    yield* same(
      ids(roles),
      ids(pickAll([...new Set([...within1, ...inAll])], [0, 1, 2])),
      "The roles of who has joined",
    )
    yield* same(yield* heldWithin(lab, holder, here), permissionsIn([...within1, ...inAll]), "Access in the division")
    yield* same(yield* heldWithin(lab, holder, there), permissionsIn(inAll), "Access in another division")
  }),
})

/** Laws of where a role that is granted within a division works. The API tells it nowhere. */
export const laws = [scope, scopeFromTheStart]
