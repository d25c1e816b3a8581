/**
 * What a plan comes to, according to the model.
 */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { decide } from "@org-trust/core/lifecycle/Decide"
import type { Environment, RulingOn, Request } from "@org-trust/core/lifecycle/Request"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import type { Plan, Step } from "./Plan.ts"
import { toRequest } from "./Requests.ts"

/**
 * When plans start unless told otherwise.
 * @category constants
 * @since 0.1.0
 */
export const startOfPlans: DateTime.Utc = DateTime.makeUnsafe("2026-01-01T00:00:00.000Z")

/**
 * One step of a plan, carried out.
 * @category models
 * @since 0.1.0
 */
export interface Transition {
  readonly step: Step
  readonly request: Request
  readonly before: State
  readonly outcome: RulingOn<OperationName>
  readonly after: State
}

/**
 * The state after an outcome: with its event, or unchanged.
 * @category functions
 * @since 0.1.0
 */
export const stateAfter = (before: State, outcome: RulingOn<OperationName>): State =>
  Result.isSuccess(outcome) ? outcome.success.state : before

/**
 * Carries out a plan, step by step, from a world in which nothing has happened yet.
 * Without `principals` anybody of the world calls.
 * @category functions
 * @since 0.1.0
 */
export const run = (
  environment: Environment,
  plan: Plan,
  principals?: ReadonlyArray<Principal>,
): ReadonlyArray<Transition> => {
  let now = startOfPlans
  let state = empty
  return plan.map((step, count) => {
    now = DateTime.add(now, { milliseconds: step.wait })
    const before = state
    const request = toRequest(
      { ...environment, state, now, count, ...(principals !== undefined && { principals }) },
      step,
    )
    const outcome = decide(environment, before, request)
    state = stateAfter(before, outcome)
    return { step, request, before, outcome, after: state }
  })
}
