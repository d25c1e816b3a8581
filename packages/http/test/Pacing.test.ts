import { assert, describe, it } from "@effect/vitest"
import * as Array from "effect/Array"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as RateLimiter from "effect/persistence/RateLimiter"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import { givenToken } from "@org-trust/http/Credentials"
import type { PacingOptions } from "@org-trust/http/Pacing"
import { connect } from "./support/client.ts"
import * as FakeServer from "./support/FakeServer.ts"

const listing = { entities: [] }

/** When a server has got the requests of a client that makes so many calls at once. */
const timesOf = (count: number, pacing: Partial<PacingOptions> | false, clients = 1) =>
  Effect.gen(function* () {
    const times: Array<number> = []
    const answer = () =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        times.push(now)
        return FakeServer.json(listing)
      })
    const connected = yield* Effect.forEach(Array.range(1, clients), () =>
      connect(answer, { pacing, credentials: givenToken("a-token") }),
    )
    const calls = connected.flatMap(({ invoke }) => Array.makeBy(count / clients, () => invoke("Trustees.list", {})))
    const fiber = yield* Effect.forkChild(Effect.all(calls, { concurrency: "unbounded", discard: true }))
    yield* TestClock.adjust("10 hours")
    yield* Fiber.join(fiber)
    return times
  })

const most = (times: ReadonlyArray<number>, window: number): number =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + window).length))

describe("a client", () => {
  it.effect("sends 300 requests a minute where nothing else is said", () =>
    Effect.gen(function* () {
      const times = yield* timesOf(1000, {})
      assert.strictEqual(times.length, 1000)
      assert.deepStrictEqual(
        [0, 60_000, 120_000, 180_000].map((time) => times.filter((each) => each === time).length),
        [300, 300, 300, 100],
      )
    }),
  )

  it.effect.prop(
    "never sends more than its limit in a window, and loses no time",
    [
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 40 })),
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })),
    ],
    ([limit, count]) =>
      Effect.gen(function* () {
        const times = yield* timesOf(count, { limit, window: "10 seconds" })
        assert.isAtMost(most(times, 10_000), limit)
        assert.strictEqual(Math.max(...times), 10_000 * (Math.ceil(count / limit) - 1))
      }),
    { arbitrary: { runs: 50 } },
  )

  it.effect("sends everything at once without pacing", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual([...new Set(yield* timesOf(1000, false))], [0])
    }),
  )
})

describe("two clients", () => {
  it.effect("have each a limit of their own", () =>
    Effect.gen(function* () {
      assert.strictEqual(most(yield* timesOf(600, {}, 2), 60_000), 600)
    }),
  )

  it.effect("share the limit of one limiter", () =>
    Effect.gen(function* () {
      const limiter = yield* Effect.provide(RateLimiter.make, RateLimiter.layerStoreMemory)
      assert.strictEqual(most(yield* timesOf(600, { limiter }, 2), 60_000), 300)
    }),
  )
})

describe("a limiter that fails", () => {
  it.effect("holds nobody up", () =>
    Effect.gen(function* () {
      const error = new RateLimiter.RateLimiterError({
        reason: new RateLimiter.RateLimitStoreError({ message: "The store is away" }),
      })
      const working = yield* Effect.provide(RateLimiter.make, RateLimiter.layerStoreMemory)
      const limiter = { ...working, consume: () => Effect.fail(error) }
      assert.deepStrictEqual([...new Set(yield* timesOf(10, { limiter }))], [0])
    }),
  )
})
