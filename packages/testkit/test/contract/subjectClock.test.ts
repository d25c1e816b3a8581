/* A clock is taken to stand still only where it does, and shows milliseconds. */
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Invoke } from "@org-trust/core/Invoke"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { calibrate } from "../../src/contract/internal/conformance/perform/SubjectClock.ts"
import * as Lab from "../../src/contract/internal/Lab.ts"

interface Showing {
  /** How much later it is with each call, in milliseconds. */
  readonly perCall: number
  /** What dates are rounded down to, in milliseconds. */
  readonly unit: number
}

/** Whether the clock of an implementation with such dates is taken to stand still. */
const isStill = ({ perCall, unit }: Showing) =>
  Effect.scoped(
    Effect.gen(function* () {
      let now = 1_767_225_600_000
      const passTime = (duration: Duration.Duration) => Effect.sync(() => void (now += Duration.toMillis(duration)))
      const bench = yield* Bench.make({ ...(yield* inMemory()), passTime })
      const dated =
        (invoke: Invoke): Invoke =>
        (operation, input) =>
          Effect.map(invoke(operation, input), (reply) => {
            now += perCall
            return { ...reply, dateCreated: DateTime.makeUnsafe(now - (now % unit)) }
          })
      const connected = (client: Parameters<typeof bench.connected>[0]) => Effect.map(bench.connected(client), dated)
      const clock = yield* calibrate(Lab.make(bench.subject, bench.casts[0], connected))
      return clock.isStill()
    }),
  )

describe("the clock of an implementation", () => {
  for (const [showing, stands] of [
    [{ perCall: 0, unit: 1 }, true],
    [{ perCall: 5, unit: 1 }, false],
    [{ perCall: 5, unit: 1_000 }, false],
  ] as const) {
    it.live(`${stands ? "stands" : "does not stand"} still: ${JSON.stringify(showing)}`, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* isStill(showing), stands)
      }),
    )
  }
})
