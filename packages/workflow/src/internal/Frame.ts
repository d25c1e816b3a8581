/**
 * What every step and every wait of a run needs.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { Patience } from "../Patience.ts"
import type { Note, RunId } from "../Run.ts"
import { RunLog, type RunLogError } from "../RunLog.ts"

/** A run under way. */
export interface Frame {
  readonly run: RunId
  readonly patience: Patience
  /** Whether it is taking back what it has made: it cannot be given up then. */
  readonly isUndoing: boolean
}

const again = Schedule.min([Schedule.exponential("100 millis"), Schedule.spaced("10 seconds")])

/** As long as the log cannot be written, nothing goes on: what is done is to be written down. */
export const untilWritten = <A, R>(write: Effect.Effect<A, RunLogError, R>): Effect.Effect<A, never, R> =>
  write.pipe(
    Effect.tapError(({ message }) => Effect.logWarning(`The log of runs cannot be written: ${message}`)),
    Effect.retry(again),
    Effect.orDie,
  )

/** Writes a note with the time now, unless there is one with this key. */
export const noteOnce = Effect.fnUntraced(function* (
  { run }: Pick<Frame, "run">,
  key: string,
  make: (at: DateTime.Utc) => Note,
) {
  const log = yield* RunLog
  const note = make(yield* DateTime.now)
  return yield* untilWritten(log.note(run, key, note))
})
