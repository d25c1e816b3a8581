/**
 * The whole lifecycle of a trust over HTTP, told step by step: an emulator on a free
 * loopback port, and both organizations at work on it through the HTTP client.
 */
import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as HttpClient from "effect/http/HttpClient"
import * as HttpServer from "effect/http/HttpServer"
import { type AuditQueryResponse, toSearchResult } from "@org-trust/core/Audit"
import type { Invoke } from "@org-trust/core/Invoke"
import { type OperationInput, type OperationName, type OperationOutput, operations } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import type { UserAuthorization } from "@org-trust/core/UserAuthorization"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"
import type { WorldClient } from "@org-trust/testkit/WorldFile"

/** The walk did not go as it should; it stops there. */
class WalkFailed extends Schema.TaggedError<WalkFailed>()("WalkFailed", { message: Schema.String }) {}

/** Somebody at work: who they are, and the operations as they can call them. */
interface Actor {
  readonly who: string
  readonly invoke: Invoke
}

const connect = Effect.fnUntraced(function* (
  url: string,
  client: WorldClient,
  who: string,
): Effect.fn.Return<Actor, never, HttpClient.HttpClient> {
  const credentials = clientCredentials(client.id, client.secret)
  return { who, invoke: yield* OrgTrust.makeInvoke({ region: { api: url, login: url }, credentials }) }
})

const announce = (actor: Actor, operation: OperationName, why: string) => {
  const { method, path } = operations[operation]
  return Console.log(`\n${actor.who}: ${why}\n    ${operation}  ${method} ${path}`)
}

/** Does something that succeeds, and tells what came back. */
const act = Effect.fnUntraced(function* <K extends OperationName>(
  actor: Actor,
  operation: K,
  input: OperationInput<K>,
  why: string,
  tell: (reply: OperationOutput<K>) => string,
): Effect.fn.Return<OperationOutput<K>, TrustError> {
  yield* announce(actor, operation, why)
  const reply = yield* actor.invoke(operation, input)
  yield* Console.log(`    ✓ ${tell(reply)}`)
  return reply
})

/** Does something that has to be refused, and tells how. */
const refused = Effect.fnUntraced(function* <K extends OperationName>(
  actor: Actor,
  operation: K,
  input: OperationInput<K>,
  why: string,
  tag: TrustError["_tag"],
): Effect.fn.Return<void, WalkFailed> {
  yield* announce(actor, operation, why)
  const error: TrustError = yield* Effect.flip(actor.invoke(operation, input)).pipe(
    Effect.mapError(() => new WalkFailed({ message: `${operation} should have been refused with ${tag}` })),
  )
  if (error._tag !== tag) {
    return yield* new WalkFailed({ message: `${operation} should have been refused with ${tag}, not ${error._tag}` })
  }
  yield* Console.log(`    ✗ refused, as it should be: ${error._tag}: ${error.message}`)
})

const roleNames = ({ permissions = [], roles = [] }: UserAuthorization): string =>
  `roles: ${roles.map((role) => role.name).join(", ") || "none"}; permissions: ${permissions.length}`

const auditLines = (response: AuditQueryResponse): string =>
  Option.match(toSearchResult(response), {
    onNone: () => "an answer of unknown shape",
    onSome: ({ auditMessages, total }) =>
      [
        `${total} audits, newest first:`,
        ...auditMessages.map(
          ({ action, entity, user }) => `      ${action} ${entity?.type} ${entity?.name ?? ""} by ${user?.name}`,
        ),
      ].join("\n"),
  })

const { cedarHealth, harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users
const { onCall } = northwindPartners.groups
const { retail } = harborBank.divisions
const { supervisor, trustAdministrator, trustedExternalUser } = harborBank.roles

const walk = Effect.gen(function* () {
  const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
  yield* Console.log(`Emulator of the Organization Authorization API on ${url}`)
  yield* Console.log(
    "Harbor Bank is the trustor: it lets others in. Northwind Partners is the trustee: it wants to get in.",
  )

  const harbor = yield* connect(url, harborBank.clients.admin, "Harbor Bank (administrator)")
  const guest = yield* connect(url, harborBank.clients.guest, "Harbor Bank (without permissions)")
  const northwind = yield* connect(url, northwindPartners.clients.admin, "Northwind Partners (administrator)")
  const tomHimself = yield* connect(url, northwindPartners.clients.tom, "Northwind Partners (Tom Thorne)")
  const leaHerself = yield* connect(url, northwindPartners.clients.lea, "Northwind Partners (Lea Lindt)")
  const cedar = yield* connect(url, cedarHealth.clients.admin, "Cedar Health (administrator)")
  const trusteeOrgId = northwindPartners.id
  const trustorOrgId = harborBank.id

  yield* Console.log("\n— Pairing —")
  const { id: pairingId } = yield* act(
    northwind,
    "Pairings.create",
    { payload: { userIds: [tom.id] } },
    "asks for access for Tom, and hands the pairing's id over",
    (pairing) => `pairing ${pairing.id} for ${pairing.users?.map((user) => user.name).join(", ")}`,
  )
  yield* act(
    harbor,
    "Pairings.get",
    { pairingId },
    "looks at who asks",
    (pairing) => `${pairing.trustee?.name} asks for ${pairing.users?.map((user) => user.name).join(", ")}`,
  )
  const trust = {
    pairingId,
    enabled: true,
    users: [{ id: tom.id, roleIds: [trustAdministrator.id, trustedExternalUser.id] }],
  }
  yield* refused(
    northwind,
    "Trustees.create",
    { payload: { ...trust, users: [{ id: tom.id }] } },
    "tries to use its own pairing",
    "SelfTrustNotAllowed",
  )

  yield* Console.log("\n— Trust —")
  yield* act(
    harbor,
    "Trustees.create",
    { payload: trust },
    "agrees, and gives Tom two roles",
    (trustee) => `${trustee.organization?.name} may enter`,
  )
  yield* refused(cedar, "Trustees.create", { payload: trust }, "tries the pairing once more", "PairingIdRequired")
  yield* refused(guest, "Trustees.list", {}, "has no permission to look", "MissingAnyPermissions")
  yield* act(
    harbor,
    "Trustees.list",
    {},
    "sees whom it lets in",
    ({ entities, total }) => `${total}: ${entities.map((trustee) => trustee.organization?.name).join(", ")}`,
  )
  yield* act(
    tomHimself,
    "Trustors.get",
    { trustorOrgId },
    "sees where he is let in",
    (trustor) => `${trustor.organization?.name}, with ${trustor.authorization?.permissions?.length} permissions there`,
  )

  yield* Console.log("\n— Users —")
  yield* act(
    tomHimself,
    "TrustorUsers.add",
    { trustorOrgId, trusteeUserId: lea.id },
    "adds his colleague Lea; his role at Harbor Bank permits it",
    (user) => `${user.name} is in the trust, without roles`,
  )
  yield* refused(
    northwind,
    "TrustorUsers.list",
    { trustorOrgId },
    "is no user, so holds nothing at Harbor Bank",
    "MissingTrustorPermissions",
  )
  yield* act(harbor, "TrusteeUsers.list", { trusteeOrgId }, "sees the same users from its side", ({ entities }) =>
    entities.map((user) => user.name).join(", "),
  )

  yield* Console.log("\n— Roles —")
  yield* act(
    harbor,
    "TrusteeUserRoles.replace",
    { trusteeOrgId, trusteeUserId: lea.id, payload: [supervisor.id] },
    "gives Lea a role",
    roleNames,
  )
  yield* act(
    harbor,
    "TrusteeUserRoles.clear",
    { trusteeOrgId, trusteeUserId: lea.id },
    "takes it away again",
    () => "no roles; Lea stays in the trust",
  )
  yield* refused(
    harbor,
    "TrusteeUserRoles.replace",
    { trusteeOrgId, trusteeUserId: lea.id, payload: [northwindPartners.roles.supervisor.id] },
    "tries to grant a role of the other organization",
    "NotFound",
  )

  yield* Console.log("\n— Groups, and roles within divisions —")
  yield* act(
    tomHimself,
    "TrustorGroups.add",
    { trustorOrgId, trustorGroupId: onCall.id },
    "lets a whole group in, of which Lea is a member",
    (group) => `${group.name} is in the trust, without roles`,
  )
  yield* act(
    harbor,
    "TrusteeGroupRoleDivisions.replace",
    {
      trusteeOrgId,
      trusteeGroupId: onCall.id,
      payload: { grants: [{ roleId: supervisor.id, divisionId: retail.id }] },
    },
    `gives the group a role, in the division ${retail.name} only; the API does not tell where`,
    roleNames,
  )
  yield* act(leaHerself, "TrustorUsers.list", { trustorOrgId }, "may look, as a member of the group", ({ entities }) =>
    entities.map((user) => user.name).join(", "),
  )
  yield* act(
    harbor,
    "TrusteeGroups.remove",
    { trusteeOrgId, trusteeGroupId: onCall.id },
    "takes the group out again",
    () => "gone, with its roles",
  )
  yield* refused(
    leaHerself,
    "TrustorUsers.list",
    { trustorOrgId },
    "has no role of her own",
    "MissingTrustorPermissions",
  )

  yield* Console.log("\n— Disabled, and enabled again —")
  yield* act(
    harbor,
    "Trustees.update",
    { trusteeOrgId, payload: { enabled: false } },
    "locks everybody out",
    (trustee) => `enabled: ${trustee.enabled}`,
  )
  yield* refused(tomHimself, "TrustorUsers.list", { trustorOrgId }, "stands outside", "MissingTrustorPermissions")
  yield* act(harbor, "TrusteeUserRoles.get", { trusteeOrgId, trusteeUserId: tom.id }, "has kept Tom's roles", roleNames)
  yield* act(
    harbor,
    "Trustees.update",
    { trusteeOrgId, payload: { enabled: true } },
    "lets everybody in again",
    (trustee) => `enabled: ${trustee.enabled}`,
  )
  yield* act(tomHimself, "TrustorUsers.list", { trustorOrgId }, "is back", ({ entities }) =>
    entities.map((user) => user.name).join(", "),
  )

  yield* Console.log("\n— Audits —")
  yield* act(
    harbor,
    "TrustAudits.ofTrustees",
    { payload: { trusteeOrganizationIds: [trusteeOrgId], trusteeUserIds: [] } },
    "looks at what happened",
    auditLines,
  )
  yield* act(
    northwind,
    "TrustAudits.ofTrustor",
    { payload: { trustorOrganizationId: trustorOrgId, trusteeUserIds: [lea.id] } },
    "looks at what happened to Lea",
    auditLines,
  )

  yield* Console.log("\n— The end —")
  yield* act(northwind, "Trustors.remove", { trustorOrgId }, "ends the trust", () => "gone, on both sides")
  yield* refused(harbor, "Trustees.get", { trusteeOrgId }, "finds nothing any more", "NotFound")
  yield* Console.log("\nDone. To look after your own trusts in a file: org-trust export, plan, apply, drift, review.")
})

const server = Emulator.layer().pipe(
  Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
  Layer.provide(Platform.layer()),
)

walk.pipe(Effect.provide([server, NodeHttpClient.layerUndici]), NodeRuntime.runMain)
