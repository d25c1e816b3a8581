/**
 * Laws of granting roles within divisions: what replaces what, what is read of it, and whose
 * roles and divisions they are.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { DivisionId, RoleId } from "@org-trust/core/Identifiers"
import { permissionsIn, picks, some, someRole, someRoles } from "../choices.ts"
import { divisionGroups, grantsIn, makeHolder, someDivisions } from "../divisions.ts"
import { ids, same } from "../expectations.ts"
import { rolesOf } from "../MemberKind.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const inDivisions = { holder: fc.nat(), isGroup: fc.boolean(), division: fc.nat() }

const replaces = law({
  name: "division.replaced",
  sentence:
    "Replacing roles within divisions leaves exactly the given ones, whatever their order and however often they are " +
    "given, also where a role was granted elsewhere before.",
  rules: ["division.replace"],
  groups: divisionGroups,
  given: () => fc.record({ ...inDivisions, sets: fc.array(picks(0, 3), { minLength: 2, maxLength: 3 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const { held, member } = yield* makeHolder(lab, input.holder, input.isGroup)
    let [now, before] = [here, there]
    for (const set of input.sets) {
      const roles = someRoles(lab, set)
      const grants = grantsIn(
        now,
        roles.map(({ id }) => id),
      )
      const answer = yield* member.replaceRoleDivisions([...grants, ...[...grants].reverse()])
      yield* same(ids(answer.roles ?? []), ids(roles), "The roles that were answered")
      yield* same(yield* rolesOf(member), ids(roles), "The roles that are read")
      if (lab.subject.accessWithin !== undefined) {
        yield* same(yield* held(now), permissionsIn(roles), "Access in the division of the grants")
        yield* same(yield* held(before), [], "Access in the division of earlier grants")
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
  groups: divisionGroups,
  given: () =>
    fc.record({
      ...inDivisions,
      one: fc.nat(),
      other: fc.nat(),
      how: fc.constantFrom("everywhere", "clear", "within"),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const { held, member } = yield* makeHolder(lab, input.holder, input.isGroup)
    const one = yield* someRole(lab, input.one)
    const other = yield* someRole(lab, input.other)
    if (input.how === "within") yield* member.replaceRoles([one.id])
    else yield* member.replaceRoleDivisions(grantsIn(here, [one.id]))
    yield* {
      everywhere: member.replaceRoles([other.id]),
      clear: member.clearRoles,
      within: member.replaceRoleDivisions(grantsIn(here, [other.id])),
    }[input.how]
    yield* same(yield* rolesOf(member), input.how === "clear" ? [] : [other.id], "The roles that are left")
    if (lab.subject.accessWithin === undefined) return
    const { inHere, inThere } = {
      everywhere: { inHere: [other], inThere: [other] },
      clear: { inHere: [], inThere: [] },
      within: { inHere: [other], inThere: [] },
    }[input.how]
    yield* same(yield* held(here), permissionsIn(inHere), "Access in the division")
    yield* same(yield* held(there), permissionsIn(inThere), "Access in another division")
  }),
})

const notTold = law({
  name: "division.not-told",
  sentence:
    "Roles read the same in whichever divisions they are granted, each once, and permit what they permit anywhere.",
  rules: ["division.not-told"],
  groups: divisionGroups,
  given: () => fc.record({ ...inDivisions, roles: picks(1, 3) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { here, there } = yield* someDivisions(lab, input.division)
    const { member } = yield* makeHolder(lab, input.holder, input.isGroup)
    const roles = someRoles(lab, input.roles)
    const roleIds = roles.map(({ id }) => id)
    yield* member.replaceRoles(roleIds)
    const inAll = yield* member.roles
    for (const divisionIds of [[here], [there], [here, there]]) {
      yield* member.replaceRoleDivisions(divisionIds.flatMap((divisionId) => grantsIn(divisionId, roleIds)))
      const seen = yield* member.roles
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
  groups: divisionGroups,
  given: () =>
    fc.record({
      ...inDivisions,
      role: fc.nat(),
      other: fc.nat(),
      wrong: fc.constantFrom("unknown division", "foreign division", "unknown role", "foreign role"),
      uuid: fc.uuid({ version: 4 }),
    }),
  check: Effect.fnUntraced(function* (lab, { division, holder, isGroup, other, role: index, uuid, wrong }) {
    const { third, trustee } = lab.cast
    const { member, trust } = yield* makeHolder(lab, holder, isGroup)
    const role = yield* someRole(lab, index)
    const { here } = yield* someDivisions(lab, division)
    const others = [trustee.organization, third.organization]
    const foreignRole = yield* some(
      others.flatMap(({ roles }) => roles),
      other,
      "role of others",
    )
    const foreignDivision = yield* some(
      others.flatMap(({ divisions }) => divisions),
      other,
      "division of others",
    )
    const pair = {
      "unknown division": { roleId: role.id, divisionId: DivisionId.make(uuid) },
      "foreign division": { roleId: role.id, divisionId: foreignDivision.id },
      "unknown role": { roleId: RoleId.make(uuid), divisionId: here },
      "foreign role": { roleId: foreignRole.id, divisionId: here },
    }[wrong]
    const grant = member.replaceRoleDivisions([...grantsIn(here, [role.id]), pair])
    yield* leavesAlone(trust, `A grant with ${wrong}`, grant.refused(lab.subject.capabilities.profile.unknownRole))
  }),
})

/** Laws of granting roles within divisions. */
export const laws = [replaces, oneSet, notTold, ofTrustor]
