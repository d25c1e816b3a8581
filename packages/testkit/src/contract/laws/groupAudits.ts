/**
 * Laws of what the audits record of groups, and of grants within divisions.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { OperationGroup } from "../Capabilities.ts"
import { groupGroups, makeManagedTrust, someGroup } from "../groupScenario.ts"
import { law } from "../Law.ts"
import { asTrustee, asTrustor, ids, need, same, someRole, someUser, tick } from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"
import { deed, sides, watch } from "./auditing.ts"

const groups: ReadonlyArray<OperationGroup> = [
  ...groupGroups,
  "TrusteeUserRoleDivisions",
  "TrusteeGroupRoleDivisions",
  "TrustAudits",
]

const everyChange = law({
  name: "group.audited",
  sentence:
    "Every change of a trust's groups and of roles within divisions is in the audits of both organizations once, with " +
    "who made it and of which group; what is refused or changes nothing is not.",
  rules: ["audit.every-change", "group.both-organizations-agree"],
  groups,
  given: () =>
    fc.record({ user: fc.nat(), group: fc.nat(), role: fc.nat(), division: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { id: watched } = yield* someUser(lab, input.user)
    const { recorded } = yield* watch(lab, [watched])
    const { manager } = yield* makeManagedTrust(lab, input.user)
    const group = yield* someGroup(lab, input.group)
    const role = yield* someRole(lab, input.role)
    const { divisions } = trustor.organization
    const division = yield* need(divisions[input.division % divisions.length], "division of the trustor")
    const seen = new Set<string>()
    for (const side of sides) for (const { id } of yield* recorded(side)) seen.add(id)
    const host = trustor.organization.id
    const there = { ...asTrustor(lab), trusteeGroupId: group.id }
    const ofTrustee = { ...asTrustee(lab), trustorGroupId: group.id }
    const grants = [{ roleId: role.id, divisionId: division.id }]
    const by = input.byTrustee ? manager.id : host
    if (input.byTrustee) yield* lab.succeed(manager.client, "TrustorGroups.add", ofTrustee)
    else yield* lab.succeed(trustor.admin, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id: group.id } })
    yield* tick(lab)
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.replace", { ...there, payload: [role.id] })
    // Again the same, which is no change.
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.replace", { ...there, payload: [role.id, role.id] })
    yield* lab.succeed(manager.client, "TrustorGroups.add", ofTrustee)
    yield* lab.call(trustor.admin, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id: group.id } })
    yield* tick(lab)
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoleDivisions.replace", { ...there, payload: { grants } })
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoleDivisions.replace", { ...there, payload: { grants } })
    yield* tick(lab)
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.clear", there)
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.clear", there)
    yield* tick(lab)
    if (input.byTrustee) yield* lab.succeed(manager.client, "TrustorGroups.remove", ofTrustee)
    else yield* lab.succeed(trustor.admin, "TrusteeGroups.remove", there)
    yield* lab.refuse(trustor.admin, "TrusteeGroups.remove", there, "NotFound")
    yield* tick(lab)
    yield* lab.succeed(trustor.admin, "TrusteeUserRoleDivisions.replace", {
      ...asTrustor(lab),
      trusteeUserId: manager.id,
      payload: { grants },
    })
    const due = [
      `CREATE TRUST_GROUP ${group.id} by ${by}`,
      ...["replaced", "within a division", "cleared"].map(() => `UPDATE TRUST_GROUP_ROLES ${group.id} by ${host}`),
      `DELETE TRUST_GROUP ${group.id} by ${by}`,
      `UPDATE TRUST_USER_ROLES ${manager.id} by ${host}`,
    ]
    for (const side of sides) {
      const messages = (yield* recorded(side, {}, { sortOrder: "ascending" })).filter(({ id }) => !seen.has(id))
      const deeds = messages.map(deed)
      const [got, want] = lab.subject.passTime === undefined ? [deeds.sort(), [...due].sort()] : [deeds, due]
      yield* same(got, want, `What the ${side} reads of groups`)
      const created = messages.find(({ entity }) => entity?.type === "TRUST_GROUP")
      yield* same(created?.entity?.name ?? group.name, group.name, "The name of the group in the audits")
    }
  }),
})

const readingLeavesNone = law({
  name: "group.reading-leaves-no-audit",
  sentence: "Who looks at groups and their roles changes nothing and leaves no audit.",
  rules: ["audit.every-change"],
  groups,
  given: () => fc.record({ user: fc.nat(), group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { id: watched } = yield* someUser(lab, input.user)
    const { recorded } = yield* watch(lab, [watched])
    const group = yield* someGroup(lab, input.group)
    const { manager } = yield* makeManagedTrust(lab, input.user, [{ id: group.id }])
    const before = ids(yield* recorded("trustor"))
    const there = { ...asTrustor(lab), trusteeGroupId: group.id }
    yield* leavesTrustAlone(
      lab,
      "Looking at groups",
      Effect.gen(function* () {
        yield* lab.succeed(trustor.admin, "TrusteeGroups.list", asTrustor(lab))
        yield* lab.succeed(trustor.admin, "TrusteeGroups.get", there)
        yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.get", there)
        yield* lab.succeed(manager.client, "TrustorGroups.list", asTrustee(lab))
        yield* lab.succeed(manager.client, "TrustorGroups.get", { ...asTrustee(lab), trustorGroupId: group.id })
      }),
    )
    yield* same(ids(yield* recorded("trustor")), before, "The audits after looking")
  }),
})

/** Laws of what the audits record of groups, and of grants within divisions. */
export const laws = [everyChange, readingLeavesNone]
