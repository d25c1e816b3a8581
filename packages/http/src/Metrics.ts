/**
 * What a client counts. The metrics are in Effect's registry, for whatever exports
 * it: `effect/observability` has OTLP and Prometheus.
 */
import type { OperationName } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"

/**
 * How a call ended: `Success`, the tag of its error, or that it was interrupted.
 * @category models
 * @since 0.1.0
 */
export type CallOutcome = "Success" | TrustError["_tag"] | "Interrupted"

/**
 * What one request of a call was answered with: an HTTP status, or that there was no answer.
 * @category models
 * @since 0.1.0
 */
export type RequestOutcome = `${number}` | "Transport" | "Timeout" | "TooLarge"

/**
 * Calls that ended; attributes `operation` and `outcome` ({@link CallOutcome}).
 * @category metrics
 * @since 0.1.0
 */
export const calls = Metric.counter("org_trust_calls_total", {
  description: "Calls of the Organization Authorization API that ended, by operation and outcome",
  incremental: true,
})

/**
 * Time from the start of a call to its end, in seconds, with the waits of pacing
 * and of retries; attributes `operation` and `outcome` ({@link CallOutcome}).
 * @category metrics
 * @since 0.1.0
 */
export const duration = Metric.histogram("org_trust_call_duration_seconds", {
  description: "Time from the start of a call to its end, in seconds, by operation and outcome",
  boundaries: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
})

/**
 * Requests that were sent for calls, repeated ones included; attributes `operation`
 * and `outcome` ({@link RequestOutcome}). Logins are not among them.
 * @category metrics
 * @since 0.1.0
 */
export const requests = Metric.counter("org_trust_requests_total", {
  description: "Requests sent for calls, repeated ones included, by operation and outcome",
  incremental: true,
})

/** Keeps one metric for each pair of attributes: making one costs more than using it. */
const byAttributes = <I, S>(metric: Metric.Metric<I, S>) => {
  const known = new Map<string, Metric.Metric<I, S>>()
  return (operation: OperationName, outcome: string): Metric.Metric<I, S> => {
    const key = `${operation} ${outcome}`
    const found = known.get(key)
    if (found !== undefined) return found
    const made = Metric.withAttributes(metric, { operation, outcome })
    known.set(key, made)
    return made
  }
}

const callsOf = byAttributes(calls)
const durationOf = byAttributes(duration)
const requestsOf = byAttributes(requests)

/**
 * Records the end of a call.
 * @category metrics
 * @since 0.1.0
 */
export const callEnded = (
  operation: OperationName,
  outcome: CallOutcome,
  elapsed: Duration.Duration,
): Effect.Effect<void> =>
  Effect.andThen(
    Metric.update(callsOf(operation, outcome), 1),
    Metric.update(durationOf(operation, outcome), Duration.toSeconds(elapsed)),
  )

/**
 * Records the end of a request.
 * @category metrics
 * @since 0.1.0
 */
export const requestEnded = (operation: OperationName, outcome: RequestOutcome): Effect.Effect<void> =>
  Metric.update(requestsOf(operation, outcome), 1)
