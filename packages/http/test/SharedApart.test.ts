import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { sharedApart } from "../src/internal/sharedApart.ts"

/** What is run takes this long. */
const length = Duration.seconds(3)

/** Runs that give their number, or fail with it while `fails` says so. */
const counted = (fails: (run: number) => boolean = () => false) => {
  let runs = 0
  const self = Effect.suspend(() => {
    const run = ++runs
    return Effect.delay(fails(run) ? Effect.fail(run) : Effect.succeed(run), length)
  })
  const keep = (exit: Exit.Exit<number, number>) => (Exit.isSuccess(exit) ? Duration.minutes(5) : Duration.seconds(1))
  return { shared: sharedApart(self, keep), runs: () => runs }
}

/**
 * Runs an effect as a request whose runtime lets it go: none of its timers rings after
 * the given time, and nobody tells it.
 */
const goneAfter = <A, E>(effect: Effect.Effect<A, E>, time: Duration.Duration) =>
  Effect.flatMap(Clock.Clock, (clock) => {
    const end = clock.currentTimeMillisUnsafe() + Duration.toMillis(time)
    const sleep = (duration: Duration.Duration) =>
      clock.currentTimeMillisUnsafe() + Duration.toMillis(duration) > end ? Effect.never : clock.sleep(duration)
    return Effect.forkChild(Effect.provideService(effect, Clock.Clock, { ...clock, sleep }))
  })

describe("sharedApart", () => {
  it.effect("shares one run, and keeps what came of it", () =>
    Effect.gen(function* () {
      const { runs, shared } = counted()
      const [get, forget] = yield* shared
      const fiber = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: 20 }, () => get),
          { concurrency: "unbounded" },
        ),
      )
      yield* TestClock.adjust("3100 millis")
      assert.deepStrictEqual(new Set(yield* Fiber.join(fiber)), new Set([1]))
      assert.strictEqual(yield* get, 1)
      yield* forget
      const again = yield* Effect.forkChild(get)
      yield* TestClock.adjust(length)
      assert.strictEqual(yield* Fiber.join(again), 2)
      assert.strictEqual(runs(), 2)
    }),
  )

  for (const left of [0, 50, 1000, 2999]) {
    it.effect(`runs once more when the request that ran is gone after ${left} ms, and nobody hangs`, () =>
      Effect.gen(function* () {
        const { runs, shared } = counted()
        const [get] = yield* shared
        yield* goneAfter(get, Duration.millis(left))
        const others = yield* Effect.forkChild(
          Effect.all(
            Array.from({ length: 20 }, () => get),
            { concurrency: "unbounded" },
          ),
        )
        // At most the silence after the last sign, and a run.
        yield* TestClock.adjust(Duration.sum(Duration.millis(left + 600), length))
        yield* TestClock.adjust("25 millis")
        assert.deepStrictEqual(new Set(yield* Fiber.join(others)), new Set([2]))
        assert.strictEqual(runs(), 2)
      }),
    )
  }

  it.effect("hands a run that is interrupted to the next who looks", () =>
    Effect.gen(function* () {
      const { runs, shared } = counted()
      const [get] = yield* shared
      const first = yield* Effect.forkChild(get)
      const second = yield* Effect.forkChild(get)
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("3100 millis")
      assert.strictEqual(yield* Fiber.join(second), 2)
      assert.strictEqual(runs(), 2)
    }),
  )

  it.effect("shares a failure as long as it is kept, then runs again", () =>
    Effect.gen(function* () {
      const { runs, shared } = counted((run) => run === 1)
      const [get] = yield* shared
      const fibers = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(Effect.exit(get)))
      yield* TestClock.adjust("3100 millis")
      for (const fiber of fibers) assert.deepStrictEqual(yield* Fiber.join(fiber), Exit.fail(1))
      assert.deepStrictEqual(yield* Effect.exit(get), Exit.fail(1))
      yield* TestClock.adjust("1 second")
      const later = yield* Effect.forkChild(get)
      yield* TestClock.adjust(length)
      assert.strictEqual(yield* Fiber.join(later), 2)
      assert.strictEqual(runs(), 2)
    }),
  )
})
