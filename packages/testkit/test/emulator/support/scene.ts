import { assert } from "@effect/vitest"
import { basePath, type OperationName, pathOf } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import { type RunningEmulator, startEmulator } from "./emulator.ts"
import { json } from "./json.ts"
import { login } from "./login.ts"
import { entryOf, fillPath, withPayload } from "./table.ts"
import { type RawAnswer, type RawRequest, send } from "./wire.ts"

const { cedarHealth, harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users
const { onCall, supportTeam } = northwindPartners.groups
const { supervisor, trustAdministrator } = harborBank.roles

/** What can be put into a path. */
export type PathValues = Readonly<Record<string, string>>

/**
 * A bank that lets two users and a group of its partner in, one of the users cloned, and
 * a clinic that made a pairing and has let Customer Care in.
 * Every operation has a request here that succeeds.
 */
export interface Scene extends RunningEmulator {
  /** A token of a client. */
  readonly tokenOf: (client: WorldClient) => Promise<string>
  /** The ids that the paths of successful requests name. */
  readonly pathValues: PathValues
  /** The body of a successful request to an operation that takes one, as text. */
  readonly bodyOf: (name: OperationName) => string
  /** Sends a successful request, but for what is given. */
  readonly ask: (name: OperationName, changes?: Changes) => Promise<RawAnswer>
  /** Sends any request. */
  readonly send: (request: RawRequest) => Promise<RawAnswer>
}

/** What is different from a successful request. */
export interface Changes {
  /** Who asks; nobody if null. */
  readonly client?: WorldClient | null
  readonly method?: string
  readonly pathValues?: PathValues
  readonly query?: string
  /** Headers to set, or to leave out if undefined. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Uint8Array
  readonly chunked?: boolean
}

/** Who can do an operation. */
const performer = (name: OperationName): WorldClient => {
  if (entryOf(name).checkedIn === "trustor") return northwindPartners.clients.tom
  if (name === "DefaultTrusts.get") return cedarHealth.clients.admin
  const isTrustee = /^[/](trustor|users)/.test(entryOf(name).path)
  return isTrustee ? northwindPartners.clients.admin : harborBank.clients.admin
}

const given = (headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

/** Starts an emulator with the scene. */
export const startScene = async (): Promise<Scene> => {
  const emulator = await startEmulator()
  const tokens = new Map<string, string>()
  const tokenOf = async (client: WorldClient) => {
    const token = tokens.get(client.id) ?? (await login(emulator.url, client))
    tokens.set(client.id, token)
    return token
  }

  const post = async (client: WorldClient, path: string, payload: unknown) => {
    const answer = await send(emulator.url, {
      method: "POST",
      path: basePath + path,
      headers: { authorization: `Bearer ${await tokenOf(client)}`, "content-type": "application/json" },
      body: JSON.stringify(payload),
    })
    assert.strictEqual(answer.status, 200, answer.text)
    return json(answer)
  }
  const pair = async (client: WorldClient, userId: string) =>
    String((await post(client, "/pairings", { userIds: [userId] }))["id"])

  const used = await pair(northwindPartners.clients.admin, tom.id)
  await post(harborBank.clients.admin, "/trustees", {
    pairingId: used,
    enabled: true,
    users: [{ id: tom.id, roleIds: [trustAdministrator.id] }, { id: lea.id }],
    groups: [{ id: supportTeam.id }],
  })
  const pairingId = await pair(cedarHealth.clients.admin, cedarHealth.users.carla.id)

  const asked = async (client: WorldClient, method: string, path: string) => {
    const headers = { authorization: `Bearer ${await tokenOf(client)}` }
    const answer = await send(emulator.url, { method, path: basePath + path, headers })
    assert.strictEqual(answer.status, 200, answer.text)
  }
  await asked(northwindPartners.clients.tom, "PUT", `/trustors/${harborBank.id}/clonedusers/${lea.id}`)
  await asked(cedarHealth.clients.admin, "POST", "/trustees/default")

  const pathValues = {
    pairingId,
    trusteeOrgId: northwindPartners.id,
    trustorOrgId: harborBank.id,
    trusteeUserId: lea.id,
    trusteeGroupId: supportTeam.id,
    trustorGroupId: supportTeam.id,
    userId: lea.id,
  }
  const queries: Partial<Record<OperationName, string>> = {
    "BulkRemoval.trustees": `id=${northwindPartners.id},${cedarHealth.id}`,
    "BulkRemoval.trustors": `id=${harborBank.id}`,
  }
  const roleDivisions = { grants: [{ roleId: supervisor.id, divisionId: harborBank.divisions.retail.id }] }
  const payloads: Partial<Record<OperationName, unknown>> = {
    "Pairings.create": { userIds: [harborBank.users.uma.id] },
    "Trustees.create": { pairingId, enabled: true, users: [{ id: cedarHealth.users.ben.id }] },
    "Trustees.update": { enabled: false },
    "TrusteeUsers.add": { id: northwindPartners.users.nina.id, roleIds: [supervisor.id] },
    "TrusteeUserRoles.replace": [supervisor.id],
    "TrustAudits.ofTrustees": { trusteeOrganizationIds: [], trusteeUserIds: [] },
    "TrustAudits.ofTrustor": { trustorOrganizationId: harborBank.id, trusteeUserIds: [] },
    "TrusteeUserRoleDivisions.replace": roleDivisions,
    "TrusteeGroups.add": { id: onCall.id, roleIds: [supervisor.id], roleDivisions },
    "TrusteeGroupRoles.replace": [supervisor.id],
    "TrusteeGroupRoleDivisions.replace": roleDivisions,
  }
  const bodyOf = (name: OperationName) => {
    const payload = payloads[name]
    if (payload === undefined) throw new Error(`No payload for ${name}`)
    return JSON.stringify(payload)
  }

  return {
    ...emulator,
    tokenOf,
    pathValues,
    bodyOf,
    send: (request) => send(emulator.url, request),
    ask: async (name, { client = performer(name), query = queries[name], headers, ...changes } = {}) => {
      const body = changes.body ?? (withPayload.includes(name) ? bodyOf(name) : undefined)
      return send(emulator.url, {
        method: changes.method ?? entryOf(name).method,
        path:
          fillPath(pathOf(name), { ...pathValues, ...changes.pathValues }) + (query === undefined ? "" : `?${query}`),
        headers: given({
          ...(client !== null && { authorization: `Bearer ${await tokenOf(client)}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        }),
        ...(body !== undefined && { body }),
        ...(changes.chunked !== undefined && { chunked: changes.chunked }),
      })
    },
  }
}
