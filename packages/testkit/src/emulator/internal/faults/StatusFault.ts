/**
 * The errors of a platform that cannot answer, or will not for now.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { RateLimited, type TrustError, Unavailable } from "@org-trust/core/TrustError"
import type { Fault } from "../../../FaultPlan.ts"
import type { FaultedExchange } from "../../../Faults.ts"

type StatusFault = Extract<Fault, { readonly type: "status" }>

const unavailable = {
  408: { code: "client.timeout", message: "The request did not arrive in time" },
  500: { code: "internal.server.error", message: "The platform failed" },
  502: { code: "bad.gateway", message: "The platform got no right answer from within" },
  503: { code: "service.unavailable", message: "The service is unavailable" },
  504: { code: "request.timeout", message: "The platform got no answer from within in time" },
} as const

const errorOf = ({ retryAfter, status }: StatusFault, exchange: FaultedExchange): TrustError => {
  if (status !== 429) return new Unavailable({ ...exchange, ...unavailable[status], reason: "Status", status })
  const seconds = typeof retryAfter === "object" ? retryAfter.dateIn : retryAfter
  const message = seconds === undefined ? "Limit reached" : `Limit reached; try again in [${seconds}] seconds`
  return new RateLimited({ ...exchange, message })
}

// A date is written in whole seconds: rounded up, so that nobody comes back too early.
const dateIn = (seconds: number, now: number): Headers.RetryAfter =>
  Headers.retryAfterDateTime(DateTime.makeUnsafe(Math.ceil(now / 1000 + seconds) * 1000))

/**
 * The answer of a `status` fault. A date in `Retry-After` is one of Effect's clock,
 * not of the platform's: it is read by the client, which knows no other.
 */
export const respond = (
  fault: StatusFault,
  exchange: FaultedExchange,
  answerOf: (error: TrustError) => HttpServerResponse.HttpServerResponse,
): Effect.Effect<HttpServerResponse.HttpServerResponse> => {
  const { retryAfter } = fault
  const answer = answerOf(errorOf(fault, exchange))
  if (retryAfter === undefined) return Effect.succeed(answer)
  return Effect.map(Clock.currentTimeMillis, (now) => {
    const value =
      typeof retryAfter === "object"
        ? dateIn(retryAfter.dateIn, now)
        : Headers.retryAfterDuration(Duration.seconds(retryAfter))
    return HttpServerResponse.setHeader(answer, "retry-after", Headers.formatRetryAfter(value))
  })
}
