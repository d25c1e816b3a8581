/**
 * Connections that break. An answer that never came says nothing of an implementation,
 * unless it never comes.
 */
import type { Step } from "../Trace.ts"
import type { Lab } from "./Lab.ts"

/** Whether the answer to a step was lost: nobody knows whether it was done. */
export const isLost = (step: Step): boolean => {
  if (step._tag !== "Call" || step.outcome._tag !== "Refusal") return false
  const { error } = step.outcome
  const cause = error._tag === "UnknownOutcome" ? error.cause : error
  return cause._tag === "Unavailable" && cause.reason === "Transport"
}

/** Whether a connection broke before an answer came: then the same is to be tried once more before it counts. */
export const isCut = ({ trace }: Pick<Lab, "trace">): boolean => trace.some(isLost)
