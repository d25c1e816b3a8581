import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import type { Retry } from "../Retry.ts"

/** When the call that is under way has to end, on the monotonic clock in milliseconds; calls within it keep to that. */
export const Deadline = Context.Reference<number>("@org-trust/http/Deadline", { defaultValue: () => Infinity })

/** How much longer a call goes on. */
export interface Patience {
  /** When it ends at the latest. */
  readonly deadline: number
  /** The time that is left. */
  readonly remaining: () => Duration.Duration
  /**
   * Waits until the next attempt, and for as long as the server has asked for.
   * False, at once, where there is no time left for that.
   */
  readonly rest: (retryAfter?: Duration.Duration) => Effect.Effect<boolean>
}

const nowOn = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6

// Who is told the same `Retry-After` should not come back at the same moment.
const spread = Effect.map(Random.next, (random) => Duration.millis(1000 * random))

const toStep = (schedule: Schedule.Schedule<unknown>) => Schedule.toStep(schedule)

const never = Effect.succeed(false)

/** The patience of one call, from now on, within another one's deadline; none at all without retries. */
export const make = (retry: Retry | undefined, clock: Clock.Clock, outer: number): Patience => {
  const deadline =
    retry === undefined
      ? outer
      : Math.min(outer, nowOn(clock) + Duration.toMillis(Duration.fromInputUnsafe(retry.budget)))
  const remaining = () =>
    deadline === Infinity
      ? Duration.infinity
      : // Whole milliseconds, lest what is left goes beyond the deadline by a rounding.
        Duration.millis(Math.max(0, Math.floor(deadline - nowOn(clock))))
  if (retry === undefined) return { deadline, remaining, rest: () => never }
  // Most calls never wait, so the schedule is begun with the first wait.
  let begun: Effect.Success<ReturnType<typeof toStep>> | undefined
  const waitOf = Effect.gen(function* () {
    begun ??= yield* toStep(retry.schedule)
    // The end of the schedule is a failure of its step.
    return yield* Effect.option(Effect.map(begun(clock.currentTimeMillisUnsafe(), undefined), ([, wait]) => wait))
  })
  return {
    deadline,
    remaining,
    rest: Effect.fnUntraced(function* (retryAfter) {
      const wait = yield* waitOf
      if (Option.isNone(wait)) return false
      const maxRetryAfter = Duration.fromInputUnsafe(retry.maxRetryAfter)
      if (retryAfter !== undefined && Duration.isGreaterThan(retryAfter, maxRetryAfter)) return false
      const asked = retryAfter === undefined ? Duration.zero : Duration.sum(retryAfter, yield* spread)
      const pause = Duration.max(wait.value, asked)
      if (Duration.isGreaterThanOrEqualTo(pause, remaining())) return false
      yield* Effect.sleep(pause)
      return true
    }),
  }
}
