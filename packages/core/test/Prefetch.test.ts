import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import { type Page, type PageRequest, streamAll } from "@org-trust/core/Page"

interface Item {
  readonly id: string
  readonly page: number
}

/** A listing of so many entities, that counts the pages which were begun and those given up. */
const listing = (total: number, fetch: (pageNumber: number) => Effect.Effect<void, "broken"> = () => Effect.void) => {
  const seen = { begun: 0, interrupted: 0 }
  const list = ({ pageNumber = 1, pageSize = 25 }: PageRequest): Effect.Effect<Page<Item>, "broken"> =>
    Effect.suspend(() => {
      seen.begun = pageNumber
      return fetch(pageNumber)
    }).pipe(
      Effect.onInterrupt(() =>
        Effect.sync(() => {
          seen.interrupted++
        }),
      ),
      Effect.as({
        entities: Array.from({ length: pageSize }, (_, index) => (pageNumber - 1) * pageSize + index)
          .filter((number) => number < total)
          .map((number) => ({ id: String(number), page: pageNumber })),
      }),
    )
  return { seen, stream: streamAll(list) }
}

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** Lets everything run that can run without time passing; each step lets every fiber get on once. */
const settle = Effect.repeat(TestClock.adjust(0), { times: 10 })

describe("a stream that fetches ahead", () => {
  it.effect.prop(
    "has the same entities in the same order",
    { total: between(0, 40), pageSize: between(1, 45), prefetch: between(0, 6) },
    ({ pageSize, prefetch, total }) =>
      Effect.gen(function* () {
        const expected = yield* Stream.runCollect(listing(total).stream({ pageSize }))
        assert.deepStrictEqual(yield* Stream.runCollect(listing(total).stream({ pageSize, prefetch })), expected)
      }),
  )

  it.effect.prop(
    "is never more than so many pages ahead, and gets as far where there is time",
    { pages: between(1, 12), pageSize: between(1, 3), prefetch: between(0, 5) },
    ({ pages, pageSize, prefetch }) =>
      Effect.gen(function* () {
        const { seen, stream } = listing(pages * pageSize)
        yield* Stream.runForEach(stream({ pageSize, prefetch }), ({ page }) =>
          Effect.map(settle, () => {
            // The page after the last is empty, and is fetched to know the end.
            assert.strictEqual(seen.begun, Math.min(page + prefetch, pages + 1))
          }),
        )
      }),
  )

  it.effect.prop(
    "fetches nothing after the consumer stopped, and interrupts what is under way",
    { taken: between(1, 10), pageSize: between(1, 3), prefetch: between(1, 5) },
    ({ pageSize, prefetch, taken }) =>
      Effect.gen(function* () {
        const page = Math.ceil(taken / pageSize)
        const { seen, stream } = listing(1_000, (pageNumber) => (pageNumber > page ? Effect.never : Effect.void))
        const items = yield* stream({ pageSize, prefetch }).pipe(
          Stream.tap(() => settle),
          Stream.take(taken),
          Stream.runCollect,
        )
        assert.strictEqual(items.length, taken)
        yield* TestClock.adjust("1 hour")
        assert.deepStrictEqual(seen, { begun: page + 1, interrupted: 1 })
      }),
  )

  it.effect.prop(
    "passes on all entities of the earlier pages before a failure",
    { broken: between(1, 10), pageSize: between(1, 3), prefetch: between(0, 5) },
    ({ broken, pageSize, prefetch }) =>
      Effect.gen(function* () {
        const { seen, stream } = listing(1_000, (page) => (page === broken ? Effect.fail("broken") : Effect.void))
        const found: Array<string> = []
        const failure = yield* stream({ pageSize, prefetch }).pipe(
          Stream.runForEach(({ id }) =>
            Effect.map(settle, () => {
              found.push(id)
            }),
          ),
          Effect.flip,
        )
        assert.strictEqual(failure, "broken")
        assert.deepStrictEqual(
          found,
          Array.from({ length: (broken - 1) * pageSize }, (_, index) => String(index)),
        )
        assert.strictEqual(seen.begun, broken)
      }),
  )

  it.effect("interrupts the fetch under way when the consumer is interrupted", () =>
    Effect.gen(function* () {
      const { seen, stream } = listing(1_000, (page) => (page > 2 ? Effect.never : Effect.void))
      const fiber = yield* Effect.forkChild(Stream.runForEach(stream({ pageSize: 1, prefetch: 2 }), () => Effect.never))
      yield* settle
      assert.deepStrictEqual(seen, { begun: 3, interrupted: 0 })
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(seen, { begun: 3, interrupted: 1 })
    }),
  )

  it.effect("fetches while the consumer is busy", () =>
    Effect.gen(function* () {
      const { stream } = listing(4, () => Effect.sleep("1 second"))
      const done = yield* Deferred.make<void>()
      const run = (prefetch: number) =>
        Stream.runForEach(stream({ pageSize: 1, prefetch }), () => Effect.sleep("1 second"))
      const fiber = yield* Effect.forkChild(Effect.tap(run(1), Deferred.succeed(done, undefined)))
      // Four entities and the empty page: one fetch before, one beside each entity. Alone they take nine seconds.
      yield* TestClock.adjust("4999 millis")
      assert.isFalse(yield* Deferred.isDone(done))
      yield* TestClock.adjust("1 millis")
      assert.isTrue(Exit.isSuccess(yield* Fiber.await(fiber)))
    }),
  )
})
