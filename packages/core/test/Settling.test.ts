import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import * as Settling from "@org-trust/core/Settling"
import { NotFound, Unavailable } from "@org-trust/core/TrustError"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

const notFound = new NotFound({ operation: "Trustees.get", message: "There is no such trust" })
const unavailable = new Unavailable({ operation: "Trustees.get", reason: "Transport", message: "No connection" })

interface Read {
  /** From when on the write is visible to reads that begin. */
  readonly visibleAt: number
  readonly takes: number
}

/** What a read that took its time has begun to see, and when reads began. */
const reader = ({ takes, visibleAt }: Read) => {
  const begun: Array<number> = []
  let interrupted = 0
  const isVisible = Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    begun.push(now)
    yield* Effect.sleep(takes)
    return now >= visibleAt
  }).pipe(
    Effect.onInterrupt(() =>
      Effect.sync(() => {
        interrupted++
      }),
    ),
  )
  return { begun, isVisible, interrupted: () => interrupted }
}

/** The three helpers over the same reads: they all wait for the same. */
const ways = {
  until: (isVisible: Effect.Effect<boolean>, options: Settling.SettlingOptions) =>
    Settling.until(isVisible, (visible) => visible, options),
  found: (isVisible: Effect.Effect<boolean>, options: Settling.SettlingOptions) =>
    Settling.found(
      Effect.filterOrFail(
        isVisible,
        (visible) => visible,
        () => notFound,
      ),
      options,
    ),
  gone: (isVisible: Effect.Effect<boolean>, options: Settling.SettlingOptions) =>
    Settling.gone(
      Effect.flatMap(isVisible, (visible) => (visible ? Effect.fail(notFound) : Effect.succeed("still there"))),
      options,
    ),
}

/** How it ended, and when. */
const timed = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(
      Effect.gen(function* () {
        const exit = yield* Effect.exit(effect)
        return { exit, at: yield* Clock.currentTimeMillis }
      }),
    )
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

describe.each(Object.entries(ways))("%s", (name, wait) => {
  it.effect.prop(
    "succeeds exactly when a read that sees the write ends before the deadline, and at its end",
    { visible: between(0, 30), takesHalf: between(0, 4), pauseHalf: between(1, 10), withinHalf: between(0, 25) },
    ({ pauseHalf, takesHalf, visible, withinHalf }) =>
      Effect.gen(function* () {
        // Reads end at even times and the deadline is odd: which of two comes first at the same moment is no promise.
        const [visibleAt, takes, pause, within] = [2 * visible, 2 * takesHalf, 2 * pauseHalf, 2 * withinHalf + 1]
        const start = yield* Clock.currentTimeMillis
        const { begun, interrupted, isVisible } = reader({ takes, visibleAt: start + visibleAt })
        const { at, exit } = yield* timed(wait(isVisible, { within, every: Schedule.spaced(pause) }))
        const first = Math.ceil(visibleAt / (takes + pause)) * (takes + pause)
        const isSeen = first + takes < within
        assert.strictEqual(Exit.isSuccess(exit), isSeen)
        assert.strictEqual(at - start, isSeen ? first + takes : within)
        // No read outlives the deadline, and none begins after it.
        const last = begun.at(-1) ?? assert.fail("nothing was read")
        assert.isAtMost(last, at)
        assert.strictEqual(interrupted(), !isSeen && last + takes >= start + within ? 1 : 0)
      }),
  )

  it.effect.prop(
    "looks often enough, unless told otherwise, to see within six seconds what is visible",
    { visibleAt: between(0, 70_000) },
    ({ visibleAt }) =>
      Effect.gen(function* () {
        const start = yield* Clock.currentTimeMillis
        const { begun, isVisible } = reader({ takes: 0, visibleAt: start + visibleAt })
        const { at, exit } = yield* timed(wait(isVisible, {}))
        if (visibleAt <= 54_000) assert.isTrue(Exit.isSuccess(exit))
        if (visibleAt >= 60_000) assert.isTrue(Exit.isFailure(exit))
        if (Exit.isSuccess(exit)) assert.isAtMost(at - start - visibleAt, 6_000)
        else assert.strictEqual(at - start, Duration.toMillis(Settling.defaultWithin))
        assert.isAtMost(begun.length, 21)
        const due = (index: number) => Math.min(250 * 2 ** index, 5_000)
        begun.slice(1).forEach((moment, index) => {
          const pause = moment - (begun[index] ?? 0)
          assert.isAtLeast(pause, Math.floor(due(index) * 0.8))
          assert.isAtMost(pause, Math.ceil(due(index) * 1.2))
        })
      }),
  )

  it.effect("ends with the schedule, where that ends earlier", () =>
    Effect.gen(function* () {
      const { begun, isVisible } = reader({ takes: 0, visibleAt: Infinity })
      const every = Schedule.upTo(Schedule.spaced("1 second"), { times: 3 })
      const { at, exit } = yield* timed(Effect.flip(wait(isVisible, { every })))
      assert.isTrue(Exit.isSuccess(exit) && exit.value instanceof Settling.NotSettled)
      assert.deepStrictEqual([begun.length, at], [4, 3_000])
    }),
  )

  it.effect("says what it waited for, and what it saw last", () =>
    Effect.gen(function* () {
      const { isVisible } = reader({ takes: 0, visibleAt: Infinity })
      const failure = (options: Settling.SettlingOptions) =>
        Effect.gen(function* () {
          const { exit } = yield* timed(Effect.flip(wait(isVisible, options)))
          return Exit.isSuccess(exit) ? exit.value : assert.fail("it settled")
        })
      const error = yield* failure({ within: "90 seconds" })
      assert.strictEqual(error._tag, "NotSettled")
      if (error._tag !== "NotSettled") return
      assert.strictEqual(error.operation, name === "found" ? "Trustees.get" : "read")
      assert.deepStrictEqual(error.lastError, name === "found" ? notFound : undefined)
      assert.strictEqual(error.message, "Not visible within 1m 30s")
      assert.strictEqual(Duration.toSeconds(error.within), 90)
      assert.strictEqual((yield* failure({ operation: "the trust" })).operation, "the trust")
    }),
  )

  it.effect("passes on at once whatever else the read fails with", () =>
    Effect.gen(function* () {
      let reads = 0
      const failing = Effect.suspend(() => (++reads < 3 ? Effect.succeed("no") : Effect.fail(unavailable)))
      const readings = {
        until: Settling.until(failing, () => false),
        found: Settling.found(Effect.flatMap(failing, () => Effect.fail(notFound))),
        gone: Settling.gone(failing),
      }
      const reading = Object.entries(readings).find(([key]) => key === name)?.[1] ?? assert.fail(name)
      const { exit } = yield* timed(Effect.flip(reading))
      assert.deepStrictEqual([exit, reads], [Exit.succeed(unavailable), 3])
    }),
  )
})

describe("until", () => {
  it.effect("takes NotFound for a failure as any other", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* Effect.flip(Settling.until(Effect.fail(notFound), () => true)), notFound)
    }),
  )
})

describe("NotSettled", () => {
  it.effect("can be written down and read again", () =>
    Effect.gen(function* () {
      const error = new Settling.NotSettled({
        operation: "Trustees.get",
        message: "Not visible within 1m",
        within: Settling.defaultWithin,
        lastError: notFound,
      })
      const codec = Schema.toCodecJson(Settling.NotSettled)
      assert.deepStrictEqual(yield* Schema.decodeEffect(codec)(yield* Schema.encodeEffect(codec)(error)), error)
    }),
  )
})
