import { basePath, type OperationEntry, operationNames, operations } from "@org-trust/core/Operation"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { connect, invokeExample, urls } from "./support/client.ts"
import { examples } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"
import { share } from "../../testkit/test/support/effort.ts"

const answerOf = (body: unknown) => () =>
  body === undefined ? new Response(null, { status: 204 }) : FakeServer.json(body)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null

/** Applies a function to every object in a JSON value. */
const everywhere = (value: unknown, change: (object: Record<string, unknown>) => Record<string, unknown>): unknown => {
  if (Array.isArray(value)) return value.map((item) => everywhere(item, change))
  if (!isRecord(value)) return value
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, everywhere(item, change)])))
}

const enumerated = new Set([
  "state",
  "type",
  "visibility",
  "operator",
  "conjunction",
  "productPlatform",
  "level",
  "action",
])
const needed = new Set(["id", "entities", "auditMessages"])

const withUnknownFields = (answer: unknown) =>
  everywhere(answer, (object) => ({ ...object, aFieldOfNextYear: { nested: [1, null] } }))
const withUnknownValues = (answer: unknown) =>
  everywhere(answer, (object) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, enumerated.has(key) ? "NEXT_YEAR" : value])),
  )
const withoutOptional = (answer: unknown) =>
  everywhere(answer, (object) => Object.fromEntries(Object.entries(object).filter(([key]) => needed.has(key))))

describe.each(operationNames)("%s", (operation) => {
  const { answer, request } = examples[operation]
  const [method, path, body] = request

  it.effect("sends the request of the fact sheet", () =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(answerOf(answer))
      yield* invokeExample(invoke, operation)
      const [sent, ...more] = requests()
      assert.strictEqual(more.length, 0)
      assert.strictEqual(sent?.method, method)
      const { base = basePath }: OperationEntry = operations[operation]
      assert.strictEqual(sent?.url.href, urls.api + base + path)
      assert.deepStrictEqual(sent?.body === "" ? undefined : JSON.parse(sent?.body ?? ""), body)
      assert.strictEqual(sent?.headers["authorization"], "Bearer token-number-1")
      assert.strictEqual(sent?.headers["accept"], "application/json")
      assert.strictEqual(sent?.headers["content-type"], body === undefined ? undefined : "application/json")
    }),
  )

  it.effect("reads the answer of the fact sheet, and encodes it back to the same", () =>
    Effect.gen(function* () {
      const { invoke } = yield* connect(answerOf(answer))
      const output = yield* invokeExample(invoke, operation)
      const encoded = yield* Schema.encodeUnknownEffect(operations[operation].output)(output)
      const expected = JSON.parse(
        JSON.stringify({ answer }).replaceAll("2026-12-31T00:00:00Z", "2026-12-31T00:00:00.000Z"),
      )
      assert.deepStrictEqual({ ...(encoded === undefined ? undefined : { answer: encoded }) }, expected)
    }),
  )

  it.effect("reads answers with unknown fields, unknown values, and without optional fields", () =>
    Effect.gen(function* () {
      for (const change of [withUnknownFields, withUnknownValues, withoutOptional]) {
        const { invoke } = yield* connect(answerOf(change(answer)))
        yield* invokeExample(invoke, operation)
      }
    }),
  )
})

describe("what a server encodes, a client reads back", () => {
  const cases = operationNames.flatMap((operation) => {
    const output: Schema.Codec<unknown, unknown> = operations[operation].output
    return output.ast._tag === "Void" ? [] : [{ operation, output }]
  })
  for (const { operation, output } of cases) {
    it.effect.prop(
      operation,
      [output],
      ([value]) =>
        Effect.gen(function* () {
          const body = yield* Schema.encodeEffect(output)(value)
          const { invoke } = yield* connect(answerOf(body))
          const read = yield* invokeExample(invoke, operation)
          assert.deepStrictEqual(yield* Schema.encodeUnknownEffect(output)(read), JSON.parse(JSON.stringify(body)))
        }),
      { arbitrary: { runs: share(25, 5) } },
    )
  }
})

describe("the base URL of the API", () => {
  it.effect.each(["https://api.test/gateway", "https://api.test/gateway/"])("may end with a slash: %s", (api) =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(answerOf(examples["Trustees.list"].answer), {
        region: { api, login: urls.login },
      })
      yield* invoke("Trustees.list", {})
      assert.strictEqual(requests()[0]?.url.href, `https://api.test/gateway${basePath}/trustees`)
    }),
  )
})

describe("ids in paths", () => {
  it.effect.prop("are encoded, or refused where no path can carry them", [Schema.String], ([id]) =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(answerOf(examples["Trustees.get"].answer))
      const trusteeOrgId = yield* Schema.decodeEffect(operations["Trustees.get"].input.fields.trusteeOrgId)(id)
      const error = yield* Effect.flip(invoke("Trustees.get", { trusteeOrgId })).pipe(
        Effect.orElseSucceed(() => undefined),
      )
      const carries = id !== "" && id !== "." && id !== ".." && id.isWellFormed()
      assert.strictEqual(error?._tag, carries ? undefined : "InvalidRequest")
      assert.strictEqual(requests().length, carries ? 1 : 0)
      const path = requests()[0]?.url.pathname
      if (path !== undefined) {
        const prefix = `/gateway${basePath}/trustees/`
        assert.isTrue(path.startsWith(prefix))
        assert.strictEqual(decodeURIComponent(path.slice(prefix.length)), id)
        assert.isFalse(path.slice(prefix.length).includes("/"))
      }
    }),
  )

  it.effect.each(["", ".", "..", "\ud800", "a/b", "a?b#c", "%2e%2e", "../../oauth/token", "ü €"])(
    "%j never addresses something else",
    (id) =>
      Effect.gen(function* () {
        const { invoke, requests } = yield* connect(answerOf(undefined))
        const trusteeOrgId = yield* Schema.decodeEffect(operations["Trustees.remove"].input.fields.trusteeOrgId)(id)
        yield* Effect.ignore(invoke("Trustees.remove", { trusteeOrgId }))
        for (const { url } of requests()) {
          assert.match(url.href, /^https:\/\/api\.test\/gateway\/api\/v2\/orgauthorization\/trustees\/[^/?#]+$/)
        }
      }),
  )
})
