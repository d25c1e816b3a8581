import { isChange, isErrorOf, operationNames } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { sample } from "../../testkit/test/support/effort.ts"
import { connect, invokeExample } from "./support/client.ts"
import { examples } from "./support/examples.ts"

const deep = (depth: number) => `${'{"errors":['.repeat(depth)}${"]}".repeat(depth)}`
const deepTerms = (depth: number) =>
  `{"permissionPolicies":[{"resourceConditionNode":${'{"terms":['.repeat(depth)}${"]}".repeat(depth)}}]}`

const bodies = {
  html: "<!doctype html><title>Bad gateway</title>",
  empty: "",
  blank: "  \n",
  truncated: '{"id":"7c1f0000-0000-4000-8000-0000',
  null: "null",
  number: "17",
  array: "[[],[]]",
  "wrong types": '{"id":17,"entities":{"a":1},"users":"x","enabled":"yes","roles":[null],"code":5,"message":[]}',
  "code of a wrong type": '{"code":null,"message":"m","status":403}',
  "deep nesting": deep(50_000),
  "deep terms": deepTerms(50_000),
  "huge number": '{"id":1e999}',
  prototype: '{"__proto__":{"id":"x"},"constructor":3,"code":"__proto__"}',
  "lone surrogate": '{"code":"\\ud800","message":"\\udfff"}',
  "byte order mark": '\ufeff{"code":"bad.request"}',
}
const statuses = [
  200, 201, 202, 206, 301, 304, 400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 418, 422, 429, 500, 501, 502, 503,
  504, 599,
]
const withoutBody = new Set([204, 205, 304])

const respond = (status: number, body: string) => () =>
  new Response(withoutBody.has(status) ? null : body, { status, headers: { "inin-correlation-id": "c-1" } })

/** What there is instead of an answer, where that leaves open whether a change was made. */
const causeOf = (error: TrustError) => (error._tag === "UnknownOutcome" ? error.cause : error)

describe.each(operationNames)("%s", (operation) => {
  const cases = Object.entries(bodies).map(
    ([name, body], at) => [name, body, operationNames.indexOf(operation) + at] as const,
  )
  it.effect.each(cases)("answers %s with nothing but its own errors, at any status", ([, body, offset]) =>
    Effect.gen(function* () {
      let status = 0
      const { invoke } = yield* connect(() => respond(status, body)())
      for (status of sample(statuses, offset)) {
        const exit = yield* Effect.exit(invokeExample(invoke, operation))
        if (Exit.isSuccess(exit)) {
          assert.include([200, 201, 202, 206], status, `${status} ${body.slice(0, 50)}`)
          continue
        }
        assert.isFalse(Cause.hasDies(exit.cause), `${status} ${body.slice(0, 50)}`)
        const error = Option.getOrThrow(Cause.findErrorOption(exit.cause))
        assert.isTrue(isErrorOf(operation, error), error._tag)
        assert.strictEqual(error.correlationId, "c-1")
        assert.strictEqual(error.operation, operation)
        const cause = causeOf(error)
        if (cause._tag === "UnexpectedResponse") {
          assert.strictEqual(cause.status, status)
          assert.isAtMost(cause.excerpt.length, 500)
        }
      }
    }),
  )

  it.effect("takes a web page for no success", () =>
    Effect.gen(function* () {
      const { invoke } = yield* connect(respond(200, bodies.html))
      const error = yield* Effect.flip(invokeExample(invoke, operation))
      assert.strictEqual(error._tag, isChange(operation) ? "UnknownOutcome" : "UnexpectedResponse")
      const cause = causeOf(error)
      assert.strictEqual(cause._tag === "UnexpectedResponse" && cause.excerpt, bodies.html)
    }),
  )

  it.effect("takes no answer for a success where one is due", () =>
    Effect.gen(function* () {
      const { invoke } = yield* connect(() => new Response(null, { status: 204 }))
      const exit = yield* Effect.exit(invokeExample(invoke, operation))
      assert.strictEqual(Exit.isSuccess(exit), examples[operation].answer === undefined)
    }),
  )
})

describe("any answer at all", () => {
  it.effect.prop(
    "is read or becomes a typed error",
    [Schema.Literals(operationNames), Schema.Int.check(Schema.isBetween({ minimum: 200, maximum: 599 })), Schema.Json],
    ([operation, status, body]) =>
      Effect.gen(function* () {
        const { invoke } = yield* connect(respond(status, JSON.stringify(body)))
        const exit = yield* Effect.exit(invokeExample(invoke, operation))
        if (Exit.isFailure(exit)) assert.isFalse(Cause.hasDies(exit.cause))
      }),
    { arbitrary: { runs: 300 } },
  )
})
