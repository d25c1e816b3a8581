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
   * How long to wait until the next attempt, which is at least as long as the server has
   * asked for. Undefined where there is no time left for that, or where it would be
   * later than `within` after the beginning.
   */
  readonly pause: (
    retryAfter?: Duration.Duration,
    within?: Duration.Duration,
  ) => Effect.Effect<Duration.Duration | undefined>
}

const nowOn = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6

// Who is told the same `Retry-After` should not come back at the same moment.
const spread = Effect.map(Random.next, (random) => Duration.millis(1000 * random))

const toStep = (schedule: Schedule.Schedule<unknown>) => Schedule.toStep(schedule)

/** Begins a schedule of waits. */
const makePause = (retry: Retry, clock: Clock.Clock, start: number, remaining: Patience["remaining"]) => {
  let begun: Effect.Success<ReturnType<typeof toStep>> | undefined
  const waitOf = Effect.gen(function* () {
    begun ??= yield* toStep(retry.schedule)
    // The end of the schedule is a failure of its step.
    return yield* Effect.option(Effect.map(begun(clock.currentTimeMillisUnsafe(), undefined), ([, wait]) => wait))
  })
  return Effect.fnUntraced(function* (
    retryAfter: Duration.Duration | undefined,
    within: Duration.Duration | undefined,
  ): Effect.fn.Return<Duration.Duration | undefined> {
    const wait = yield* waitOf
    if (Option.isNone(wait)) return undefined
    const maxRetryAfter = Duration.fromInputUnsafe(retry.maxRetryAfter)
    if (retryAfter !== undefined && Duration.isGreaterThan(retryAfter, maxRetryAfter)) return undefined
    const asked = retryAfter === undefined ? Duration.zero : Duration.sum(retryAfter, yield* spread)
    const pause = Duration.max(wait.value, asked)
    if (Duration.isGreaterThanOrEqualTo(pause, remaining())) return undefined
    const end = nowOn(clock) - start + Duration.toMillis(pause)
    return within !== undefined && end > Duration.toMillis(within) ? undefined : pause
  })
}

const never = Effect.succeed(undefined)

/** The patience of one call, from now on, within another one's deadline; none at all without retries. */
export const make = (retry: Retry | undefined, clock: Clock.Clock, outer: number): Patience => {
  const start = nowOn(clock)
  const deadline =
    retry === undefined ? outer : Math.min(outer, start + Duration.toMillis(Duration.fromInputUnsafe(retry.budget)))
  const remaining = () =>
    deadline === Infinity
      ? Duration.infinity
      : // Whole milliseconds, lest what is left goes beyond the deadline by a rounding.
        Duration.millis(Math.max(0, Math.floor(deadline - nowOn(clock))))
  if (retry === undefined) return { deadline, remaining, pause: () => never }
  let next: ReturnType<typeof makePause> | undefined
  return {
    deadline,
    remaining,
    // Most calls never wait, so the schedule is begun with the first wait.
    pause: (retryAfter, within) => {
      next ??= makePause(retry, clock, start, remaining)
      return next(retryAfter, within)
    },
  }
}
