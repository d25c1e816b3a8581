import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Ordered from "../src/internal/Ordered.ts"
import { flaws } from "./support/flaws.ts"
import * as Plain from "./support/PlainOrdered.ts"

const within = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** Sets or removes keys at equal distances, one after the other, upwards or downwards. */
const Sweep = Schema.Struct({
  act: Schema.Literals(["set", "remove"]),
  from: within(0, 1999),
  stride: within(-7, 7),
  count: within(1, 600),
})
type Sweep = typeof Sweep.Type

const keysOf = ({ count, from, stride }: Sweep): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, at) => `key ${(((from + at * stride) % 2000) + 2000) % 2000}`)

interface Both {
  readonly ordered: Ordered.Ordered<string, number>
  readonly plain: Plain.Ordered<string, number>
}

const nothing: Both = { ordered: Ordered.empty(), plain: Plain.empty() }

const setBoth = ({ ordered, plain }: Both, key: string, value: number): Both => ({
  ordered: Ordered.set(ordered, key, value),
  plain: Plain.set(plain, key, value),
})

const removeBoth = ({ ordered, plain }: Both, key: string): Both => ({
  ordered: Ordered.remove(ordered, key),
  plain: Plain.remove(plain, key),
})

const sweep = (both: Both, change: Sweep, at: number): Both =>
  keysOf(change).reduce((both, key) => (change.act === "set" ? setBoth(both, key, at) : removeBoth(both, key)), both)

const assertSame = ({ ordered, plain }: Both): void => {
  assert.deepStrictEqual(flaws(ordered.values), [])
  assert.strictEqual(Ordered.size(ordered), Plain.size(plain))
  assert.deepStrictEqual(Ordered.values(ordered), Plain.values(plain))
}

describe("in comparison with a plain map in insertion order", () => {
  it.prop(
    "every change gives the same, in a tree that is in good order, and leaves what was before as it was",
    { changes: Schema.Array(Sweep) },
    ({ changes }) => {
      const versions: Array<Both> = [nothing]
      let both = nothing
      for (const [at, change] of changes.entries()) {
        both = sweep(both, change, at)
        versions.push(both)
      }
      versions.forEach(assertSame)
    },
    { arbitrary: { runs: 100, size: 12 } },
  )

  it.prop(
    "every page and every key gives the same",
    { changes: Schema.Array(Sweep), start: within(0, 2000), length: within(0, 100) },
    ({ changes, length, start }) => {
      const { ordered, plain } = changes.reduce(sweep, nothing)
      const values = Plain.values(plain)
      for (const from of [0, start, Math.max(0, values.length - length)]) {
        assert.deepStrictEqual(Ordered.slice(ordered, from, from + length), values.slice(from, from + length))
      }
      for (let number = 0; number < 2000; number++) {
        const key = `key ${number}`
        assert.strictEqual(Ordered.get(ordered, key), Plain.get(plain, key))
        assert.strictEqual(Ordered.has(ordered, key), Plain.has(plain, key))
      }
    },
    { arbitrary: { runs: 50, size: 12 } },
  )

  it.prop(
    "few keys that come and go give the same after each step",
    { changes: Schema.Array(Schema.Struct({ act: Schema.Literals(["set", "remove"]), key: within(0, 9) })) },
    ({ changes }) => {
      let both = nothing
      for (const [at, { act, key }] of changes.entries()) {
        both = act === "set" ? setBoth(both, `key ${key}`, at) : removeBoth(both, `key ${key}`)
        assertSame(both)
      }
    },
    { arbitrary: { runs: 200, size: 40 } },
  )

  it.prop(
    "made at once gives the same as made key by key",
    { sweeps: Schema.Array(Sweep), more: Sweep },
    ({ more, sweeps }) => {
      const entries = sweeps.flatMap((one, at) => keysOf(one).map((key) => [key, at] as const))
      const made = { ordered: Ordered.fromIterable(entries), plain: Plain.fromIterable(entries) }
      assertSame(made)
      assertSame(sweep(made, more, -1))
      assertSame(made)
    },
    { arbitrary: { runs: 50, size: 8 } },
  )
})

/** As `deepStrictEqual` of long lists, which looks for what differs even where nothing does. */
const assertSameList = (list: ReadonlyArray<number>, expected: ReadonlyArray<number>): void => {
  if (list.length !== expected.length || list.some((one, at) => one !== expected[at])) {
    assert.deepStrictEqual(list, expected)
  }
}

describe("with 100,000 entries", () => {
  const total = 100_000
  const numbers = Array.from({ length: total }, (_, at) => at)
  const all = Ordered.fromIterable(numbers.map((number) => [number, number]))

  /** Numbers in an order that has nothing to do with theirs: multiples of a number prime to the total. */
  const shuffled = numbers.map((number) => (number * 61_417) % total)

  it("growing by one at a time gives the same, all nodes full", () => {
    let grown = Ordered.empty<number, number>()
    for (const number of numbers) grown = Ordered.set(grown, number, number)
    assert.deepStrictEqual(grown.values, all.values)
    assert.deepStrictEqual(flaws(grown.values), [])
  })

  it("each page is where it belongs", () => {
    for (let start = 0; start < total; start += 1234) {
      assert.deepStrictEqual(Ordered.slice(all, start, start + 25), numbers.slice(start, start + 25))
    }
    assert.deepStrictEqual(Ordered.slice(all, total - 5, total + 20), numbers.slice(-5))
    assert.deepStrictEqual(Ordered.slice(all, total, total + 25), [])
  })

  it("the tree stays in good order while all are removed, whatever the order", () => {
    for (const order of [numbers, numbers.toReversed(), shuffled]) {
      let left = all
      for (const [at, number] of order.entries()) {
        left = Ordered.remove(left, number)
        if (at % 9_999 === 0) {
          assert.deepStrictEqual(flaws(left.values), [])
          const gone = new Set(order.slice(0, at + 1))
          assertSameList(
            Ordered.values(left),
            numbers.filter((number) => !gone.has(number)),
          )
        }
      }
      assert.deepStrictEqual(left.values, Ordered.empty().values)
    }
    assertSameList(Ordered.values(all), numbers)
  })

  it("the tree stays in good order where it gains and loses a level", () => {
    for (const size of [1, 16, 32, 48, 512, 1024, 1056, 16_384, 32_768, 33_792].flatMap((size) => [size, size + 1])) {
      const some = Ordered.fromIterable(numbers.slice(0, size).map((number) => [number, number]))
      for (const number of [0, size >>> 1, size - 1]) {
        const less = Ordered.remove(some, number)
        const back = Ordered.set(less, number, number)
        assert.deepStrictEqual([...flaws(some.values), ...flaws(less.values), ...flaws(back.values)], [])
        assertSameList(Ordered.values(less), numbers.slice(0, size).toSpliced(number, 1))
        assertSameList(Ordered.values(back), [...Ordered.values(less), number])
      }
    }
  })

  it("members that come and go for long leave no trace but the order", () => {
    let few = Ordered.fromIterable(numbers.slice(0, 40).map((number) => [number, number]))
    for (const number of shuffled) few = Ordered.set(Ordered.remove(few, number % 40), number % 40, number)
    assert.strictEqual(Ordered.size(few), 40)
    assert.deepStrictEqual(Ordered.values(few), shuffled.slice(-40))
    assert.deepStrictEqual(flaws(few.values), [])
  })
})

it("a key that is set again keeps its place, one that comes back goes to the end", () => {
  const three = Ordered.fromIterable([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ] as const)
  assert.deepStrictEqual(Ordered.values(Ordered.set<string, number>(three, "a", 9)), [9, 2, 3])
  const back = Ordered.set<string, number>(Ordered.remove<string, number>(three, "a"), "a", 9)
  assertSameList(Ordered.values(back), [2, 3, 9])
})

it("entries with the same key become one, at the first place with the last value", () => {
  const twice = Ordered.fromIterable<string, number>([
    ["a", 1],
    ["b", 2],
    ["a", 3],
  ])
  assert.deepStrictEqual(Ordered.values(twice), [3, 2])
})
