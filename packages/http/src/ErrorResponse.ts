/**
 * Errors as a server of this API sends them: status, headers and body.
 */
import type { TrustError } from "@org-trust/core/TrustError"
import * as Headers from "effect/http/Headers"
import type { ErrorBody } from "./ErrorBody.ts"
import { limitOf, subjectOf } from "./internal/errorSubject.ts"

/**
 * Header with the platform's id of an exchange; on every response.
 * @category constants
 * @since 0.1.0
 */
export const correlationHeader = "inin-correlation-id"

/**
 * An error as a server sends it.
 * @category models
 * @since 0.1.0
 */
export interface ErrorResponse {
  readonly status: number
  /** `retry-after` for 429; the correlation id, where there is one. */
  readonly headers: { readonly [name: string]: string }
  readonly body: ErrorBody
}

const permissionsParam = (permissions: ReadonlyArray<string>) => ({
  messageParams: { permissions: `[${permissions.join(", ")}]` },
})

const specifics = (error: TrustError): { readonly status: number; readonly body: ErrorBody } => {
  switch (error._tag) {
    case "InvalidRequest":
      return { status: error.status, body: { code: error.code, details: error.details } }
    case "SelfTrustNotAllowed":
      return { status: 400, body: { code: "self.trust.not.allowed" } }
    case "PairingIdRequired":
      return { status: 400, body: { code: "pairing.id.required" } }
    case "TrusteeUserRequired":
      return { status: 400, body: { code: "trustee.user.required" } }
    case "Unauthenticated":
      return { status: 401, body: { code: error.code } }
    case "MissingPermissions":
      return { status: 403, body: { code: "missing.permissions", ...permissionsParam(error.permissions) } }
    case "MissingAnyPermissions":
      return { status: 403, body: { code: "missing.any.permissions", ...permissionsParam(error.permissions) } }
    case "MissingTrustorPermissions":
      return { status: 403, body: { code: "missing.trustor.permissions", ...permissionsParam(error.permissions) } }
    case "NotAuthorized":
      return { status: 403, body: { code: error.code } }
    case "NotFound":
      return { status: 404, body: { code: "not.found", ...subjectOf(error) } }
    case "Conflict":
      return { status: 409, body: { code: error.code, ...subjectOf(error), ...limitOf(error) } }
    case "RateLimited":
      return { status: 429, body: { code: "too.many.requests.retry.after", ...limitOf(error) } }
    case "Unavailable":
      return { status: error.status ?? 503, body: { code: error.code ?? "service.unavailable" } }
    case "UnexpectedResponse":
      return { status: 500, body: { code: "internal.server.error" } }
    case "UnknownOutcome":
      return { status: 504, body: { code: "request.timeout" } }
  }
}

const retryAfterOf = (error: TrustError) =>
  error._tag === "RateLimited" && error.retryAfter !== undefined
    ? { "retry-after": Headers.formatRetryAfter(Headers.retryAfterDuration(error.retryAfter)) }
    : undefined

/**
 * How a server writes an error. What only a client can meet (no connection, no
 * answer in time, an answer that makes no sense, an unknown outcome) is written as
 * 503, 500 or 504.
 * @category constructors
 * @since 0.1.0
 */
export const fromTrustError = (error: TrustError): ErrorResponse => {
  const { body, status } = specifics(error)
  const { correlationId } = error
  return {
    status,
    headers: {
      ...(correlationId === undefined ? undefined : { [correlationHeader]: correlationId }),
      ...retryAfterOf(error),
    },
    body: {
      details: [],
      ...body,
      message: error.message,
      status,
      ...(correlationId === undefined ? undefined : { contextId: correlationId }),
      errors: [],
    },
  }
}
