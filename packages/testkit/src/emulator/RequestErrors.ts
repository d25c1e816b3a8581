/**
 * How the emulator answers requests that do not decode.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { HttpApiSchemaError } from "effect/http-api/HttpApiError"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import { RequestErrors } from "@org-trust/http/RequestErrors"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse } from "./ErrorResponse.ts"
import { toInvalidRequest } from "./InvalidInput.ts"

const dateFields: ReadonlySet<string> = new Set(["dateExpired", "startDate", "endDate"])

const codeOf = (kind: HttpApiSchemaError["kind"], fieldName: string): string => {
  if (dateFields.has(fieldName)) return "invalid.date"
  return kind === "Query" ? "invalid.value" : "bad.request"
}

/**
 * Answers 400 in the API's own form: `invalid.value` for a query parameter,
 * `invalid.date` for a date, else `bad.request`; `details` names the field.
 */
export const layer: Layer.Layer<RequestErrors> = HttpApiMiddleware.layerSchemaErrorTransform(
  RequestErrors,
  (error, { endpoint, group }) =>
    // A response that does not encode is a mistake of the emulator, not of the caller.
    error.kind === "Body" || error.kind === "ResponseHeaders"
      ? Effect.die(error)
      : Effect.map(CorrelationId, (correlationId) =>
          errorResponse(
            toInvalidRequest(
              { operation: `${group.identifier}.${endpoint.identifier}`, correlationId },
              error.cause,
              error.kind === "Query" ? "query" : "body",
              (fieldName) => codeOf(error.kind, fieldName),
            ),
          ),
        ),
)
