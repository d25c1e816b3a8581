import { assert, describe, it } from "@effect/vitest"
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import * as Bulk from "@org-trust/core/Bulk"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** What one item's change does: how long it takes, and whether it fails. */
const Change = Schema.Struct({ millis: between(0, 20), fails: Schema.Boolean })
type Change = typeof Change.Type

const Changes = Schema.Array(Change).check(Schema.isMaxLength(40))

/** Carries changes out, and counts them. */
const worker = () => {
  const counts = { begun: 0, underWay: 0, most: 0, interrupted: 0 }
  const change = (item: Change): Effect.Effect<number, "failed"> =>
    Effect.sync(() => {
      counts.begun++
      counts.underWay++
      counts.most = Math.max(counts.most, counts.underWay)
    }).pipe(
      Effect.andThen(Effect.sleep(item.millis)),
      Effect.andThen(item.fails ? Effect.fail("failed" as const) : Effect.succeed(item.millis)),
      Effect.onInterrupt(() =>
        Effect.sync(() => {
          counts.interrupted++
        }),
      ),
      Effect.ensuring(
        Effect.sync(() => {
          counts.underWay--
        }),
      ),
    )
  return { change, counts }
}

const expected = (items: ReadonlyArray<Change>) =>
  items.map((item) => ({
    item,
    result: item.fails ? Result.fail("failed" as const) : Result.succeed(item.millis),
  }))

/** The result of a run that needs time. */
const inTime = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

const runs = {
  all: (
    items: ReadonlyArray<Change>,
    change: (item: Change) => Effect.Effect<number, "failed">,
    concurrency?: number,
  ) => Bulk.all(items, change, concurrency === undefined ? {} : { concurrency }),
  stream: (
    items: ReadonlyArray<Change>,
    change: (item: Change) => Effect.Effect<number, "failed">,
    concurrency?: number,
  ) => Stream.runCollect(Bulk.stream(items, change, concurrency === undefined ? {} : { concurrency })),
}

describe.each(Object.entries(runs))("%s", (_, run) => {
  it.effect.prop(
    "tells what came of every item, once, whatever fails",
    { items: Changes, concurrency: between(-1, 10) },
    ({ concurrency, items }) =>
      Effect.gen(function* () {
        const { change, counts } = worker()
        const outcomes = yield* inTime(run(items, change, concurrency))
        assert.strictEqual(counts.begun, items.length)
        assert.strictEqual(outcomes.length, items.length)
        // By identity, because equal items are items of their own.
        const byItem = new Map(outcomes.map((outcome) => [outcome.item, [outcome]]))
        assert.deepStrictEqual(
          Arr.flatMap(items, (item) => byItem.get(item) ?? []),
          expected(items),
        )
      }),
  )

  it.effect.prop(
    "has as many under way as it may, and never more",
    { items: Changes, concurrency: between(-1, 10) },
    ({ concurrency, items }) =>
      Effect.gen(function* () {
        const { change, counts } = worker()
        yield* inTime(
          run(
            items.map((item) => ({ ...item, millis: 10 })),
            change,
            concurrency,
          ),
        )
        assert.strictEqual(counts.most, Math.min(items.length, Math.max(1, concurrency)))
      }),
  )

  it.effect("has eight under way where nothing else is said", () =>
    Effect.gen(function* () {
      const { change, counts } = worker()
      yield* inTime(
        run(
          Arr.makeBy(20, () => ({ millis: 1, fails: false })),
          change,
        ),
      )
      assert.strictEqual(counts.most, Bulk.defaultConcurrency)
      assert.strictEqual(Bulk.defaultConcurrency, 8)
    }),
  )

  it.effect("dies of a defect, and interrupts the others", () =>
    Effect.gen(function* () {
      const { change, counts } = worker()
      const items = Arr.makeBy(5, (index) => ({ millis: index === 2 ? 1 : 10, fails: false }))
      const exit = yield* inTime(
        Effect.exit(
          run(items, (item) => (item.millis === 1 ? Effect.andThen(Effect.sleep(1), Effect.die("bug")) : change(item))),
        ),
      )
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      assert.deepStrictEqual([counts.begun, counts.interrupted], [4, 4])
    }),
  )

  it.effect("dies of a function that throws", () =>
    Effect.gen(function* () {
      const bug = (): Effect.Effect<number, "failed"> => {
        throw new Error("bug")
      }
      const exit = yield* inTime(Effect.exit(run([{ millis: 1, fails: false }], bug)))
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
    }),
  )

  it.effect("interrupts what is under way when it is interrupted", () =>
    Effect.gen(function* () {
      const { change, counts } = worker()
      const items = Arr.makeBy(20, () => ({ millis: 1_000, fails: false }))
      const fiber = yield* Effect.forkChild(run(items, change, 3))
      yield* TestClock.adjust("1500 millis")
      assert.strictEqual(counts.begun, 6)
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(counts, { begun: 6, underWay: 0, most: 3, interrupted: 3 })
    }),
  )
})

describe("all", () => {
  it.effect.prop("keeps the order of the items", { items: Changes }, ({ items }) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* inTime(Bulk.all(items, worker().change)), expected(items))
    }),
  )

  it.effect.prop("divides into what succeeded and what failed", { items: Changes }, ({ items }) =>
    Effect.gen(function* () {
      const outcomes = yield* inTime(Bulk.all(items, worker().change))
      assert.deepStrictEqual(
        Bulk.succeeded(outcomes),
        items.filter(({ fails }) => !fails).map((item) => ({ item, value: item.millis })),
      )
      assert.deepStrictEqual(
        Bulk.failed(outcomes),
        items.filter(({ fails }) => fails).map((item) => ({ item, error: "failed" as const })),
      )
    }),
  )
})

describe("stream", () => {
  it.effect.prop(
    "emits each item as soon as it is done",
    { items: Changes, concurrency: between(1, 50) },
    ({ concurrency, items }) =>
      Effect.gen(function* () {
        const done: Array<Change> = []
        const emitted: Array<Change> = []
        const record = (item: Change) =>
          Effect.andThen(
            Effect.sleep(item.millis),
            Effect.sync(() => done.push(item)),
          )
        yield* inTime(
          Stream.runForEach(Bulk.stream(items, record, { concurrency }), ({ item }) =>
            Effect.sync(() => {
              emitted.push(item)
            }),
          ),
        )
        assert.deepStrictEqual(emitted, done)
      }),
  )

  it.effect.prop(
    "keeps what was emitted before an interruption, which is all that was done by then",
    { items: Changes, concurrency: between(1, 10), after: between(0, 100) },
    ({ after, concurrency, items }) =>
      Effect.gen(function* () {
        const { change, counts } = worker()
        const known: Array<Bulk.Outcome<Change, number, "failed">> = []
        const fiber = yield* Effect.forkChild(
          Stream.runForEach(Bulk.stream(items, change, { concurrency }), (outcome) =>
            Effect.sync(() => {
              known.push(outcome)
            }),
          ),
        )
        yield* TestClock.adjust(after)
        const underWay = counts.underWay
        const known0 = known.length
        yield* Fiber.interrupt(fiber)
        assert.strictEqual(known0, counts.begun - underWay)
        assert.strictEqual(counts.interrupted, underWay)
      }),
  )

  it.effect.prop(
    "interrupts what is under way when the consumer stops, and begins nothing more",
    { concurrency: between(1, 10), taken: between(1, 10) },
    ({ concurrency, taken }) =>
      Effect.gen(function* () {
        const { change, counts } = worker()
        const items = Arr.makeBy(100, (index) => ({ millis: 1 + index, fails: index % 2 === 0 }))
        const outcomes = yield* inTime(
          Stream.runCollect(Stream.take(Bulk.stream(items, change, { concurrency }), taken)),
        )
        assert.strictEqual(outcomes.length, taken)
        assert.strictEqual(counts.underWay, 0)
        assert.isAtMost(counts.begun, taken + concurrency)
        assert.isAtMost(counts.interrupted, concurrency)
      }),
  )

  it.effect("is held up by a slow consumer", () =>
    Effect.gen(function* () {
      const { change, counts } = worker()
      const items = Arr.makeBy(100, () => ({ millis: 1, fails: false }))
      const fiber = yield* Effect.forkChild(
        Stream.runForEach(Bulk.stream(items, change, { concurrency: 3 }), () => Effect.never),
      )
      yield* TestClock.adjust("1 hour")
      // One is with the consumer, three wait for it.
      assert.strictEqual(counts.begun, 4)
      yield* Fiber.interrupt(fiber)
    }),
  )
})
