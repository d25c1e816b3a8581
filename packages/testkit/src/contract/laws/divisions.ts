/**
 * Laws of granting roles within divisions: what replaces what, what is read of it, and whose
 * roles and divisions they are.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { DivisionId, RoleId } from "@org-trust/core/Identifiers"
import type { RoleDivisionPair } from "@org-trust/core/Division"
import { law } from "../Law.ts"
import {
  allRefused,
  asTrustor,
  attempt,
  ids,
  need,
  permissionsIn,
  pick,
  same,
  someRole,
  someRoles,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"
import {
  divisionGroups,
  picks,
  someDivisions,
  grantsIn,
  makeHolder,
  within,
  everywhere,
  clear,
  read,
  heldWithin,
} from "../divisionScenario.ts"

const replaces = law({
  name: "division.replaced",
  sentence:
    "Replacing roles within divisions leaves exactly the given ones, whatever their order and however often they are " +
    "given, also where a role was granted elsewhere before.",
  rules: ["division.replace"],
  groups: divisionGroups,
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
  groups: divisionGroups,
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
  groups: divisionGroups,
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
  groups: divisionGroups,
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

/** Laws of granting roles within divisions. */
export const laws = [replaces, oneSet, notTold, ofTrustor]
