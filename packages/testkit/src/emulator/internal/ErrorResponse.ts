/**
 * An error as the platform answers it.
 */
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { type TrustError, Unavailable } from "@org-trust/core/TrustError"
import { fromTrustError } from "@org-trust/http/ErrorResponse"
import { CorrelationId } from "./CorrelationId.ts"

/** The response for an error: status, headers and a complete body. */
export const errorResponse = (error: TrustError): HttpServerResponse.HttpServerResponse => {
  const { body, headers, status } = fromTrustError(error)
  return HttpServerResponse.jsonUnsafe(body, { status, headers })
}

/** The response where the platform's journal cannot be read or written. */
export const unavailable = (error: Unavailable): Effect.Effect<HttpServerResponse.HttpServerResponse> =>
  Effect.map(CorrelationId, (correlationId) =>
    errorResponse(new Unavailable({ ...error, message: error.message, correlationId })),
  )
