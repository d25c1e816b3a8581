/**
 * Laws of who may ask for what about groups.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { GroupId, OrganizationId } from "@org-trust/core/Identifiers"
import { isMet } from "@org-trust/core/Permission"
import { missingPermissions } from "@org-trust/core/TrustError"
import {
  groupGroups,
  makeTrustWithGroups,
  someGroup,
  someLivelyGroup,
  trusteeGroupAttempts,
  trustorGroupAttempts,
} from "../groupScenario.ts"
import { law } from "../Law.ts"
import {
  allRefused,
  asTrustor,
  attempt,
  holds,
  need,
  outcomeOf,
  permissionsIn,
  pick,
  ruleOf,
  someInsider,
  someRoles,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const missing: ReadonlySet<string> = new Set(missingPermissions)

const isOfUsersAlone = (permissions: ReadonlyArray<string>, held: string): boolean =>
  held.includes("orgTrusteeUser") && !permissions.includes(held.replace("TrusteeUser", "TrusteeGroup"))

const inOwnOrganization = law({
  name: "group.permissions-in-own-organization",
  sentence:
    "Operations on groups are open to exactly those who have the permissions on groups in their own organization, " +
    "whatever they may do about users; who lacks them is told just that, also about what does not exist.",
  rules: ["group.own-permissions", "permission.any", "permission.before-validation", "refusal.changes-nothing"],
  groups: [...groupGroups, "TrusteeGroupRoleDivisions"],
  effort: 2,
  given: () =>
    fc.record({
      client: fc.noBias(fc.nat()),
      isTelling: fc.boolean(),
      user: fc.nat(),
      group: fc.nat(),
      uuid: fc.uuid({ version: 4 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const group = yield* someGroup(lab, input.group)
    const clients = trustor.clients.filter(
      ({ userId }) => userId === undefined || trustor.activeUsers.some((user) => user.id === userId),
    )
    // Half of the time somebody who may do something about users and not about groups.
    const telling = clients.filter(({ permissions }) => permissions.some((held) => isOfUsersAlone(permissions, held)))
    const client = yield* need(
      pick(input.isTelling && telling.length > 0 ? telling : clients, input.client),
      "client of the trustor",
    )
    yield* makeTrustWithGroups(lab, input.user, [{ id: group.id }])
    const attempts = [
      ...trusteeGroupAttempts(lab, group.id),
      attempt(lab, "TrusteeGroupRoleDivisions.replace", {
        ...asTrustor(lab),
        trusteeGroupId: group.id,
        payload: { grants: [] },
      }),
    ]
    const nowhere = { ...trustee.organization, id: OrganizationId.make(input.uuid) }
    const elsewhere = { ...lab, cast: { ...lab.cast, trustee: { ...trustee, organization: nowhere } } }
    const may = ({ operation }: (typeof attempts)[number]) =>
      isMet(ruleOf(lab, operation), (permission) => client.permissions.includes(permission))
    const refused = [...attempts, ...trusteeGroupAttempts(elsewhere, GroupId.make(input.uuid))]
    yield* leavesTrustAlone(
      lab,
      "What was refused",
      allRefused(
        client,
        refused.filter((each) => !may(each)),
        "MissingAnyPermissions",
      ),
    )
    for (const each of attempts.filter(may)) {
      const outcome = outcomeOf(yield* each.by(client))
      yield* holds(!missing.has(outcome), `${each.operation} is open to this client, but came to ${outcome}`)
    }
  }),
})

const inTrustor = law({
  name: "group.permissions-in-trustor-organization",
  sentence:
    "Which groups of a trustor a caller may view, add and remove depends on the permissions on groups in the roles that " +
    "the trustor has granted, to the caller or to a group of the caller's, and on nothing else.",
  rules: ["group.own-permissions", "permission.in-trustor-organization"],
  groups: groupGroups,
  effort: 2,
  given: () =>
    fc.record({
      caller: fc.nat(),
      throughGroup: fc.boolean(),
      user: fc.nat(),
      roles: fc.array(fc.nat({ max: 1000 }), { maxLength: 2 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { group, member } = yield* someLivelyGroup(lab, input.caller)
    const caller = input.throughGroup ? member : yield* someInsider(lab.cast.trustee, input.caller)
    const roles = someRoles(lab, input.roles)
    const roleIds = roles.map(({ id }) => id)
    yield* makeTrustWithGroups(lab, input.user, [{ id: group.id, roleIds: input.throughGroup ? roleIds : [] }])
    if (!input.throughGroup) {
      yield* lab.call(trustor.admin, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id: caller.id } })
      yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", {
        ...asTrustor(lab),
        trusteeUserId: caller.id,
        payload: roleIds,
      })
    }
    const held = permissionsIn(roles)
    for (const { by, operation } of trustorGroupAttempts(lab, group.id)) {
      const may = isMet(ruleOf(lab, operation), (permission) => held.includes(permission))
      const expected = may ? "Success" : "MissingTrustorPermissions"
      const outcome = outcomeOf(yield* by(caller.client))
      yield* holds(outcome === expected, `${operation} has to come to ${expected}, but came to ${outcome}`)
    }
  }),
})

const homeDoesNotCount = law({
  name: "group.permissions-at-home-do-not-count",
  sentence:
    "Nobody sees or changes the groups of a trustor by permissions at home: neither an organization's own client, nor " +
    "the trustor itself.",
  rules: ["permission.in-trustor-organization", "refusal.changes-nothing"],
  groups: groupGroups,
  given: () => fc.record({ user: fc.nat(), group: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const group = yield* someGroup(lab, input.group)
    const roleIds = trustor.organization.roles.map(({ id }) => id)
    yield* makeTrustWithGroups(lab, input.user, [{ id: group.id, roleIds }])
    const attempts = trustorGroupAttempts(lab, group.id)
    yield* leavesTrustAlone(
      lab,
      "What was refused",
      Effect.forEach([trustee.admin, trustor.admin, third.admin], (client) =>
        allRefused(client, attempts, "MissingTrustorPermissions"),
      ),
    )
  }),
})

/** Laws of who may ask for what about groups. */
export const laws = [inOwnOrganization, inTrustor, homeDoesNotCount]
