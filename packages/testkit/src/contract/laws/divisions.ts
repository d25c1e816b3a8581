/**
 * Laws of roles that are granted within divisions. In which division a role works the
 * API tells nowhere: where the implementation tells it beside the API, that is looked
 * at as well.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { DivisionId, type GroupId, RoleId, type UserId } from "@org-trust/core/Identifiers"
import type { RoleDivisionPair } from "@org-trust/core/Division"
import type { OperationGroup } from "../Capabilities.ts"
import { makeTrustWithGroups, someLivelyGroup } from "../groupScenario.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import {
  allRefused,
  askForAccess,
  asTrustor,
  attempt,
  ids,
  type Insider,
  leavesTrustAlone,
  need,
  permissionsIn,
  pick,
  pickAll,
  same,
  someRole,
  someRoles,
} from "../scenario.ts"

const groups: ReadonlyArray<OperationGroup> = [
  "Pairings",
  "Trustees",
  "Trustors",
  "TrusteeUsers",
  "TrusteeUserRoles",
  "TrusteeUserRoleDivisions",
  "TrusteeGroups",
  "TrusteeGroupRoles",
  "TrusteeGroupRoleDivisions",
]

const picks = (minLength: number, maxLength: number) => fc.array(fc.nat({ max: 1000 }), { minLength, maxLength })

/** Two divisions of the trustor. */
const someDivisions = Effect.fnUntraced(function* ({ cast }: Lab, index: number) {
  const { divisions } = cast.trustor.organization
  const here = yield* need(pick(divisions, index), "division of the trustor")
  const there = yield* need(
    divisions.length > 1 ? pick(divisions, index + 1) : undefined,
    "second division of the trustor",
  )
  return { here: here.id, there: there.id }
})

const grantsIn = (divisionId: DivisionId, roleIds: ReadonlyArray<RoleId>): ReadonlyArray<RoleDivisionPair> =>
  roleIds.map((roleId) => ({ roleId, divisionId }))

/** Somebody who holds roles: a user, or a group with a member who can call. */
interface Holder {
  readonly member: Insider
  readonly groupId: GroupId | undefined
}

/** A trust with a user, or with a group, that has no roles. */
const makeHolder = Effect.fnUntraced(function* (lab: Lab, index: number, isGroup: boolean) {
  const { group, member } = yield* someLivelyGroup(lab, index)
  yield* makeTrustWithGroups(lab, index, isGroup ? [{ id: group.id }] : [])
  if (!isGroup) yield* ensureUser(lab, member.id)
  const holder: Holder = { member, groupId: isGroup ? group.id : undefined }
  return holder
})

const ensureUser = (lab: Lab, id: UserId) =>
  lab.call(lab.cast.trustor.admin, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })

/** Makes these all the grants of a holder, each within a division. */
const within = (lab: Lab, { groupId, member }: Holder, grants: ReadonlyArray<RoleDivisionPair>) => {
  const trust = asTrustor(lab)
  const payload = { grants }
  return groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoleDivisions.replace", {
        ...trust,
        trusteeUserId: member.id,
        payload,
      })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoleDivisions.replace", {
        ...trust,
        trusteeGroupId: groupId,
        payload,
      })
}

/** Makes these all the roles of a holder, in all divisions. */
const everywhere = (lab: Lab, { groupId, member }: Holder, payload: ReadonlyArray<RoleId>) => {
  const trust = asTrustor(lab)
  return groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoles.replace", { ...trust, trusteeUserId: member.id, payload })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoles.replace", { ...trust, trusteeGroupId: groupId, payload })
}

const clear = (lab: Lab, { groupId, member }: Holder) =>
  groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoles.clear", { ...asTrustor(lab), trusteeUserId: member.id })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoles.clear", { ...asTrustor(lab), trusteeGroupId: groupId })

/** What is read of a holder's roles. */
const read = (lab: Lab, { groupId, member }: Holder) =>
  groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoles.get", { ...asTrustor(lab), trusteeUserId: member.id })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoles.get", { ...asTrustor(lab), trusteeGroupId: groupId })

/** What a user may do within a division of the trustor. */
const heldWithin = ({ accessWithin, cast }: Lab, { member }: Holder, divisionId: DivisionId) =>
  accessWithin({
    trustorOrgId: cast.trustor.organization.id,
    trusteeOrgId: cast.trustee.organization.id,
    userId: member.id,
    divisionId,
  })

const scope = law({
  name: "division.scope",
  sentence:
    "A role that is granted within a division gives its permissions there and in no other, to a user and to the " +
    "members of a group; one that is granted in all divisions gives them in each.",
  rules: ["division.scope", "role.union"],
  groups,
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
  groups,
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

const replaces = law({
  name: "division.replaced",
  sentence:
    "Replacing roles within divisions leaves exactly the given ones, whatever their order and however often they are " +
    "given, also where a role was granted elsewhere before.",
  rules: ["division.replace"],
  groups,
  given: () =>
    fc.record({
      holder: fc.nat(),
      isGroup: fc.boolean(),
      division: fc.nat(),
      sets: fc.array(picks(0, 3), { minLength: 2, maxLength: 3 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const holder = yield* makeHolder(lab, input.holder, input.isGroup)
    let [now, before] = [here, there]
    for (const set of input.sets) {
      const roles = someRoles(lab, set)
      const grants = grantsIn(
        now,
        roles.map(({ id }) => id),
      )
      const answer = yield* within(lab, holder, [...grants, ...[...grants].reverse()])
      yield* same(ids(answer.roles ?? []), ids(roles), "The roles that were answered")
      yield* same(ids((yield* read(lab, holder)).roles ?? []), ids(roles), "The roles that are read")
      if (lab.subject.accessWithin !== undefined) {
        yield* same(yield* heldWithin(lab, holder, now), permissionsIn(roles), "Access in the division of the grants")
        yield* same(yield* heldWithin(lab, holder, before), [], "Access in the division of earlier grants")
      }
      ;[now, before] = [before, now]
    }
  }),
})

const oneSet = law({
  name: "division.one-set-of-grants",
  sentence:
    "Replacing roles in all divisions, or clearing them, takes away what was granted within divisions; replacing roles " +
    "within divisions takes away what was granted in all.",
  rules: ["division.one-set-of-grants"],
  groups,
  given: () =>
    fc.record({
      holder: fc.nat(),
      isGroup: fc.boolean(),
      division: fc.nat(),
      one: fc.nat(),
      how: fc.constantFrom("everywhere", "clear", "within"),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const holder = yield* makeHolder(lab, input.holder, input.isGroup)
    const one = yield* someRole(lab, input.one)
    const other = yield* someRole(lab, input.one + 1)
    if (input.how === "within") {
      yield* everywhere(lab, holder, [one.id])
      yield* within(lab, holder, grantsIn(here, [other.id]))
      yield* same(ids((yield* read(lab, holder)).roles ?? []), [other.id], "The roles after others within a division")
    } else {
      yield* within(lab, holder, grantsIn(here, [one.id]))
      if (input.how === "everywhere") yield* everywhere(lab, holder, [other.id])
      else yield* clear(lab, holder)
      const left = input.how === "everywhere" ? [other.id] : []
      yield* same(ids((yield* read(lab, holder)).roles ?? []), left, "The roles that are left")
    }
    if (lab.subject.accessWithin === undefined) return
    const [inHere, inThere] = {
      everywhere: [permissionsIn([other]), permissionsIn([other])],
      clear: [[], []],
      within: [permissionsIn([other]), []],
    }[input.how]
    yield* same(yield* heldWithin(lab, holder, here), inHere, "Access in the division")
    yield* same(yield* heldWithin(lab, holder, there), inThere, "Access in another division")
  }),
})

const notTold = law({
  name: "division.not-told",
  sentence:
    "Roles read the same in whichever divisions they are granted, each once, and permit what they permit anywhere.",
  rules: ["division.not-told"],
  groups,
  given: () => fc.record({ holder: fc.nat(), isGroup: fc.boolean(), division: fc.nat(), roles: picks(1, 3) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const holder = yield* makeHolder(lab, input.holder, input.isGroup)
    const roles = someRoles(lab, input.roles)
    const roleIds = roles.map(({ id }) => id)
    yield* everywhere(lab, holder, roleIds)
    const inAll = yield* read(lab, holder)
    for (const divisionIds of [[here], [there], [here, there]]) {
      yield* within(
        lab,
        holder,
        divisionIds.flatMap((divisionId) => grantsIn(divisionId, roleIds)),
      )
      const seen = yield* read(lab, holder)
      yield* same(ids(seen.roles ?? []), ids(roles), "The roles that are read")
      yield* same([...(seen.permissions ?? [])].sort(), [...(inAll.permissions ?? [])].sort(), "What they permit")
    }
  }),
})

const ofTrustor = law({
  name: "division.of-trustor",
  sentence:
    "Only roles of the trustor are granted, and only within its own divisions; any other is refused as the " +
    "implementation declares, and nothing changes.",
  rules: ["role.of-trustor", "refusal.changes-nothing"],
  groups,
  given: () =>
    fc.record({
      holder: fc.nat(),
      isGroup: fc.boolean(),
      role: fc.nat(),
      division: fc.nat(),
      wrong: fc.constantFrom("unknown division", "foreign division", "unknown role", "foreign role"),
      uuid: fc.uuid({ version: 4 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const holder = yield* makeHolder(lab, input.holder, input.isGroup)
    const role = yield* someRole(lab, input.role)
    const { here } = yield* someDivisions(lab, input.division)
    const others = [trustee.organization, third.organization]
    const foreignRole = yield* need(
      pick(
        others.flatMap(({ roles }) => roles),
        input.role,
      ),
      "role of others",
    )
    const foreignDivision = yield* need(
      pick(
        others.flatMap(({ divisions }) => divisions),
        input.division,
      ),
      "division of others",
    )
    const pair: RoleDivisionPair = {
      "unknown division": { roleId: role.id, divisionId: DivisionId.make(input.uuid) },
      "foreign division": { roleId: role.id, divisionId: foreignDivision.id },
      "unknown role": { roleId: RoleId.make(input.uuid), divisionId: here },
      "foreign role": { roleId: foreignRole.id, divisionId: here },
    }[input.wrong]
    const payload = { grants: [...grantsIn(here, [role.id]), pair] }
    const trust = asTrustor(lab)
    const grant =
      holder.groupId === undefined
        ? attempt(lab, "TrusteeUserRoleDivisions.replace", { ...trust, trusteeUserId: holder.member.id, payload })
        : attempt(lab, "TrusteeGroupRoleDivisions.replace", { ...trust, trusteeGroupId: holder.groupId, payload })
    const { unknownRole } = lab.subject.capabilities.profile
    yield* leavesTrustAlone(lab, `A grant with ${input.wrong}`, allRefused(trustor.admin, [grant], unknownRole))
  }),
})

/** Laws of roles that are granted within divisions. */
export const laws = [scope, scopeFromTheStart, replaces, oneSet, notTold, ofTrustor]
