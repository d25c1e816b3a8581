/**
 * Steps of a trace as they look on the wire. A wrong implementation may have
 * answered anything, so nothing here can fail.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import { basePath } from "@org-trust/http/Api"
import type { WorldClient, WorldFile } from "../../WorldFile.ts"
import type { Step } from "../Trace.ts"

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isSchemaWithoutServices = (schema: Schema.Top): schema is Schema.Codec<unknown, unknown> =>
  Schema.isSchema(schema)

/** A value in the API's JSON, or as it is where it does not encode. */
const encode = (schema: Schema.Top, value: unknown): unknown =>
  isSchemaWithoutServices(schema) ? Option.getOrElse(Schema.encodeUnknownOption(schema)(value), () => value) : value

const entry = (operation: OperationName): OperationEntry => operations[operation]

/** JSON text of any value, on one line unless an indentation is given. */
export const toJsonText = (value: unknown, indentation?: number): string => {
  try {
    return JSON.stringify(value, undefined, indentation) ?? "undefined"
  } catch {
    return String(value)
  }
}

/** Who a client is, in words. Nothing of it is secret. */
export const clientLabel = (world: WorldFile, client: WorldClient): string => {
  const organization = world.organizations.find(({ id }) => id === client.organizationId)
  const user = organization?.users.find(({ id }) => id === client.userId)
  const who = user?.name ?? `application with ${client.permissions.length} permissions`
  return `${organization?.name ?? client.organizationId}, ${who}`
}

/** A request on the wire. */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** The request of a call. */
export const toRequest = (operation: OperationName, input: unknown): WireRequest => {
  const { input: schema, method, path } = entry(operation)
  const encoded = encode(schema, input)
  const fields = isRecord(encoded) ? encoded : {}
  const inPath = new Set<string>()
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    inPath.add(name)
    return encodeURIComponent(String(fields[name]))
  })
  const query = Object.entries(fields)
    .filter(([name]) => name !== "payload" && !inPath.has(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  const suffix = query.length === 0 ? "" : `?${query.join("&")}`
  return {
    method,
    path: `${basePath}${filled}${suffix}`,
    ...("payload" in fields && { body: fields["payload"] }),
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Name of the shell variable that stands for a client's token. */
export const tokenVariable = (client: WorldClient): string => `TOKEN_${client.id.replaceAll(/[^A-Za-z0-9]/g, "_")}`

/** The request of a call as a `curl` command; tokens are variables of the shell. */
export const toCurl = (url: string, client: WorldClient, operation: OperationName, input: unknown): string => {
  const { body, method, path } = toRequest(operation, input)
  const data = body === undefined ? "" : ` -H 'Content-Type: application/json' -d ${quote(toJsonText(body))}`
  return `curl -X ${method} ${quote(url + path)} -H "Authorization: Bearer $${tokenVariable(client)}"${data}`
}

const refusalText = (error: TrustError): string => {
  const code = "code" in error && error.code !== undefined ? ` ${error.code}` : ""
  return `${error._tag}${code}: ${error.message}`
}

/** What a call was answered: JSON of the reply, or the error in words. */
export const outcomeText = (step: Extract<Step, { readonly _tag: "Call" }>): string =>
  step.outcome._tag === "Reply"
    ? step.outcome.reply === undefined
      ? "done"
      : toJsonText(encode(entry(step.operation).output, step.outcome.reply))
    : refusalText(step.outcome.error)

/** A step on one line. */
export const stepText = (world: WorldFile, step: Step): string => {
  if (step._tag === "TimePassed") return `${step.millis} ms pass`
  const { body, method, path } = toRequest(step.operation, step.input)
  const sign = step.outcome._tag === "Reply" ? "✓" : "✗"
  const payload = body === undefined ? "" : ` ${toJsonText(body)}`
  return `${clientLabel(world, step.client)}: ${method} ${path}${payload}\n    ${sign} ${outcomeText(step)}`
}
