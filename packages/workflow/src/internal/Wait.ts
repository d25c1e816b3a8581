/**
 * Waiting for an answer, for a time, or for both, however often the process is started
 * anew in between.
 */
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
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
type Came = typeof Came.Type

/** A wait, but for its end. */
export type WaitOptions = Omit<Wait, "until"> & {
  /** How long; as long as it takes unless given. */
  readonly within?: Duration.Duration
}

/** Writes down what is waited for, and until when. */
export const noteWait = (frame: Frame, { within, ...wait }: WaitOptions) =>
  noteOnce(frame, `waits/${wait.name}`, (at) => ({
    _tag: "Waits",
    at,
    wait: { ...wait, ...(within !== undefined && { until: DateTime.addDuration(at, within) }) },
  }))

/** Writes down that it is waited for no more. */
export const noteWentOn = (frame: Frame, wait: string, answer?: Answer) =>
  noteOnce(frame, `went/${wait}`, (at) => ({
    _tag: "WentOn",
    at,
    wait,
    ...(answer !== undefined && { answer: answer._tag }),
  }))

/** What to wait for, without a word of it. */
export interface QuietWait {
  /** Unique in the run. */
  readonly name: string
  /** The wait whose answer counts, where one does. */
  readonly answersTo?: string
  readonly within?: Duration.Duration
}

/** The answer that came, or nothing where the time has passed. Fails where the run is to be given up. */
export const quietly = Effect.fnUntraced(function* (frame: Frame, { answersTo, name, within }: QuietWait) {
  const stopped = Effect.map(DurableDeferred.await(stop), (reason): Came => ({ _tag: "Stopped", reason }))
  const answered = (wait: string) =>
    Effect.map(DurableDeferred.await(answerTo(wait)), (answer): Came => ({ _tag: "Answered", answer }))
  const passed = (duration: Duration.Duration) =>
    Effect.as(DurableClock.sleep({ name, duration, inMemoryThreshold: 0 }), { _tag: "TimePassed" } satisfies Came)
  const [first, ...others] = [
    ...(answersTo === undefined ? [] : [answered(answersTo)]),
    ...(within === undefined ? [] : [passed(within)]),
    ...(frame.isUndoing ? [] : [stopped]),
  ]
  if (first === undefined) return undefined
  const came = yield* DurableDeferred.raceAll({
    name: `wait/${name}`,
    success: Came,
    error: Schema.Never,
    effects: [first, ...others],
  })
  if (came._tag === "Stopped") return yield* new Stopped({ reason: came.reason })
  return came._tag === "Answered" ? came.answer : undefined
})

/** Waits, and writes it down. */
export const waitFor = Effect.fnUntraced(function* (frame: Frame, options: WaitOptions) {
  const { answers, name, within } = options
  yield* noteWait(frame, options)
  const answer = yield* quietly(frame, {
    name,
    ...(answers.length > 0 && { answersTo: name }),
    ...(within !== undefined && { within }),
  })
  yield* noteWentOn(frame, name, answer)
  return answer
})
