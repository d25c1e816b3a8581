import type { OperationName } from "@org-trust/core/Operation"
import type { Replay } from "@org-trust/core/Replay"
import { type Refusal, type Unavailable, UnknownOutcome, type UnexpectedResponse } from "@org-trust/core/TrustError"
import type * as Duration from "effect/Duration"
import * as Struct from "effect/Struct"

/** How long to wait before asking again. */
export interface Wait {
  /** At least, as the server has asked. */
  readonly retryAfter?: Duration.Duration
  /** Only this long after the call's beginning is it worth while. */
  readonly within?: Duration.Duration
}

/** What one request, or finding out about it, came to. */
export type Attempt<A> =
  /** It was carried out. */
  | { readonly _tag: "Done"; readonly output: A }
  /** It was refused: nothing was changed, and asking again is of no use. */
  | { readonly _tag: "Refused"; readonly error: Refusal }
  /** It was not carried out now; asking again may help. `hold`: who else asks for the same has to wait this long. */
  | ({ readonly _tag: "NotNow"; readonly error: Refusal; readonly hold?: Duration.Duration } & Wait)
  /** It may have been carried out. `isPassing`: what stood in the way may pass. */
  | {
      readonly _tag: "Unclear"
      readonly error: Unavailable | UnexpectedResponse
      readonly isPassing: boolean
      readonly retryAfter?: Duration.Duration
    }

/** What a call has behind it. */
export interface History {
  /** Requests that were carried out, or may have been. */
  readonly attempts: number
  /** The last answer that left the outcome open, where there was one. */
  readonly unclear?: Unavailable | UnexpectedResponse
}

/** The history of a call whose outcome is open. */
export type UnclearHistory = Required<History>

/** What to do next. */
export type NextStep<A> =
  | { readonly _tag: "Succeed"; readonly output: A }
  | { readonly _tag: "Fail"; readonly error: Refusal | UnknownOutcome }
  /** What was to be removed is gone. */
  | { readonly _tag: "Gone" }
  /** Send it again after a while; with no time left for that, fail with `error`. */
  | ({ readonly _tag: "Resend"; readonly error: Refusal | UnknownOutcome } & Wait)
  /**
   * Read the state back. `finding` is what the request was refused with after an
   * unclear attempt; `mayResend`: send it again where the state shows nothing of it.
   */
  | {
      readonly _tag: "ReadBack"
      readonly history: UnclearHistory
      readonly finding?: Refusal
      readonly mayResend: boolean
    }

const waitOf = ({ retryAfter, within }: Wait): Wait => ({
  ...(retryAfter !== undefined && { retryAfter }),
  ...(within !== undefined && { within }),
})

const isUnclear = (history: History): history is UnclearHistory => history.unclear !== undefined

/** The failure of a call whose outcome has stayed unknown. */
export const unknownOutcome = (
  operation: OperationName,
  { attempts, unclear }: UnclearHistory,
  finding?: Refusal,
): UnknownOutcome =>
  new UnknownOutcome({
    operation,
    message: `Whether the request was carried out is unknown: ${unclear.message}`,
    cause: unclear,
    attempts,
    ...Struct.pick(unclear, ["correlationId"]),
    ...(finding !== undefined && { finding }),
  })

/** The history with one more attempt. A read leaves nothing open. */
export const record = (law: Replay, history: History, attempt: Attempt<unknown>): History => {
  if (attempt._tag === "Done") return { ...history, attempts: history.attempts + 1 }
  return attempt._tag === "Unclear" && law !== "safe"
    ? { attempts: history.attempts + 1, unclear: attempt.error }
    : history
}

/**
 * What the replay law of an operation says to do after an attempt, which the history
 * includes. A refusal that follows an unclear attempt says nothing about that one,
 * and may even be its effect: it is never passed on as if it did.
 */
export const nextStep = <A>(
  operation: OperationName,
  law: Replay,
  history: History,
  attempt: Attempt<A>,
): NextStep<A> => {
  if (attempt._tag === "Done") return { _tag: "Succeed", output: attempt.output }
  const { error } = attempt
  if (!isUnclear(history)) {
    return attempt._tag === "Refused" || (attempt._tag === "Unclear" && !attempt.isPassing)
      ? { _tag: "Fail", error }
      : { _tag: "Resend", error, ...waitOf(attempt) }
  }
  if (attempt._tag === "Unclear") {
    const { isPassing, retryAfter } = attempt
    if (law === "readBack") return { _tag: "ReadBack", history, mayResend: isPassing }
    const unknown = unknownOutcome(operation, history)
    return isPassing && law !== "once"
      ? { _tag: "Resend", error: unknown, ...(retryAfter !== undefined && { retryAfter }) }
      : { _tag: "Fail", error: unknown }
  }
  const unknown = unknownOutcome(operation, history, error)
  if (attempt._tag === "NotNow") return { _tag: "Resend", error: unknown, ...waitOf(attempt) }
  if (law === "removal" && error._tag === "NotFound") return { _tag: "Gone" }
  return law === "readBack"
    ? { _tag: "ReadBack", history, finding: error, mayResend: false }
    : { _tag: "Fail", error: unknown }
}
