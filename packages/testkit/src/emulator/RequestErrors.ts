/**
 * How the emulator answers requests that do not decode.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as SchemaIssue from "effect/SchemaIssue"
import type { HttpApiSchemaError } from "effect/http-api/HttpApiError"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import { InvalidRequest } from "@org-trust/core/TrustError"
import { RequestErrors } from "@org-trust/http/RequestErrors"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse } from "./ErrorResponse.ts"

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1()

const dateFields: ReadonlySet<string> = new Set(["dateExpired", "startDate", "endDate"])

const codeOf = (kind: HttpApiSchemaError["kind"], fieldName: string): string => {
  if (dateFields.has(fieldName)) return "invalid.date"
  return kind === "Query" ? "invalid.value" : "bad.request"
}

const toInvalidRequest = (operation: string, correlationId: string, error: HttpApiSchemaError): InvalidRequest => {
  const issues = issuesOf(error.cause.issue).issues.map(({ message, path = [] }) => {
    const keys = path.map((segment) => String(typeof segment === "object" ? segment.key : segment))
    return { message, fieldName: keys.join("."), code: codeOf(error.kind, keys.at(-1) ?? "") }
  })
  const where = error.kind === "Query" ? "query" : "body"
  return new InvalidRequest({
    operation,
    correlationId,
    message: issues
      .map(({ fieldName, message }) => `${fieldName === "" ? `The ${where}` : fieldName}: ${message}`)
      .join("; "),
    code: issues[0]?.code ?? "bad.request",
    status: 400,
    details: issues.map(({ code, fieldName }) => ({ errorCode: code, ...(fieldName !== "" && { fieldName }) })),
  })
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
          errorResponse(toInvalidRequest(`${group.identifier}.${endpoint.identifier}`, correlationId, error)),
        ),
)
