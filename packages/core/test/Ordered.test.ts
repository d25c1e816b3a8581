import { assert, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Ordered from "../src/internal/Ordered.ts"

const Change = Schema.Struct({
  act: Schema.Literals(["set", "set", "remove"]),
  key: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 9 })),
  value: Schema.Int,
})

type Entries = ReadonlyArray<readonly [key: number, value: number]>

const changeArray = (entries: Entries, { act, key, value }: typeof Change.Type): Entries => {
  if (act === "remove") return entries.filter(([one]) => one !== key)
  return entries.some(([one]) => one === key)
    ? entries.map((entry) => (entry[0] === key ? [key, value] : entry))
    : [...entries, [key, value]]
}

const changeOrdered = (self: Ordered.Ordered<number, number>, { act, key, value }: typeof Change.Type) =>
  act === "remove" ? Ordered.remove(self, key) : Ordered.set(self, key, value)

const noEntries: Entries = []

it.prop(
  "behaves as an array of entries would",
  { changes: Schema.Array(Change), start: Schema.Int, length: Schema.Int },
  ({ changes, length, start }) => {
    const entries = changes.reduce(changeArray, noEntries)
    const ordered = changes.reduce(changeOrdered, Ordered.empty<number, number>())
    const values = entries.map(([, value]) => value)
    assert.deepStrictEqual(Ordered.values(ordered), values)
    assert.strictEqual(Ordered.size(ordered), values.length)
    for (let key = 0; key <= 9; key++) {
      const found = entries.find(([one]) => one === key)
      assert.strictEqual(Ordered.get(ordered, key), found?.[1])
      assert.strictEqual(Ordered.has(ordered, key), found !== undefined)
    }
    const from = Math.abs(start) % 12
    const to = from + (Math.abs(length) % 12)
    assert.deepStrictEqual(Ordered.slice(ordered, from, to), values.slice(from, to))
  },
  { arbitrary: { runs: 300, size: 40 } },
)

it.prop(
  "setting and removing leave the map before as it was",
  { changes: Schema.Array(Change), change: Change },
  ({ change, changes }) => {
    const before = changes.reduce(changeOrdered, Ordered.empty<number, number>())
    const values = Ordered.values(before)
    changeOrdered(before, change)
    assert.deepStrictEqual(Ordered.values(before), values)
  },
)

it("a key that is set again keeps its place, one that comes back goes to the end", () => {
  const three = Ordered.fromIterable([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ] as const)
  assert.deepStrictEqual(Ordered.values(Ordered.set<string, number>(three, "a", 9)), [9, 2, 3])
  const back = Ordered.set<string, number>(Ordered.remove<string, number>(three, "a"), "a", 9)
  assert.deepStrictEqual(Ordered.values(back), [2, 3, 9])
})

it("entries with the same key become one, at the first place with the last value", () => {
  const twice = Ordered.fromIterable<string, number>([
    ["a", 1],
    ["b", 2],
    ["a", 3],
  ])
  assert.deepStrictEqual(Ordered.values(twice), [3, 2])
})
