/**
 * An error as the platform answers it.
 */
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { TrustError } from "@org-trust/core/TrustError"
import { fromTrustError } from "@org-trust/http/ErrorResponse"

/** The response for an error: status, headers and a complete body. */
export const errorResponse = (error: TrustError): HttpServerResponse.HttpServerResponse => {
  const { body, headers, status } = fromTrustError(error)
  return HttpServerResponse.jsonUnsafe(body, { status, headers })
}
