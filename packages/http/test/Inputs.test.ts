import { assert, describe, it } from "@effect/vitest"
import { allDivisions } from "@org-trust/core/Division"
import type { Invoke } from "@org-trust/core/Invoke"
import { type OperationEntry, type OperationName, operationNames, operations } from "@org-trust/core/Operation"
import * as Effect from "effect/Effect"
import type * as SchemaAST from "effect/SchemaAST"
import { connect } from "./support/client.ts"
import { examples, roleId, trusteeId, userId } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"

const isFields = (value: unknown): value is { readonly [field: string]: unknown } =>
  typeof value === "object" && value !== null

/** The value with every field that may be left out written as undefined, at every depth. */
const withUndefined = (ast: SchemaAST.AST, value: unknown): unknown => {
  if (ast._tag === "Arrays" && Array.isArray(value)) {
    const [item] = ast.rest
    return item === undefined ? value : value.map((each: unknown) => withUndefined(item, each))
  }
  if (ast._tag !== "Objects" || !isFields(value)) return value
  return Object.fromEntries(
    ast.propertySignatures.map(({ name, type }) => [name, withUndefined(type, value[String(name)])] as const),
  )
}

const answerOf = (operation: OperationName) => () => {
  const { answer } = examples[operation]
  return answer === undefined ? new Response(null, { status: 204 }) : FakeServer.json(answer)
}

/** Carries out the example of an operation, with fields added to its input. */
const invokeWith = (invoke: Invoke, operation: OperationName, added: object) => {
  const run = <K extends OperationName>(operation: K) => {
    const { input }: { readonly input: Parameters<typeof invoke<K>>[1] } = examples[operation]
    return invoke(operation, Object.assign({}, input, added))
  }
  return run(operation)
}

describe.each(operationNames)("%s", (operation) => {
  it.effect("takes undefined for left out, at every depth", () =>
    Effect.gen(function* () {
      const { input }: OperationEntry = operations[operation]
      const { invoke, requests } = yield* connect(answerOf(operation))
      yield* invokeWith(invoke, operation, {})
      const added = withUndefined(input.ast, examples[operation].input)
      assert(isFields(added))
      yield* invokeWith(invoke, operation, added)
      const [without, withThem, ...more] = requests()
      assert.strictEqual(more.length, 0)
      assert.strictEqual(withThem?.url.href, without?.url.href)
      assert.strictEqual(withThem?.body, without?.body)
    }),
  )
})

describe("a request", () => {
  it.effect("grants roles in all divisions", () =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(answerOf("TrusteeUserRoleDivisions.replace"))
      yield* invoke("TrusteeUserRoleDivisions.replace", {
        trusteeOrgId: trusteeId,
        trusteeUserId: userId,
        payload: { grants: [{ roleId, divisionId: allDivisions }] },
      })
      assert.deepStrictEqual(JSON.parse(requests()[0]?.body ?? ""), { grants: [{ roleId, divisionId: "*" }] })
    }),
  )

  it.effect.each(["2035-02-30T00:00:00Z", "Jan 1 2035", "2035", "2035-01-01T00:00:00"])(
    "with %s for a date is not sent",
    (dateExpired) =>
      Effect.gen(function* () {
        const { invoke, requests } = yield* connect(answerOf("Trustees.update"))
        const payload = { enabled: true, dateExpired }
        const error = yield* Effect.flip(invokeWith(invoke, "Trustees.update", { payload }))
        assert.strictEqual(error._tag, "InvalidRequest")
        assert.strictEqual(requests().length, 0)
      }),
  )
})
