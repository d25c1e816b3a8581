/**
 * One request against a state: the answer, and the state after it.
 */
import * as Result from "effect/Result"
import type { OperationError, OperationName, OperationOutput } from "../Operation.ts"
import { decide } from "./Decide.ts"
import type { Environment, Request } from "./Request.ts"
import type { State } from "./State.ts"

/**
 * What came of a request.
 * @category models
 * @since 0.1.0
 */
export interface Stepped<K extends OperationName> {
  readonly result: Result.Result<OperationOutput<K>, OperationError<K>>
  readonly state: State
}

/**
 * Carries a request out.
 * @category models
 * @since 0.1.0
 */
export type Step = <K extends OperationName>(environment: Environment, state: State, request: Request<K>) => Stepped<K>

/**
 * Decides the request; a refusal leaves the state as it is.
 * @category functions
 * @since 0.1.0
 */
export const step: Step = (environment, state, request) => {
  const outcome = decide(environment, state, request)
  return Result.isFailure(outcome)
    ? { result: Result.fail(outcome.failure.error), state }
    : { result: Result.succeed(outcome.success.reply), state: outcome.success.state }
}
