/**
 * What is wrong with an input that does not decode, as the platform would say it.
 */
import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { InvalidRequest } from "@org-trust/core/TrustError"

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1()

/**
 * A 400 whose `details` name every field that is wrong, each with the code of its
 * last key; `what` names the input where all of it is wrong.
 */
export const toInvalidRequest = (
  origin: { readonly operation: string; readonly correlationId: string },
  error: Schema.SchemaError,
  what: string,
  codeOf: (lastKey: string) => string,
): InvalidRequest => {
  const issues = issuesOf(error.issue).issues.map(({ message, path = [] }) => {
    const keys = path.map((segment) => String(typeof segment === "object" ? segment.key : segment))
    return { message, fieldName: keys.join("."), code: codeOf(keys.at(-1) ?? "") }
  })
  return new InvalidRequest({
    ...origin,
    message: issues
      .map(({ fieldName, message }) => `${fieldName === "" ? `The ${what}` : fieldName}: ${message}`)
      .join("; "),
    code: issues[0]?.code ?? "bad.request",
    status: 400,
    details: issues.map(({ code, fieldName }) => ({ errorCode: code, ...(fieldName !== "" && { fieldName }) })),
  })
}
