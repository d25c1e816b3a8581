/**
 * How many requests each token has made in its window of time.
 */
import * as Duration from "effect/Duration"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import { RateLimited } from "@org-trust/core/TrustError"
import type { FaultedOperation, RateLimit } from "../../FaultPlan.ts"

interface Window {
  /** When the window ends, in milliseconds since 1970. */
  readonly end: number
  readonly requests: number
}

/** The windows of all tokens. */
export type RateWindows = HashMap.HashMap<string, Window>

/** No token has made a request. */
export const start: RateWindows = HashMap.empty()

/** Counts a request; the milliseconds until the window ends, if it is one too many. */
export const admit =
  ({ limit, windowMillis }: RateLimit, token: string, now: number) =>
  (windows: RateWindows): readonly [refusal: number | undefined, RateWindows] => {
    const current = Option.getOrUndefined(HashMap.get(windows, token))
    if (current === undefined || current.end <= now) {
      // Windows that have ended are of no use, and there is a token more for every login.
      const open = HashMap.filter(windows, ({ end }) => end > now)
      const opened: Window = { end: now + windowMillis, requests: 1 }
      return [limit < 1 ? windowMillis : undefined, HashMap.set(open, token, opened)]
    }
    if (current.requests >= limit) return [current.end - now, windows]
    return [undefined, HashMap.set(windows, token, { ...current, requests: current.requests + 1 })]
  }

/** The platform's refusal: whole seconds until the window ends, and which limit it is. */
export const refused = (
  { limit }: RateLimit,
  millis: number,
  origin: { readonly operation: FaultedOperation; readonly correlationId: string },
): RateLimited => {
  const seconds = Math.ceil(millis / 1000)
  return new RateLimited({
    ...origin,
    message: `Limit of ${limit} requests reached; try again in [${seconds}] seconds`,
    retryAfter: Duration.seconds(seconds),
    limit: { key: "token.rate.per.minute", namespace: "platform.api", value: limit },
  })
}
