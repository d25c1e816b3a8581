/**
 * How errors are read from the wire: the opposite of `ErrorResponse`.
 */
import {
  type CommonError,
  type OperationEntry,
  type OperationName,
  type Operations,
  operations,
} from "@org-trust/core/Operation"
import type { PermissionRule } from "@org-trust/core/Permission"
import {
  Conflict,
  InvalidRequest,
  MissingAnyPermissions,
  MissingPermissions,
  MissingTrustorPermissions,
  NotAuthorized,
  NotFound,
  PairingIdRequired,
  RateLimited,
  SelfTrustNotAllowed,
  type TrustError,
  TrusteeUserRequired,
  Unauthenticated,
  Unavailable,
  UnexpectedResponse,
} from "@org-trust/core/TrustError"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ErrorBody } from "../ErrorBody.ts"
import { correlationHeader } from "../ErrorResponse.ts"
import { limitOf, subjectOf } from "./errorSubject.ts"
import { type Conceal, concealPairingIds, excerptOf, maxExcerptLength } from "./Excerpt.ts"
import { parseJson } from "./json.ts"
import { readRetryAfter } from "./RetryAfter.ts"

/** The failures that an operation declares beyond those. */
export type DeclaredError<K extends OperationName> = Extract<
  TrustError,
  { readonly _tag: Operations[K]["errors"][number] }
>

/** All failures of an operation. For each single operation this is its `OperationError`. */
export type WireError<K extends OperationName> = CommonError | DeclaredError<K>

/** An answer as it came in. */
export interface Received {
  readonly status: number
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string | undefined }
  readonly body: string
  /** The `Content-Encoding` in which the body is, where it cannot be read for that; `body` is empty then. */
  readonly encoding?: string
}

/** What is needed to read an answer, beside the answer itself. */
export interface ReadOptions {
  /** The time now, in milliseconds since 1970, from which a date in `Retry-After` counts. */
  readonly now: number
  /** Applied to what goes from the answer into an error as text for people. */
  readonly conceal: Conceal
}

const decodeBody = Schema.decodeUnknownOption(Schema.toCodecJson(ErrorBody))

/** Most items of a list that an error keeps, for instance of `details`. */
const maxItems = 100

/** A JSON value whose texts are excerpts and whose lists are short. It nests no deeper than `parseJson` reads. */
const excerptsIn = (json: unknown, conceal: Conceal): unknown => {
  if (typeof json === "string") return excerptOf(json, conceal)
  if (typeof json !== "object" || json === null) return json
  return Array.isArray(json)
    ? json.slice(0, maxItems).map((item) => excerptsIn(item, conceal))
    : Object.fromEntries(Object.entries(json).map(([name, value]) => [name, excerptsIn(value, conceal)]))
}

/**
 * The error body in a text, as far as it may go into an error. Where it is none, an
 * empty one: what is missing is decided by whoever needs it.
 */
const readErrorBody = (text: string, conceal: Conceal): ErrorBody =>
  parseJson(text).pipe(
    Option.flatMap((json) => decodeBody(excerptsIn(json, conceal))),
    Option.getOrElse((): ErrorBody => ({})),
  )

const correlationIdOf = ({ headers }: Received, { contextId }: ErrorBody, conceal: Conceal) => {
  const header = headers[correlationHeader]
  const correlationId = header === undefined ? contextId : excerptOf(header, conceal)
  return correlationId === undefined ? undefined : { correlationId }
}

/** The rule of the operation that speaks of one permission, or of all. */
const permissionsBy = (entry: OperationEntry, mode: PermissionRule["mode"]): ReadonlyArray<string> => {
  const { permissions, seedPermissions } = entry
  return seedPermissions !== undefined && permissions.mode !== mode && seedPermissions.mode === mode
    ? seedPermissions.permissions
    : permissions.permissions
}

const isDeclared = <K extends OperationName>(operation: K, error: TrustError): error is DeclaredError<K> => {
  const entry: OperationEntry = operations[operation]
  return entry.errors.includes(error._tag)
}

/** Statuses by which the server says that it cannot answer. */
const unavailableStatuses: ReadonlySet<number> = new Set([408, 500, 502, 503, 504])

interface Known {
  readonly entry: OperationEntry
  readonly origin: { readonly operation: string; readonly message: string; readonly correlationId?: string }
  readonly body: ErrorBody
  readonly code: string
}

/** The specific errors, by status and code. Whether the operation has them is not decided here. */
const specific = (status: number, known: Known): TrustError | undefined => {
  const { body, code, entry, origin } = known
  switch (`${status} ${code}`) {
    case "400 self.trust.not.allowed":
      return new SelfTrustNotAllowed(origin)
    case "400 pairing.id.required":
      return new PairingIdRequired(origin)
    case "400 trustee.user.required":
      return new TrusteeUserRequired(origin)
    case "403 missing.permissions":
      return new MissingPermissions({ ...origin, permissions: permissionsBy(entry, "ALL") })
    case "403 missing.any.permissions":
      return new MissingAnyPermissions({ ...origin, permissions: permissionsBy(entry, "ANY") })
    case "403 missing.trustor.permissions":
      return new MissingTrustorPermissions({ ...origin, permissions: entry.permissions.permissions })
    case "404 not.found":
      return new NotFound({ ...origin, ...subjectOf(body) })
    default:
      return status === 409 ? new Conflict({ ...origin, code, ...subjectOf(body), ...limitOf(body) }) : undefined
  }
}

/** The errors that any code of a status falls back to. */
const general = (status: number, { body, code, origin }: Known): CommonError | undefined => {
  switch (status) {
    case 400:
    case 413:
    case 415:
      return new InvalidRequest({ ...origin, code, status, details: body.details ?? [] })
    case 401:
      return new Unauthenticated({ ...origin, code })
    case 403:
      return new NotAuthorized({ ...origin, code })
    default:
      return unavailableStatuses.has(status)
        ? new Unavailable({ ...origin, reason: "Status", status, code })
        : undefined
  }
}

/**
 * Reads an answer that is not a success. Everything is taken leniently but the HTTP
 * status and `code`: the two decide. 429 is recognized by its status alone. An
 * answer without a code, and one that the operation does not have, is an
 * `UnexpectedResponse`.
 */
export const toTrustError = <K extends OperationName>(
  operation: K,
  received: Received,
  { conceal, now }: ReadOptions,
): WireError<K> => {
  const { headers, status } = received
  const body = readErrorBody(received.body, conceal)
  const origin = {
    operation,
    message: body.message ?? body.code ?? `The server answered with status ${status}`,
    ...correlationIdOf(received, body, conceal),
  }
  if (status === 429) {
    const retryAfter = readRetryAfter(headers["retry-after"], now)
    return new RateLimited({
      ...origin,
      ...(retryAfter === undefined ? undefined : { retryAfter }),
      ...limitOf(body),
    })
  }
  if (body.code !== undefined) {
    const known: Known = { entry: operations[operation], origin, body, code: body.code }
    const error = specific(status, known)
    if (error !== undefined && isDeclared(operation, error)) return error
    const fallback = general(status, known)
    if (fallback !== undefined) return fallback
  }
  return unexpected(operation, received, { message: origin.message, conceal })
}

/** What is said of an answer that does not belong. */
export interface UnexpectedOptions {
  /** Without secrets already. */
  readonly message: string
  readonly conceal: Conceal
  /** Applied to what comes out of the body; as `conceal` where nothing else is said. */
  readonly concealBody?: Conceal
}

/** An answer that this API, or the login, does not give. */
export const unexpected = (
  operation: string,
  received: Received,
  { conceal, concealBody = conceal, message }: UnexpectedOptions,
): UnexpectedResponse => {
  const { body, status } = received
  const errorBody = readErrorBody(body, concealBody)
  const { code } = errorBody
  return new UnexpectedResponse({
    operation,
    message: message.slice(0, maxExcerptLength),
    status,
    ...correlationIdOf(received, errorBody, conceal),
    ...(code === undefined ? undefined : { code }),
    excerpt: excerptOf(body, (text) => concealPairingIds(operation)(concealBody(text))),
  })
}
