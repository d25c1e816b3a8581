import { assert } from "@effect/vitest"
import { json, type JsonObject, object } from "./json.ts"
import type { RawAnswer } from "./wire.ts"

/** Checks that a body is a complete error body of this status and code. */
export const checkErrorBody = (body: JsonObject, status: number, code: string, correlationId: unknown): void => {
  assert.strictEqual(body["code"], code)
  assert.strictEqual(body["status"], status)
  assert.isString(body["message"])
  assert.notStrictEqual(body["message"], "")
  assert.isString(correlationId)
  assert.strictEqual(body["contextId"], correlationId)
  assert.isArray(body["details"])
  assert.isArray(body["errors"])
}

/** Checks that an answer is the API's own error of this status and code; gives back its body. */
export const checkError = (answer: RawAnswer, status: number, code: string): JsonObject => {
  assert.strictEqual(answer.status, status, answer.text)
  assert.match(answer.headers["content-type"] ?? "", /^application\/json/)
  const body = json(answer)
  checkErrorBody(body, status, code, answer.headers["inin-correlation-id"])
  return body
}

/** The fields that the details of an error body name. */
export const fieldsOf = (body: JsonObject): ReadonlyArray<unknown> =>
  Array.isArray(body["details"]) ? body["details"].map((detail: unknown) => object(detail)["fieldName"]) : []
