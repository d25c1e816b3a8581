/**
 * How long a run tries again what fails for the moment.
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"

/**
 * How often, and with which pauses, a step is tried again that fails for the moment:
 * the platform cannot be reached, there are too many requests, a change may or may not
 * have been made. The pauses double from `first` up to `most`.
 * @category schemas
 * @since 0.1.0
 */
export const Patience = Schema.Struct({
  first: Schema.Duration,
  most: Schema.Duration,
  /** Attempts in all, at least 1. */
  attempts: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
})
/**
 * How often, and with which pauses, a step is tried again that fails for the moment.
 * @category models
 * @since 0.1.0
 */
export type Patience = typeof Patience.Type

/**
 * Half a minute at first, an hour at most, 30 attempts: about a day.
 * @category constants
 * @since 0.1.0
 */
export const defaultPatience: Patience = {
  first: Duration.seconds(30),
  most: Duration.hours(1),
  attempts: 30,
}

/**
 * The pause after an attempt, counted from 1.
 * @category functions
 * @since 0.1.0
 */
export const pauseAfter = ({ first, most }: Omit<Patience, "attempts">, attempt: number): Duration.Duration =>
  Duration.min(Duration.times(first, 2 ** Math.min(attempt - 1, 30)), most)
