/**
 * How long and how often a client tries again.
 */
import { type OperationName, operations } from "@org-trust/core/Operation"
import type { Replay } from "@org-trust/core/Replay"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"

/**
 * How long and how often a client tries again. What it may try again is said by {@link Retry.replayOf}.
 * @category models
 * @since 0.1.0
 */
export interface Retry {
  /**
   * The longest time that a call may take, everything included: waiting for its place
   * in the row, logging in, the requests, the waits between them, reading back. A wait
   * that would go beyond it is not begun.
   */
  readonly budget: Duration.Input
  /** The waits between the attempts of a call. Where the server asks for a longer one with `Retry-After`, that holds. */
  readonly schedule: Schedule.Schedule<unknown>
  /** The longest `Retry-After` that is waited for; a longer one is the caller's affair, as `RateLimited`. */
  readonly maxRetryAfter: Duration.Input
  /**
   * The replay law of each operation. Only for a server that does better than the
   * API, for instance a gateway that recognizes repeated requests: with a law that is
   * too loose, changes are made twice.
   */
  readonly replayOf: (operation: OperationName) => Replay
}

/** The longest wait between two attempts, unless the server asks for more. */
const longestWait = Duration.seconds(30)

/**
 * What holds where nothing else is said. Five minutes are the first, densest step of
 * the vendor's published advice on 502, 503 and 504, and its own clients wait no
 * longer than 180 seconds for a `Retry-After`. The waits are 0.5, 1, 2, ... up to 30
 * seconds, each a fifth longer or shorter by chance.
 * @category constants
 * @since 0.1.0
 */
export const defaultRetry: Retry = {
  budget: "5 minutes",
  schedule: Schedule.exponential("500 millis").pipe(
    Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.min(duration, longestWait))),
    Schedule.jittered,
  ),
  maxRetryAfter: "180 seconds",
  replayOf: (operation) => operations[operation].replay,
}
