/**
 * Laws of where a role that is granted within a division works. The API tells it nowhere:
 * where the implementation tells it beside the API, that is looked at.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { allDivisions } from "@org-trust/core/Division"
import { anotherUser, permissionsIn, picks, someRoleIds, someRoles } from "../choices.ts"
import { divisionGroups, grantsIn, heldWithin, makeHolder, someDivisions } from "../divisions.ts"
import { ids, same } from "../expectations.ts"
import { makeTrust } from "../letIn.ts"
import { kindOf, rolesOf, someHolder } from "../MemberKind.ts"
import { law } from "../Law.ts"

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
    const { held, member } = yield* makeHolder(lab, input.holder, input.isGroup)
    yield* member.replaceRoleDivisions(grantsIn(here, someRoleIds(lab, input.here)))
    yield* same(yield* held(here), permissionsIn(someRoles(lab, input.here)), "Access in the division of the grant")
    yield* same(yield* held(there), [], "Access in another division")
    yield* member.replaceRoles(someRoleIds(lab, input.all))
    for (const divisionId of [here, there]) {
      const expected = permissionsIn(someRoles(lab, input.all))
      yield* same(yield* held(divisionId), expected, "Access by roles in all divisions")
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
      other: fc.nat(),
      isGroup: fc.boolean(),
      creation: fc.boolean(),
      division: fc.nat(),
      here: picks(1, 2),
      all: picks(0, 1),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const kind = kindOf(input.isGroup)
    const { here, there } = yield* someDivisions(lab, input.division)
    const { caller, id } = yield* someHolder(lab, kind, input.holder)
    const other = yield* anotherUser(lab, input.other, caller.id)
    const [within, inAll] = [someRoles(lab, input.here), someRoles(lab, input.all)]
    const joining = {
      roleIds: inAll.map((role) => role.id),
      roleDivisions: { grants: grantsIn(here, someRoleIds(lab, input.here)) },
    }
    const { groups = [], users = [] } = kind.start(input.creation ? [{ id, ...joining }] : [])
    const trust = yield* makeTrust(lab, { users: [{ id: other.id }, ...users], groups })
    const member = kind.bound(trust, id)
    if (!input.creation) yield* member.add(joining)
    yield* same(yield* rolesOf(member), ids([...new Set([...within, ...inAll])]), "The roles of who has joined")
    yield* same(yield* heldWithin(trust, caller, here), permissionsIn([...within, ...inAll]), "Access in the division")
    yield* same(yield* heldWithin(trust, caller, there), permissionsIn(inAll), "Access in another division")
  }),
})

const allAtOnce = law({
  name: "division.all",
  sentence: "A role that is granted within the division `*` gives its permissions in each division.",
  rules: ["division.all"],
  groups: divisionGroups,
  given: () => fc.record({ holder: fc.nat(), isGroup: fc.boolean(), division: fc.nat(), roles: picks(1, 2) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const { held, member } = yield* makeHolder(lab, input.holder, input.isGroup)
    yield* member.replaceRoleDivisions(grantsIn(allDivisions, someRoleIds(lab, input.roles)))
    const roles = someRoles(lab, input.roles)
    yield* same(yield* rolesOf(member), ids(roles), "The roles")
    for (const divisionId of [here, there]) {
      yield* same(yield* held(divisionId), permissionsIn(roles), "Access by roles within all divisions")
    }
  }),
})

/** Laws of where a role that is granted within a division works. The API tells it nowhere. */
export const laws = [scope, scopeFromTheStart, allAtOnce]
