/**
 * A step of a run: something that is done once, whatever happens to the process. It may
 * be executed more than once, so it looks before it changes anything; its result counts
 * once.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Activity from "effect/workflow/Activity"
import { isPassing } from "@org-trust/core/ErrorCategory"
import { Failure } from "../Ending.ts"
import { pauseAfter } from "../Patience.ts"
import { RunLog } from "../RunLog.ts"
import { type Frame, noteOnce } from "./Frame.ts"
import { Stopped, waitFor } from "./Wait.ts"

/** A step was refused for good, or failed for as long as the run had patience. */
export class StepRefused extends Schema.TaggedError<StepRefused>()("StepRefused", {
  step: Schema.String,
  error: Failure,
}) {}

class AttemptFailed extends Schema.TaggedError<AttemptFailed>()("AttemptFailed", {
  error: Failure,
  /** Whether it may have been done all the same: by this execution, or by one that died. */
  isUnsure: Schema.Boolean,
}) {}

/** What is known when a step is executed. */
export interface Execution {
  /**
   * Whether it is certain that it was not done before. Otherwise what is there may have
   * been made by it: it died before that was written down, or its answer was lost.
   */
  readonly isFirst: boolean
}

/** A step. */
export interface StepOptions<S extends Schema.Top, R> {
  /** Unique in the run. */
  readonly name: string
  readonly success: S
  /** Whether it only looks: then nothing of it is written down but failures. */
  readonly isLook?: boolean
  /** Called where it may have been done although it failed; what comes of it later may say otherwise. */
  readonly onUnsure?: () => void
  readonly execute: (execution: Execution) => Effect.Effect<S["Type"], Failure, R>
}

/** Whether the same step may succeed later. */
const mayPass = (error: Failure): boolean =>
  isPassing(error) ||
  error._tag === "UnknownOutcome" ||
  error._tag === "UnexpectedResponse" ||
  error._tag === "NoCredentials" ||
  error._tag === "JournalError"

/** Takes a step, with pauses where it fails for the moment. */
export const step = Effect.fnUntraced(function* <S extends Schema.Top, R>(frame: Frame, options: StepOptions<S, R>) {
  const { execute, isLook = false, name, success } = options
  const begin = (attempt: number) =>
    noteOnce(frame, `began/${name}/${attempt}`, (at) => ({ _tag: "StepBegan", at, step: name }))
  // Whether it is certain that no earlier attempt has done it.
  const earlier = { isClean: true }
  const execution = (attempt: number) =>
    Effect.gen(function* () {
      const isFirst = isLook || ((yield* begin(attempt)) && earlier.isClean)
      // What may have been done is looked at in any case: it has to be known what is to be taken back.
      if (isFirst && !frame.isUndoing) yield* goesOn(frame)
      const value = yield* execute({ isFirst }).pipe(
        Effect.tapError(({ _tag, message }) =>
          noteOnce(frame, `failed/${name}/${attempt}`, (at) => ({
            _tag: "StepFailed",
            at,
            step: name,
            attempt,
            error: _tag,
            message,
          })),
        ),
        Effect.mapError(
          (error) =>
            new AttemptFailed({ error, isUnsure: error._tag === "UnknownOutcome" || (!isFirst && mayPass(error)) }),
        ),
      )
      if (!isLook) yield* noteOnce(frame, `done/${name}`, (at) => ({ _tag: "StepDone", at, step: name }))
      return value
    })
  for (let attempt = 1; ; attempt++) {
    const result = yield* Effect.result(
      Activity.make({
        name: `${name}/${attempt}`,
        success,
        error: Schema.Union([Stopped, AttemptFailed]),
        execute: execution(attempt),
      }),
    )
    if (Result.isSuccess(result)) return result.success
    if (result.failure._tag === "Stopped") return yield* result.failure
    const { error, isUnsure } = result.failure
    earlier.isClean = !isUnsure
    if (isUnsure) options.onUnsure?.()
    if (!mayPass(error) || attempt >= frame.patience.attempts) return yield* new StepRefused({ step: name, error })
    yield* waitFor(frame, {
      name: `${name} again ${attempt}`,
      what: "platform",
      because: `${name} failed for the moment: ${error.message}`,
      answers: [],
      within: pauseAfter(frame.patience, attempt),
    })
  }
})

/** Fails where the run is to be given up. */
const goesOn = Effect.fnUntraced(function* ({ run }: Frame) {
  const log = yield* RunLog
  // Where it cannot be read, the next step looks again.
  const reason = yield* Effect.orElseSucceed(log.giveUp(run), () => Option.none<string>())
  if (Option.isSome(reason)) return yield* new Stopped({ reason: reason.value })
})
