/**
 * What the model says to a request that an implementation has answered, and how the
 * two answers differ.
 */
import type * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { decide } from "@org-trust/core/lifecycle/Decide"
import type { Environment, RulingOn, Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import type { OperationError, OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import type { Differences, Slack } from "./Differences.ts"
import { errorDifferences } from "./ErrorDifferences.ts"
import type { Capabilities } from "../../../Capabilities.ts"
import { isReliedOn, replyDifferences } from "./ReplyDifferences.ts"

/** What the model decides on, and how narrowly its answers can be compared. */
export interface Basis {
  readonly environment: Environment
  readonly state: State
  /** By how much dates may be off. */
  readonly slack: Slack
  /** What audits can be relied on for; nothing where no audits can be compared. */
  readonly audits: Capabilities["audits"]
}

/** What the model says to a request, and how an answer differs from it. */
export interface Judgement<K extends OperationName> {
  readonly request: Request<K>
  readonly outcome: RulingOn<K>
  readonly differences: Differences
}

/** The model's answer in a few words. */
const sayExpected = (outcome: RulingOn<OperationName>): string =>
  Result.match(outcome, {
    onSuccess: () => "success",
    onFailure: ({ error, rule }) => `${error._tag}, by the rule ${rule}`,
  })

/** An answer in a few words. */
const sayActual = (answer: Result.Result<unknown, TrustError>): string =>
  Result.match(answer, { onSuccess: () => "success", onFailure: (error) => `${error._tag}: ${error.message}` })

const isAnsweredOrInvalid = (answer: Result.Result<unknown, TrustError>): boolean =>
  Result.isSuccess(answer) || answer.failure._tag === "InvalidRequest"

const compare = <K extends OperationName>(
  { audits, environment, slack, state }: Basis,
  request: Request<K>,
  outcome: RulingOn<K>,
  actual: Result.Result<OperationOutput<K>, OperationError<K>>,
): Differences => {
  if (Result.isSuccess(outcome) && Result.isSuccess(actual)) {
    return replyDifferences(request.operation, {
      input: request.input,
      expected: outcome.success.reply,
      actual: actual.success,
      ask: (input) => {
        const profile = { ...environment.profile, maxPageSize: Number.MAX_SAFE_INTEGER }
        const all = decide({ ...environment, profile }, state, { ...request, input })
        return Result.isSuccess(all) ? all.success.reply : undefined
      },
      slack,
      audits,
    })
  }
  // What audits cannot be relied on for may be answered, or be refused.
  const isOpen = !isReliedOn(audits, request.operation, request.input)
  const wanted = Result.mapError(outcome, ({ error }): TrustError => error)
  if (isOpen && isAnsweredOrInvalid(wanted) && isAnsweredOrInvalid(actual)) return []
  if (Result.isFailure(outcome) && Result.isFailure(actual)) {
    const [expected, got]: readonly [TrustError, TrustError] = [outcome.failure.error, actual.failure]
    if (expected._tag === got._tag) return errorDifferences(expected, got)
  }
  return [`expected ${sayExpected(outcome)}, got ${sayActual(actual)}`]
}

/** The judgement at the first of these times at which the model agrees; else at the first time. */
export const judge = <K extends OperationName>(
  basis: Basis,
  request: Request<K>,
  times: ReadonlyArray<DateTime.Utc>,
  actual: Result.Result<OperationOutput<K>, OperationError<K>>,
): Judgement<K> => {
  const { environment, state } = basis
  let first: Judgement<K> | undefined
  for (const now of times) {
    const at: Request<K> = { ...request, now }
    const outcome = decide(environment, state, at)
    const judged = { request: at, outcome, differences: compare(basis, at, outcome, actual) }
    if (judged.differences.length === 0) return judged
    first ??= judged
  }
  return first ?? { request, outcome: decide(environment, state, request), differences: [] }
}
