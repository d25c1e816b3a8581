/**
 * Laws of who may ask for what in the own organization.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { denials } from "@org-trust/core/ErrorCategory"
import { isOpenTo, ruleOf } from "../abilities.ts"
import { allRefused, type Attempt } from "../Attempt.ts"
import { trustOf, trustorAttempts, trustorUserAttempts, underId } from "../BoundTrust.ts"
import { activeClientsOf, some, someClient, someRole, someUser } from "../choices.ts"
import { holds } from "../expectations.ts"
import { makeTrust } from "../letIn.ts"
import { pageSizeOf } from "../listing.ts"
import { allOf, groups as groupKind, someMember, trusts } from "../MemberKind.ts"
import { ownAttempts } from "../ownAttempts.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"
import type { WorldClient } from "../../../WorldFile.ts"

const denied: ReadonlySet<string> = new Set(denials)

/** Those of the attempts that are not open to a client have to be refused in the way of their rule. */
const refusedProperly = Effect.fnUntraced(function* (
  lab: Lab,
  client: WorldClient,
  attempts: ReadonlyArray<Attempt<unknown>>,
) {
  for (const each of attempts.filter(({ operation }) => !isOpenTo(lab, operation, client.permissions))) {
    const isAny = ruleOf(lab, each.operation).mode === "ANY"
    yield* allRefused(client, [each], isAny ? "MissingAnyPermissions" : "MissingPermissions")
  }
})

/** Those of the attempts that are open to a client may not be denied. */
const openProperly = Effect.fnUntraced(function* (
  lab: Lab,
  client: WorldClient,
  attempts: ReadonlyArray<Attempt<unknown>>,
) {
  for (const each of attempts.filter(({ operation }) => isOpenTo(lab, operation, client.permissions))) {
    const outcome = yield* each.as(client).outcome
    yield* holds(!denied.has(outcome), `${each.operation}: expected to be open to this client, got ${outcome}`)
  }
})

const groups = [...trusts, "TrusteeUsers", "TrusteeUserRoles"] as const

const inOwnOrganization = law({
  name: "permission.in-own-organization",
  sentence:
    "An operation is open to exactly those who have its permissions in their own organization: one of them or all, " +
    "as it asks; what a trust grants elsewhere does not count, and a refusal says which kind it is and changes nothing.",
  rules: ["permission.any", "permission.all", "refusal.changes-nothing"],
  groups,
  effort: 4,
  given: () => fc.record({ client: fc.nat(), ofTrustee: fc.boolean(), user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const client = yield* someClient(input.ofTrustee ? trustee : trustor, input.client)
    const user = trustee.activeUsers.find(({ id }) => id === client.userId) ?? (yield* someUser(lab, input.user))
    const role = yield* someRole(lab, input.role)
    const roleIds = trustor.organization.roles.map(({ id }) => id)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id, roleIds }] })
    const { id: pairingId } = yield* trust.ask({ userIds: [user.id] })
    const attempts = ownAttempts(trust, { pairingId, userId: user.id, roleId: role.id, pageSize: pageSizeOf(lab) })
    yield* leavesAlone(trust, "What was refused", refusedProperly(lab, client, attempts))
    yield* openProperly(lab, client, attempts)
  }),
})

const beforeValidation = law({
  name: "permission.before-form-and-existence",
  sentence:
    "A caller without the permission is told just that, however wrong the request is and whatever does not exist.",
  rules: ["permission.before-validation"],
  groups: [...groups, "TrustorUsers"],
  effort: 2,
  given: () =>
    fc.record({
      client: fc.nat(),
      ofTrustee: fc.boolean(),
      uuid: fc.uuid({ version: 4 }),
      size: fc.integer({ min: -3, max: 0 }),
    }),
  check: Effect.fnUntraced(function* (lab, { client: index, ofTrustee, size, uuid }) {
    const { trustee, trustor } = lab.cast
    const client = yield* someClient(ofTrustee ? trustee : trustor, index)
    const nowhere = OrganizationId.make(uuid)
    const trust = trustOf(lab)
    const noTrust = trustOf(lab, underId(trustor, nowhere), underId(trustee, nowhere))
    const page = { pageSize: size, pageNumber: size }
    const attempts = [
      ...ownAttempts(noTrust, { pairingId: uuid, userId: uuid, roleId: uuid, pageSize: size }),
      trust.ask({}),
      trust.create({ enabled: true }),
      trust.trustees(page),
      trust.ofTrustee.trustors(page),
      trust.users(page),
    ]
    yield* refusedProperly(lab, client, attempts)
    const ofUsers = [...trustorUserAttempts(noTrust, uuid), trust.ofTrustee.users(page), trust.user(uuid).ofTrustee.get]
    yield* allRefused(client, ofUsers, "MissingTrustorPermissions")
  }),
})

const isOfUsersAlone = (permissions: ReadonlyArray<string>, held: string): boolean =>
  held.includes("orgTrusteeUser") && !permissions.includes(held.replace("TrusteeUser", "TrusteeGroup"))

const aboutGroups = law({
  name: "group.permissions-in-own-organization",
  sentence:
    "Operations on groups are open to exactly those who have the permissions on groups in their own organization, " +
    "whatever they may do about users; a caller without them is told just that, also about what does not exist.",
  rules: ["group.own-permissions", "permission.any", "permission.before-validation", "refusal.changes-nothing"],
  groups: [...allOf(groupKind), "TrusteeGroupRoleDivisions"],
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
    const { id } = yield* someMember(lab, groupKind, input.group)
    const user = yield* someUser(lab, input.user)
    const clients = activeClientsOf(trustor)
    // Half of the time somebody who may do something about users and not about groups.
    const telling = clients.filter(({ permissions }) => permissions.some((held) => isOfUsersAlone(permissions, held)))
    const client = yield* some(input.isTelling && telling.length > 0 ? telling : clients, input.client, "client")
    const trust = yield* makeTrust(lab, { users: [{ id: user.id }], groups: [{ id }] })
    const noTrust = trustOf(lab, trustor, underId(trustee, OrganizationId.make(input.uuid)))
    const attempts = [[trust, id] as const, [noTrust, input.uuid] as const].map(([bound, groupId]) => {
      const group = bound.group(groupId)
      return [bound.groups(), group.add(), group.replaceRoleDivisions([]), ...trustorAttempts(group, [])]
    })
    yield* leavesAlone(trust, "What was refused", refusedProperly(lab, client, attempts.flat()))
    yield* openProperly(lab, client, attempts[0] ?? [])
  }),
})

const known = law({
  name: "principal.inactive-user",
  sentence:
    "A client that acts as a user who is not active is not let in at all, or, where the implementation declares that it " +
    "is, only to what it is permitted at home: a trust gives it nothing.",
  rules: ["principal.known", "user.inactive-no-access"],
  groups: [...groups, "TrustorUsers"],
  given: () => fc.record({ client: fc.nat(), ofTrustee: fc.boolean(), user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const party = input.ofTrustee ? trustee : trustor
    const active = activeClientsOf(party)
    const inactive = party.clients.filter((client) => !active.includes(client))
    const client = yield* some(inactive, input.client, `client of ${party.organization.name} as an inactive user`)
    const user = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    // Also as a member of a group that is let in with every role.
    const roleIds = trustor.organization.roles.map(({ id }) => id)
    const groups = trustee.organization.groups
      .filter(({ memberIds }) => memberIds.some((id) => id === client.userId))
      .slice(0, 1)
      .map(({ id }) => ({ id, roleIds }))
    const trust = yield* makeTrust(lab, { users: [{ id: user.id }], groups })
    const { id: pairingId } = yield* trust.ask({ userIds: [user.id] })
    const names = { pairingId, userId: user.id, roleId: role.id, pageSize: pageSizeOf(lab) }
    const [atHome, there] = [ownAttempts(trust, names), trustorUserAttempts(trust, user.id)]
    if (lab.subject.capabilities.profile.inactiveUser === "Refuse") {
      return yield* allRefused(client, [...atHome, ...there], "Unauthenticated")
    }
    yield* leavesAlone(trust, "What was refused", refusedProperly(lab, client, atHome))
    yield* allRefused(client, there, "MissingTrustorPermissions")
    return yield* openProperly(lab, client, atHome)
  }),
})

/** Laws of who may ask for what in the own organization. */
export const laws = [inOwnOrganization, beforeValidation, aboutGroups, known]
