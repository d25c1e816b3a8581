import { afterAll, assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import { events } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"
import type { Page, PageRequest } from "@org-trust/core/Page"
import type { TrustGroup } from "@org-trust/core/Group"
import type { Permission } from "@org-trust/core/Permission"
import type { TrustUser } from "@org-trust/core/TrustUser"
import { type Transition, run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { almighty, answerOf, ask, organizationIds, type Spot, verdict } from "./support/ask.ts"
import { retell } from "./support/history.ts"
import { countedRuns, often, thoroughRuns } from "./support/options.ts"

/** A listing in one piece, through pages as large as they may be. */
const all = <A>({ environment }: Spot, list: (request: PageRequest) => Page<A>): ReadonlyArray<A> => {
  const pageSize = environment.profile.maxPageSize
  const found: Array<A> = []
  for (let pageNumber = 1; ; pageNumber++) {
    const page = list({ pageSize, pageNumber })
    found.push(...page.entities)
    if (page.nextUri !== undefined) continue
    assert.strictEqual(page.total, found.length)
    return found
  }
}

const trusteesOf = (spot: Spot, id: OrganizationId) =>
  all(spot, (page) => answerOf(spot, almighty(id), "Trustees.list", page))

const trustorsOf = (spot: Spot, id: OrganizationId) =>
  all(spot, (page) => answerOf(spot, almighty(id), "Trustors.list", page))

/** The same user or group, wherever the asker came from. */
const withoutUri = (member: TrustUser | TrustGroup) => ({ ...member, selfUri: undefined })

/** Some user of the trustee through whose eyes the trustee can look at the trust's users or groups, if there is one. */
const observer = (
  { environment: { world }, now, state }: Spot,
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  permission: Permission,
) =>
  world
    .get(trusteeOrgId)
    ?.organization.users.find(({ id: userId }) =>
      permissionsOf(world, state, { trustorOrgId, trusteeOrgId, userId, now }).has(permission),
    )

const spotsAfterChanges = (environment: Spot["environment"], transitions: ReadonlyArray<Transition>) =>
  transitions.flatMap(({ after, before, request: { now } }) =>
    after === before ? [] : [{ environment, state: after, now }],
  )

let compared = 0
let comparedGroups = 0

/** Both organizations see the same groups; how many were compared. */
const compareGroups = (spot: Spot, trustorOrgId: OrganizationId, trusteeOrgId: OrganizationId): number => {
  const userId = observer(spot, trustorOrgId, trusteeOrgId, "authorization:orgTrusteeGroup:view")?.id
  if (userId === undefined) return 0
  const groups = all(spot, (page) =>
    answerOf(spot, almighty(trustorOrgId), "TrusteeGroups.list", { trusteeOrgId, ...page }),
  )
  const eyes = almighty(trusteeOrgId, userId)
  const seen = all(spot, (page) => answerOf(spot, eyes, "TrustorGroups.list", { trustorOrgId, ...page }))
  assert.deepStrictEqual(seen.map(withoutUri), groups.map(withoutUri))
  for (const group of seen) {
    const path = { trustorOrgId, trustorGroupId: group.id }
    assert.deepStrictEqual(answerOf(spot, eyes, "TrustorGroups.get", path), group)
  }
  return seen.length
}

it.prop(
  "both organizations see the same trusts with the same users and groups",
  [scenariosOf(60)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    for (const spot of spotsAfterChanges(environment, run(environment, scenario.plan))) {
      for (const trustorOrgId of organizationIds(environment)) {
        const trustees = new Map(trusteesOf(spot, trustorOrgId).map((trustee) => [trustee.id, trustee]))
        for (const trusteeOrgId of organizationIds(environment)) {
          const trustee = trustees.get(trusteeOrgId)
          const trustor = trustorsOf(spot, trusteeOrgId).find(({ id }) => id === trustorOrgId)
          const got = [
            verdict(ask(spot, almighty(trustorOrgId), "Trustees.get", { trusteeOrgId })),
            verdict(ask(spot, almighty(trusteeOrgId), "Trustors.get", { trustorOrgId })),
          ]
          if (trustee === undefined || trustor === undefined) {
            assert.deepStrictEqual([trustee, trustor], [undefined, undefined])
            assert.deepStrictEqual(got, ["trust.absent: NotFound", "trust.absent: NotFound"])
            continue
          }
          assert.deepStrictEqual(got, ["done", "done"])
          assert.deepStrictEqual(answerOf(spot, almighty(trustorOrgId), "Trustees.get", { trusteeOrgId }), trustee)
          assert.deepStrictEqual(answerOf(spot, almighty(trusteeOrgId), "Trustors.get", { trustorOrgId }), trustor)
          assert.strictEqual(trustee.enabled, trustor.enabled)
          assert.deepStrictEqual(trustee.dateCreated, trustor.dateCreated)
          assert.deepStrictEqual(trustee.createdBy, trustor.createdBy)
          assert.strictEqual(trustee.organization?.id, trusteeOrgId)
          assert.strictEqual(trustor.organization?.id, trustorOrgId)
          const userId = observer(spot, trustorOrgId, trusteeOrgId, "authorization:orgTrusteeUser:view")?.id
          comparedGroups += compareGroups(spot, trustorOrgId, trusteeOrgId)
          if (userId === undefined) continue
          const users = all(spot, (page) =>
            answerOf(spot, almighty(trustorOrgId), "TrusteeUsers.list", { trusteeOrgId, ...page }),
          )
          const eyes = almighty(trusteeOrgId, userId)
          const seen = all(spot, (page) => answerOf(spot, eyes, "TrustorUsers.list", { trustorOrgId, ...page }))
          assert.deepStrictEqual(seen.map(withoutUri), users.map(withoutUri))
          for (const user of seen) {
            assert.deepStrictEqual(
              answerOf(spot, eyes, "TrustorUsers.get", { trustorOrgId, trusteeUserId: user.id }),
              user,
            )
          }
          compared += seen.length
        }
      }
    }
  },
  countedRuns,
)

afterAll(() => assert.isAbove(compared, often(200), "hardly any users were compared from both sides"))
afterAll(() => assert.isAbove(comparedGroups, often(100), "hardly any groups were compared from both sides"))

it.prop(
  "what is seen is what the history tells",
  [scenariosOf(60)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    for (const spot of spotsAfterChanges(environment, run(environment, scenario.plan))) {
      const told = retell(events(spot.state))
      for (const id of organizationIds(environment)) {
        assert.deepStrictEqual<unknown>(
          trusteesOf(spot, id).map(({ createdBy, dateCreated, dateExpired, enabled, id }) => ({
            id,
            enabled,
            since: dateCreated && DateTime.toEpochMillis(dateCreated),
            end: dateExpired && DateTime.toEpochMillis(dateExpired),
            by: createdBy?.id,
          })),
          told
            .filter(({ trustor }) => trustor === id)
            .map(({ by, enabled, end, since, trustee }) => ({
              id: trustee,
              enabled,
              since,
              end,
              by: by.userId,
            })),
        )
        assert.deepStrictEqual<unknown>(
          trustorsOf(spot, id).map((trustor) => trustor.id),
          told.filter(({ trustee }) => trustee === id).map(({ trustor }) => trustor),
        )
        for (const { id: trusteeOrgId } of trusteesOf(spot, id)) {
          const users = all(spot, (page) =>
            answerOf(spot, almighty(id), "TrusteeUsers.list", { trusteeOrgId, ...page }),
          )
          const trust = told.find(({ trustee, trustor }) => trustor === id && trustee === trusteeOrgId)
          assert.deepStrictEqual<unknown>(
            users.map(({ id: userId, trustUserDetails }) => ({
              id: userId,
              since: trustUserDetails?.dateCreated && DateTime.toEpochMillis(trustUserDetails.dateCreated),
              by: trustUserDetails?.createdBy?.id,
            })),
            trust?.users.map(({ by, id: userId, since }) => ({ id: userId, since, by: by.userId })),
          )
          const groups = all(spot, (page) =>
            answerOf(spot, almighty(id), "TrusteeGroups.list", { trusteeOrgId, ...page }),
          )
          assert.deepStrictEqual<unknown>(
            groups.map(({ createdBy, dateCreated, id: groupId }) => ({
              id: groupId,
              since: dateCreated && DateTime.toEpochMillis(dateCreated),
              by: createdBy?.id,
            })),
            trust?.groups.map(({ by, id: groupId, since }) => ({ id: groupId, since, by: by.userId })),
          )
          for (const { id: trusteeGroupId } of groups) {
            const path = { trusteeOrgId, trusteeGroupId }
            const { roles = [] } = answerOf(spot, almighty(id), "TrusteeGroupRoles.get", path)
            const grants = trust?.groups.find((group) => group.id === trusteeGroupId)?.grants ?? []
            // Each role once, in however many divisions it was granted.
            assert.deepStrictEqual(
              roles.map((role) => role.id).sort(),
              [...new Set(grants.map(({ roleId }) => roleId))].sort(),
            )
          }
          for (const { id: trusteeUserId } of users) {
            const { roles = [] } = answerOf(spot, almighty(id), "TrusteeUserRoles.get", { trusteeOrgId, trusteeUserId })
            const grants = trust?.users.find((user) => user.id === trusteeUserId)?.grants ?? []
            assert.deepStrictEqual(new Set(roles.map((role) => role.id)), new Set(grants.map(({ roleId }) => roleId)))
            assert.strictEqual(new Set(roles.map((role) => role.id)).size, roles.length)
          }
        }
      }
    }
  },
  thoroughRuns,
)

/** Everything that an organization can read about its trusts, as it reads. */
const everythingReadBy = (spot: Spot, id: OrganizationId) => {
  const query = { trusteeUserIds: [] }
  return {
    trustees: trusteesOf(spot, id),
    trustors: trustorsOf(spot, id),
    users: trusteesOf(spot, id).map(({ id: trusteeOrgId }) =>
      all(spot, (page) => answerOf(spot, almighty(id), "TrusteeUsers.list", { trusteeOrgId, ...page })),
    ),
    groups: trusteesOf(spot, id).map(({ id: trusteeOrgId }) =>
      all(spot, (page) => answerOf(spot, almighty(id), "TrusteeGroups.list", { trusteeOrgId, ...page })),
    ),
    audits: answerOf(spot, almighty(id), "TrustAudits.ofTrustees", {
      pageSize: 1,
      payload: { trusteeOrganizationIds: [], ...query },
    }),
    auditsOf: organizationIds(spot.environment).map((trustorOrganizationId) =>
      answerOf(spot, almighty(id), "TrustAudits.ofTrustor", {
        pageSize: 1,
        payload: { trustorOrganizationId, ...query },
      }),
    ),
  }
}

it.prop(
  "a change is seen by nobody but the two organizations of the trust",
  [scenariosOf(60)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    for (const { after, before, outcome, request } of run(environment, scenario.plan)) {
      if (Result.isFailure(outcome)) continue
      const [event] = outcome.success.events
      if (event === undefined) continue
      const parties = new Set<string>(
        outcome.success.events.flatMap((each) =>
          each._tag === "PairingCreated" ? [] : [each.trustorOrgId, each.trusteeOrgId],
        ),
      )
      for (const id of organizationIds(environment)) {
        if (parties.has(id)) continue
        const spot = { environment, now: request.now }
        const [was, is] = [before, after].map((state) => everythingReadBy({ ...spot, state }, id))
        assert.deepStrictEqual(is, was, `${event._tag} seen by ${id}`)
      }
    }
  },
  thoroughRuns,
)

const sides: Record<OperationName, "trustor" | "trustee" | "either"> = {
  "Pairings.create": "either",
  "Pairings.get": "either",
  "Trustees.list": "trustor",
  "Trustees.create": "trustor",
  "TrustAudits.ofTrustees": "trustor",
  "Trustees.get": "trustor",
  "Trustees.update": "trustor",
  "Trustees.remove": "trustor",
  "TrusteeUsers.list": "trustor",
  "TrusteeUsers.add": "trustor",
  "TrusteeUsers.get": "trustor",
  "TrusteeUsers.remove": "trustor",
  "TrusteeUserRoles.get": "trustor",
  "TrusteeUserRoles.replace": "trustor",
  "TrusteeUserRoles.clear": "trustor",
  "TrustAudits.ofTrustor": "trustee",
  "Trustors.list": "trustee",
  "Trustors.get": "trustee",
  "Trustors.remove": "trustee",
  "TrustorUsers.list": "trustee",
  "TrustorUsers.get": "trustee",
  "TrustorUsers.add": "trustee",
  "TrustorUsers.remove": "trustee",
  "TrusteeUserRoleDivisions.replace": "trustor",
  "TrusteeGroups.list": "trustor",
  "TrusteeGroups.add": "trustor",
  "TrusteeGroups.get": "trustor",
  "TrusteeGroups.remove": "trustor",
  "TrusteeGroupRoles.get": "trustor",
  "TrusteeGroupRoles.replace": "trustor",
  "TrusteeGroupRoles.clear": "trustor",
  "TrusteeGroupRoleDivisions.replace": "trustor",
  "TrustorGroups.list": "trustee",
  "TrustorGroups.get": "trustee",
  "TrustorGroups.add": "trustee",
  "TrustorGroups.remove": "trustee",
  "TrusteeClonedUsers.list": "trustor",
  "TrusteeClonedUsers.remove": "trustor",
  "TrustorClonedUsers.list": "trustee",
  "TrustorClonedUsers.get": "trustee",
  "TrustorClonedUsers.create": "trustee",
  "TrustorClonedUsers.remove": "trustee",
  "DefaultTrusts.get": "trustor",
  "DefaultTrusts.create": "trustor",
  "CareTrusts.list": "trustor",
  "CareTrusts.create": "trustor",
  "BulkRemoval.trustees": "trustor",
  "BulkRemoval.trustors": "trustee",
  "UserTrustors.list": "trustee",
}

it.prop(
  "an organization changes only trusts that it has a side in, from that side",
  [scenariosOf(60)],
  ([scenario]) => {
    for (const { outcome, request } of run(environmentOf(scenario), scenario.plan)) {
      if (Result.isFailure(outcome)) continue
      for (const event of outcome.success.events) {
        if (event._tag === "PairingCreated") continue
        const side = sides[request.operation] === "trustor" ? event.trustorOrgId : event.trusteeOrgId
        assert.strictEqual(side, request.principal.organizationId)
      }
    }
  },
  thoroughRuns,
)
