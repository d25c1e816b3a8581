/**
 * Steps of a trace as they look on the wire. A wrong implementation may have
 * answered anything, so nothing here can fail.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { permissions } from "@org-trust/core/Permission"
import { pathWith, queryText, requestParts } from "@org-trust/core/RequestParts"
import type { WorldClient, WorldFile } from "../../../WorldFile.ts"
import type { Redact } from "../../report/Redact.ts"
import { shellWord } from "./Replay.ts"

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isSchemaWithoutServices = (schema: Schema.Top): schema is Schema.Codec<unknown, unknown> =>
  Schema.isSchema(schema)

const encode = (schema: Schema.Top, value: unknown): unknown => {
  try {
    return isSchemaWithoutServices(schema)
      ? Option.getOrElse(Schema.encodeUnknownOption(schema)(value), () => value)
      : value
  } catch {
    return value
  }
}

const entry = (operation: OperationName): OperationEntry => operations[operation]

const clean = (value: unknown, redact: Redact): Schema.Json => {
  if (typeof value === "string") return redact(value)
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value
  if (Array.isArray(value)) return value.map((each) => clean(each, redact))
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [redact(key), clean(each, redact)]))
    : redact(String(value))
}

/** Any value as JSON, without secrets; what has no JSON is written as text. */
export const toJsonValue = (value: unknown, redact: Redact): Schema.Json => {
  try {
    const text: string | undefined = JSON.stringify(value)
    const plain: unknown = text === undefined ? String(value) : JSON.parse(text)
    return clean(plain, redact)
  } catch {
    return "(something that has no JSON)"
  }
}

/** The reply of an operation in the API's JSON, or as it is where it does not encode. */
export const toReply = (operation: OperationName, reply: unknown, redact: Redact): Schema.Json =>
  toJsonValue(encode(entry(operation).output, reply), redact)

const markers: ReadonlySet<string> = new Set(["admin", "role_manager"])

const hasAll = (client: WorldClient): boolean =>
  permissions.every((permission) => markers.has(permission) || client.permissions.includes(permission))

/** Who a client is, in words. Nothing of it is secret. */
export const clientLabel = (world: WorldFile, client: WorldClient): string => {
  const organization = world.organizations.find(({ id }) => id === client.organizationId)
  const user = organization?.users.find(({ id }) => id === client.userId)
  const count = client.permissions.length
  const who = user?.name ?? (hasAll(client) ? "admin" : `application with ${count} permission${count === 1 ? "" : "s"}`)
  return `${organization?.name ?? client.organizationId}, ${who}`
}

/** A request on the wire. */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly body?: Schema.Json
}

// Half of a surrogate pair has no escape.
const escaped = (value: unknown): string => encodeURIComponent(queryText(value).toWellFormed())

/** The request of a call. */
export const toRequest = (operation: OperationName, input: unknown, redact: Redact): WireRequest => {
  const { input: schema, method } = entry(operation)
  const encoded = encode(schema, input)
  const fields = isRecord(encoded) ? encoded : {}
  const parts = requestParts(operation)
  const filled = pathWith(parts.path, (name) => escaped(fields[name]))
  const query = parts.inQuery.flatMap((name) =>
    fields[name] === undefined ? [] : [`${name}=${escaped(fields[name])}`],
  )
  const suffix = query.length === 0 ? "" : `?${query.join("&")}`
  return {
    method,
    path: redact(`${filled}${suffix}`),
    ...("payload" in fields && { body: toJsonValue(fields["payload"], redact) }),
  }
}

/** Name of the shell variable that stands for a client's token. */
export const tokenVariable = (clientId: string): string => `TOKEN_OF_${clientId.replaceAll(/[^A-Za-z0-9]/g, "_")}`

/** A request as a `curl` command; tokens are variables of the shell. */
export const toCurl = (url: string, clientId: string, { body, method, path }: WireRequest): string => {
  const data = body === undefined ? "" : ` -H 'Content-Type: application/json' -d ${shellWord(JSON.stringify(body))}`
  const target = url.startsWith("$") ? `"${url}"${shellWord(path)}` : shellWord(url + path)
  return `curl -X ${method} ${target} -H "Authorization: Bearer $${tokenVariable(clientId)}"${data}`
}

/** How to get a client's token into its variable; the secret is a variable too. */
export const toLogin = (loginUrl: string, clientId: string): string => {
  const variable = tokenVariable(clientId)
  const target = loginUrl.startsWith("$") ? `"${loginUrl}"/oauth/token` : shellWord(`${loginUrl}/oauth/token`)
  const secret = variable.replace("TOKEN", "SECRET")
  return `${variable}=$(curl -s -u "${clientId}:$${secret}" -d grant_type=client_credentials ${target} | jq -r .access_token)`
}
