/**
 * Laws of who may ask for what.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"
import { operations } from "@org-trust/core/Operation"
import { isMet } from "@org-trust/core/Permission"
import { denials } from "@org-trust/core/TrustError"
import type { WorldClient } from "../../WorldFile.ts"
import { type Party, permissionsFor, roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  type Attempt,
  holds,
  letIn,
  makeTrust,
  need,
  outcomeOf,
  pageSizeOf,
  permissionsIn,
  pick,
  ruleOf,
  someInsider,
  someRole,
  someRoles,
  someUser,
  someUsers,
  trustorUserAttempts,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"
import { ownAttempts } from "./ownAttempts.ts"

const denied: ReadonlySet<string> = new Set(denials)

const mayAsk = (lab: Lab, client: WorldClient, { operation }: Attempt): boolean =>
  isMet(ruleOf(lab, operation), (permission) => client.permissions.includes(permission))

/** A client that acts for the organization itself or for an active user. */
const someClient = (party: Party, index: number) =>
  need(
    pick(
      party.clients.filter(
        ({ userId }) => userId === undefined || party.activeUsers.some((user) => user.id === userId),
      ),
      index,
    ),
    `client of ${party.organization.name}`,
  )

const refusedProperly = Effect.fnUntraced(function* (lab: Lab, client: WorldClient, attempts: ReadonlyArray<Attempt>) {
  for (const each of attempts.filter((each) => !mayAsk(lab, client, each))) {
    const isAny = ruleOf(lab, each.operation).mode === "ANY"
    yield* allRefused(client, [each], isAny ? "MissingAnyPermissions" : "MissingPermissions")
  }
})

const groups = ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"] as const

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
    yield* makeTrust(lab, [{ id: user.id, roleIds: trustor.organization.roles.map(({ id }) => id) }])
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const names = { pairingId, trusteeUserId: user.id, roleId: role.id, pageSize: pageSizeOf(lab) }
    const attempts = ownAttempts(lab, { ...names, ...asTrustor(lab), ...asTrustee(lab) })
    yield* leavesTrustAlone(lab, "What was refused", refusedProperly(lab, client, attempts))
    for (const each of attempts.filter((each) => mayAsk(lab, client, each))) {
      const outcome = outcomeOf(yield* each.by(client))
      yield* holds(!denied.has(outcome), `${each.operation} is open to this client, but came to ${outcome}`)
    }
  }),
})

const beforeValidation = law({
  name: "permission.before-form-and-existence",
  sentence: "Who lacks the permission is told just that, however wrong the request is and whatever does not exist.",
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
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const client = yield* someClient(input.ofTrustee ? trustee : trustor, input.client)
    const pageSize = input.size
    const organization = OrganizationId.make(input.uuid)
    const page = { pageSize, pageNumber: pageSize }
    const trusteeUserId = UserId.make(input.uuid)
    const attempts: ReadonlyArray<Attempt> = [
      ...ownAttempts(lab, {
        pageSize,
        pairingId: PairingId.make(input.uuid),
        trusteeOrgId: organization,
        trustorOrgId: organization,
        trusteeUserId,
        roleId: RoleId.make(input.uuid),
      }),
      attempt(lab, "Pairings.create", { payload: {} }),
      attempt(lab, "Trustees.create", { payload: { enabled: true } }),
      attempt(lab, "Trustees.list", page),
      attempt(lab, "Trustors.list", page),
      attempt(lab, "TrusteeUsers.list", { ...asTrustor(lab), ...page }),
    ]
    yield* refusedProperly(lab, client, attempts)
    const ofUsers = [
      ...trustorUserAttempts(lab, trusteeUserId, {
        ...trustor,
        organization: { ...trustor.organization, id: organization },
      }),
      attempt(lab, "TrustorUsers.list", { ...asTrustee(lab), ...page }),
      attempt(lab, "TrustorUsers.get", { ...asTrustee(lab), trusteeUserId }),
    ]
    yield* allRefused(client, ofUsers, "MissingTrustorPermissions")
  }),
})

const inTrustor = law({
  name: "permission.in-trustor-organization",
  sentence:
    "Which users of a trustor a caller may view, add and remove depends on the roles that the trustor has granted to " +
    "the caller, and on nothing else.",
  rules: ["permission.in-trustor-organization"],
  groups: ["Pairings", "Trustees", "TrustorUsers"],
  effort: 2,
  given: () => fc.record({ user: fc.nat(), roles: fc.array(fc.nat({ max: 1000 }), { maxLength: 3 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee } = lab.cast
    const caller = yield* someInsider(trustee, input.user)
    const others = yield* someUsers(lab, input.user, 1, [caller.id])
    const roles = someRoles(lab, input.roles)
    const held = permissionsIn(roles)
    yield* makeTrust(lab, [
      { id: caller.id, roleIds: roles.map((role) => role.id) },
      ...others.map(({ id }) => ({ id })),
    ])
    for (const { id } of others) {
      for (const { by, operation } of trustorUserAttempts(lab, id)) {
        const may = isMet(operations[operation].permissions, (permission) => held.includes(permission))
        const expected = may ? "Success" : "MissingTrustorPermissions"
        const outcome = outcomeOf(yield* by(caller.client))
        yield* holds(outcome === expected, `${operation} has to come to ${expected}, but came to ${outcome}`)
      }
    }
  }),
})

const homeDoesNotCount = law({
  name: "permission.at-home-does-not-count",
  sentence:
    "Nobody sees or changes the users of a trustor by permissions at home: neither an organization's own client nor " +
    "a user who is not in the trust, nor the trustor itself, with a trust or without one.",
  rules: ["permission.in-trustor-organization", "refusal.changes-nothing"],
  groups: [...groups, "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), host: fc.nat(), trust: fc.boolean(), enabled: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const everything = permissionsFor(lab.subject.capabilities.groups)
    const all = (party: Party) =>
      party.clients.filter(({ permissions }) => everything.every((permission) => permissions.includes(permission)))
    const insiders = all(trustee).filter(({ userId }) => trustee.activeUsers.some((user) => user.id === userId))
    const caller = pick(insiders, input.user)
    const candidates = trustee.activeUsers.filter((user) => user.id !== caller?.userId)
    const inside = yield* need(pick(candidates, input.user), "other active user of the trustee")
    const roleIds = trustor.organization.roles.map((role) => role.id)
    if (input.trust) yield* makeTrust(lab, [{ id: inside.id, roleIds }], input.enabled)
    const hosts = [trustor.admin, third.admin]
    const attempts = trustorUserAttempts(lab, inside.id)
    yield* leavesTrustAlone(
      lab,
      "What was refused",
      Effect.forEach([trustee.admin, ...(caller === undefined ? [] : [caller]), ...hosts], (client) =>
        allRefused(client, attempts, "MissingTrustorPermissions"),
      ),
    )
  }),
})

const elsewhereDoesNotCount = law({
  name: "permission.elsewhere-does-not-count",
  sentence: "What a user may do in one trustor organization the user may not do in another.",
  rules: ["permission.in-trustor-organization", "isolation.third-organization"],
  groups: ["Pairings", "Trustees", "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), member: fc.boolean(), trust: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee } = lab.cast
    const caller = yield* someInsider(trustee, input.user)
    const [other] = yield* someUsers(lab, input.user, 1, [caller.id])
    const { id } = yield* need(other, "other active user of the trustee")
    const role = yield* need(
      roleWith(third, ...["view", "add", "delete"].map((action) => `authorization:orgTrusteeUser:${action}`)),
      "role of the third organization that permits to manage users",
    )
    if (input.trust) yield* makeTrust(lab, [{ id: input.member ? caller.id : id }])
    yield* letIn(lab, third, trustee, { users: [{ id: caller.id, roleIds: [role.id] }, { id }] })
    yield* lab.succeed(caller.client, "TrustorUsers.get", { trustorOrgId: third.organization.id, trusteeUserId: id })
    yield* allRefused(caller.client, trustorUserAttempts(lab, id), "MissingTrustorPermissions")
  }),
})

const known = law({
  name: "principal.inactive-user",
  sentence: "A client that acts as a user who is not active is not let in at all, whatever it is permitted.",
  rules: ["principal.known", "user.inactive-no-access"],
  groups: [...groups, "TrustorUsers"],
  given: () => fc.record({ client: fc.nat(), ofTrustee: fc.boolean(), user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const party = input.ofTrustee ? trustee : trustor
    const inactive = party.clients.filter(
      ({ userId }) => userId !== undefined && party.activeUsers.every((user) => user.id !== userId),
    )
    const client = yield* need(pick(inactive, input.client), `client of ${party.organization.name} as an inactive user`)
    const user = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    // Also as a member of a group that is let in with every role.
    const roleIds = trustor.organization.roles.map(({ id }) => id)
    const groups = trustee.organization.groups
      .filter(({ memberIds }) => memberIds.some((id) => id === client.userId))
      .slice(0, 1)
      .map(({ id }) => ({ id, roleIds }))
    yield* letIn(lab, trustor, trustee, { users: [{ id: user.id }], groups })
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const names = { pairingId, trusteeUserId: user.id, roleId: role.id, pageSize: pageSizeOf(lab) }
    const attempts = [
      ...ownAttempts(lab, { ...names, ...asTrustor(lab), ...asTrustee(lab) }),
      ...trustorUserAttempts(lab, user.id),
    ]
    yield* allRefused(client, attempts, "Unauthenticated")
  }),
})

/** Laws of who may ask for what. */
export const laws = [inOwnOrganization, beforeValidation, inTrustor, homeDoesNotCount, elsewhereDoesNotCount, known]
