/**
 * Waiting for an answer, for a time, or for both, however often the process is started
 * anew in between.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as DurableClock from "effect/workflow/DurableClock"
import * as DurableDeferred from "effect/workflow/DurableDeferred"
import { Answer } from "../Answer.ts"
import type { Wait } from "../Run.ts"
import { type Frame, noteOnce } from "./Frame.ts"

/** Somebody wants the run given up. */
export class Stopped extends Schema.TaggedError<Stopped>()("Stopped", { reason: Schema.String }) {}

/** Where the answer to a wait comes in. */
export const answerTo = (wait: string) => DurableDeferred.make(`answer/${wait}`, { success: Answer })

/** Where it comes in that the run is to be given up. */
export const stop = DurableDeferred.make("give-up", { success: Schema.String })

const Came = Schema.Union([
  Schema.TaggedStruct("Answered", { answer: Answer }),
  Schema.TaggedStruct("TimePassed", {}),
  Schema.TaggedStruct("Stopped", { reason: Schema.String }),
])

/** A wait, but for its end. */
export type WaitOptions = Omit<Wait, "until"> & {
  /** How long, where it has an end. */
  readonly within?: Duration.Duration
  /** Until when, where it has an end. */
  readonly until?: DateTime.Utc
}

/** The answer that came, or nothing where the time has passed. Fails where the run is to be given up. */
export const waitFor = Effect.fnUntraced(function* (frame: Frame, options: WaitOptions) {
  const { until, within, ...wait } = options
  const now = yield* DateTime.now
  const end = until ?? (within === undefined ? undefined : DateTime.addDuration(now, within))
  yield* noteOnce(frame, `waits/${wait.name}`, (at) => ({
    _tag: "Waits",
    at,
    wait: { ...wait, ...(end !== undefined && { until: end }) },
  }))
  const answered = Effect.map(DurableDeferred.await(answerTo(wait.name)), (answer): typeof Came.Type => ({
    _tag: "Answered",
    answer,
  }))
  const stopped = Effect.map(DurableDeferred.await(stop), (reason): typeof Came.Type => ({ _tag: "Stopped", reason }))
  const passed = Effect.as(
    DurableClock.sleep({
      name: wait.name,
      duration: within ?? (end === undefined ? Duration.zero : DateTime.distance(now, DateTime.max(now, end))),
      inMemoryThreshold: 0,
    }),
    { _tag: "TimePassed" } satisfies typeof Came.Type,
  )
  const came = yield* DurableDeferred.raceAll({
    name: `wait/${wait.name}`,
    success: Came,
    error: Schema.Never,
    effects: [answered, ...(frame.isUndoing ? [] : [stopped]), ...(end === undefined ? [] : [passed])],
  })
  yield* noteOnce(frame, `went/${wait.name}`, (at) => ({
    _tag: "WentOn",
    at,
    wait: wait.name,
    ...(came._tag === "Answered" && { answer: came.answer._tag }),
  }))
  if (came._tag === "Stopped") return yield* new Stopped({ reason: came.reason })
  return came._tag === "Answered" ? came.answer : undefined
})
