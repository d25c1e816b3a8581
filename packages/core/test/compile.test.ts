/**
 * The closures read what Effect's own decoder reads. Here they are set for no codec, so
 * that its own decoder is what `Schema` uses.
 */
import { assert, describe, it } from "@effect/vitest"
import { vi } from "vitest"
import { RoleId } from "@org-trust/core/Identifiers"
import { DomainRole } from "@org-trust/core/Role"
import * as Equal from "effect/Equal"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { invalid } from "effect/schema/SchemaCompiler"
import * as fc from "fast-check"
import { compile } from "../src/internal/compile.ts"
import { share } from "../../testkit/test/support/effort.ts"
import { example, type Model, models, type Path, withAt } from "./support/models.ts"

vi.mock(import("effect/schema/SchemaCompiler"), async (original) => ({ ...(await original()), set: () => {} }))

const uuid = "AAAAAAAA-2222-4333-8444-555555555555"

const dates = [
  "2026-02-29T00:00:00Z",
  "2024-02-29T23:59:59.999Z",
  "2035-02-30T00:00:00Z",
  "2035-01-01T24:00:00Z",
  "2035-01-01T00:00:00",
  "2035-01-01 00:00",
  "２０３５-01-01T00:00:00.5Z",
  "2035-01-01T00:00:00.123456+0130",
  "0001-01-01T00:00:00+01:00",
  "9999-12-31T23:59:59-01:00",
  "2035",
  "Jan 1 2035",
]

const deep = (depth: number): unknown => (depth === 0 ? {} : { terms: [deep(depth - 1)], any: [deep(0)] })

/** What may stand at a place instead of what is there. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    null,
    0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    "",
    "text",
    uuid,
    [],
    {},
    [null],
    [{}],
  ),
  fc.constantFrom(...dates),
  fc.constant(deep(20)),
  fc.jsonValue({ maxDepth: 3 }),
)

const names = fc.constantFrom("__proto__", "constructor", "aFieldOfNextYear", "id", "name", "entities", "dateCreated")

type Mutation = (json: unknown) => unknown

const mutationsOf = (paths: ReadonlyArray<Path>): fc.Arbitrary<Mutation> => {
  const path = fc.constantFrom(...paths)
  return fc.oneof(
    fc.tuple(path, values).map(
      ([path, value]): Mutation =>
        (json) =>
          withAt(json, path, () => value),
    ),
    fc.tuple(path, names, values).map(
      ([path, name, value]): Mutation =>
        (json) =>
          withAt(json, path, (there) =>
            typeof there === "object" && there !== null && !Array.isArray(there)
              ? Object.fromEntries([...Object.entries(there), [name, value]])
              : [there, value],
          ),
    ),
    fc.tuple(path, path).map(
      ([from, to]): Mutation =>
        (json) =>
          withAt(json, to, () => structuredClone(from.length === 0 ? json : from)),
    ),
  )
}

const inputsOf = (model: Model): fc.Arbitrary<unknown> => {
  const { json, places } = example(model)
  const mutations = fc.array(mutationsOf([[], ...places.map(({ path }) => path)]), { maxLength: 4 })
  const mutated = mutations.map((all) => all.reduce((value, mutate) => mutate(value), json))
  return fc.oneof({ weight: 9, arbitrary: mutated }, { weight: 1, arbitrary: values })
}

describe.each(models)("%s", (_, model) => {
  const read = compile(model.ast)
  const write = compile(SchemaAST.flip(model.ast))
  const decode = Schema.decodeUnknownResult(model)
  const encode = Schema.encodeUnknownResult(model)

  it("is read by closures as by Effect's own decoder", () => {
    assert.isDefined(read)
    assert.isDefined(write)
    fc.assert(
      fc.property(inputsOf(model), (input) => {
        const before = structuredClone(input)
        const own = decode(input)
        const value = read?.(input)
        assert.deepStrictEqual(input, before)
        assert.strictEqual(value === invalid, Result.isFailure(own))
        if (Result.isFailure(own)) return
        assert.deepStrictEqual(value, own.success)
        assert.isTrue(Equal.equals(value, own.success))
        assert.deepStrictEqual(write?.(value), Result.getOrThrow(encode(own.success)))
        // In the same order, too.
        assert.strictEqual(JSON.stringify(write?.(value)), JSON.stringify(Result.getOrThrow(encode(own.success))))
      }),
      { numRuns: share(60, 20) },
    )
  })

  it("is written by closures as by Effect's own encoder, and refused where that refuses it", () => {
    const value = Result.getOrThrow(decode(example(model).json))
    const places = example(model).places.filter(({ path }) => path.length > 0)
    fc.assert(
      fc.property(fc.constantFrom(...places), values, ({ path }, other) => {
        const changed = withAt(value, path, () => other)
        const own = encode(changed)
        const written = write?.(changed)
        assert.strictEqual(written === invalid, Result.isFailure(own), path.join("."))
        if (Result.isSuccess(own)) assert.deepStrictEqual(written, own.success)
      }),
      { numRuns: share(40, 20) },
    )
  })
})

describe("a value", () => {
  it("is handed on where nothing changes, which Effect's own decoder does not do", () => {
    const role: DomainRole = { id: RoleId.make(uuid), name: "Admin" }
    const readRole = compile(DomainRole.ast)
    assert.strictEqual(readRole?.(role), role)
    assert.notStrictEqual(Schema.decodeSync(DomainRole)(role), role)
  })
})
