/**
 * Looking until something is there, with pauses that survive the process.
 */
import type { Failure } from "../Ending.ts"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Timestamp } from "@org-trust/core/Timestamp"
import type { Answer } from "../Answer.ts"
import { pauseAfter } from "../Patience.ts"
import type { Frame } from "./Frame.ts"
import { step } from "./Step.ts"
import { noteWait, noteWentOn, quietly, type WaitOptions } from "./Wait.ts"

/** What to look for. */
export interface PollOptions<S extends Schema.Top, R> {
  /** What is waited for meanwhile. */
  readonly wait: Omit<WaitOptions, "within">
  readonly value: S
  /** What is there; nothing while it is not. */
  readonly look: Effect.Effect<S["Type"] | undefined, Failure, R>
  /** The pauses double from `first` up to `most`. */
  readonly pauses: { readonly first: Duration.Duration; readonly most: Duration.Duration }
  /** Until when, or how long from the first look. */
  readonly until: DateTime.Utc | Duration.Duration
}

/** What ended the looking. */
export type Polled<A> =
  | { readonly _tag: "Found"; readonly value: A }
  | { readonly _tag: "Declined"; readonly reason: string }
  | { readonly _tag: "TimePassed" }

/** Looks until it is there, somebody says no, or the time has passed. An answer that says yes lets it look at once. */
export const poll = Effect.fnUntraced(function* <S extends Schema.Top, R>(
  frame: Frame,
  { look, pauses, until, value, wait }: PollOptions<S, R>,
) {
  // The time is part of what was seen, so that it is the same when the run is played back.
  const Seen = Schema.Struct({ at: Timestamp, values: Schema.Array(value) })
  let end: DateTime.Utc | undefined
  let isAnswered = wait.answers.length === 0
  let pause = 0
  const polled = (outcome: Polled<S["Type"]>, answer?: Answer) =>
    Effect.as(end === undefined ? Effect.void : noteWentOn(frame, wait.name, answer), outcome)
  for (let round = 1; ; round++) {
    const name = `${wait.name} look ${round}`
    const { at, values } = yield* step(frame, {
      name,
      success: Seen,
      isLook: true,
      execute: () =>
        Effect.gen(function* () {
          const found = yield* look
          return { at: yield* DateTime.now, values: found === undefined ? [] : [found] }
        }),
    })
    const [found] = values
    if (found !== undefined) return yield* polled({ _tag: "Found", value: found })
    end ??= DateTime.isDateTime(until) ? until : DateTime.addDuration(at, until)
    const left = Duration.millis(DateTime.toEpochMillis(end) - DateTime.toEpochMillis(at))
    if (!Duration.isGreaterThan(left, Duration.zero)) return yield* polled({ _tag: "TimePassed" })
    yield* noteWait(frame, { ...wait, within: left })
    const answer: Answer | undefined = yield* quietly(frame, {
      name,
      within: Duration.min(pauseAfter(pauses, ++pause), left),
      ...(isAnswered ? {} : { answersTo: wait.name }),
    })
    if (answer?._tag === "Declined") return yield* polled({ _tag: "Declined", reason: answer.reason }, answer)
    if (answer !== undefined) {
      isAnswered = true
      pause = 0
    }
  }
})
