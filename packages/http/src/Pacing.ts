/**
 * A client that keeps to the platform's rate limit by itself, instead of running into it.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { type Credentials } from "./Credentials.ts"

/** How many requests a client sends in what time. */
export interface PacingOptions {
  /** Requests within the window; default 300, the platform's `token.rate.per.minute`. */
  readonly limit: number
  /** Default one minute. */
  readonly window: Duration.Input
  /**
   * Who shares the limit: everybody whose limiter has one store and who uses one key.
   * Default: the id of the OAuth client; for a token from elsewhere, a key that
   * fits everybody with such a token.
   */
  readonly key: string
  /**
   * Counts the requests; default one of this client's own, in memory. Where several
   * processes share an OAuth client, give them one on a common store.
   *
   * @example
   * ```ts
   * const paced = Layer.unwrap(
   *   Effect.map(RateLimiter.RateLimiter, (limiter) => OrgTrust.layer({ credentials, pacing: { limiter } })),
   * ).pipe(
   *   Layer.provide(RateLimiter.layer),
   *   Layer.provide(RateLimiter.layerStoreRedis()),
   *   Layer.provide(NodeRedis.layer()),
   * )
   * ```
   */
  readonly limiter: RateLimiter.RateLimiter
}

/** The platform's limit for one token. */
export const defaultPacing = { limit: 300, window: "1 minute" } as const satisfies Partial<PacingOptions>

/** When the next request may be sent. */
export interface Pacing {
  /** Takes the next place in the row, and says how long to wait for it. */
  readonly take: Effect.Effect<Duration.Duration>
  /** After a 429: nobody sends anything for that long. */
  readonly hold: (duration: Duration.Duration) => Effect.Effect<void>
}

/** No pacing: every request is sent at once. */
export const none: Pacing = { take: Effect.succeed(Duration.zero), hold: () => Effect.void }

const keyOf = (credentials: Credentials): string =>
  `org-trust/${credentials._tag === "ClientCredentials" ? credentials.clientId : credentials._tag}`

const ownLimiter = Effect.provide(RateLimiter.make, RateLimiter.layerStoreMemory)

/**
 * Paces the requests of a client. A limiter whose store fails paces nothing: the
 * platform still does, and the failure is logged.
 */
export const make = (credentials: Credentials, options: Partial<PacingOptions>): Effect.Effect<Pacing> =>
  Effect.gen(function* () {
    const limiter = options.limiter ?? (yield* ownLimiter)
    const heldUntil = yield* Ref.make(0)
    const consume = limiter
      .consume({
        key: options.key ?? keyOf(credentials),
        limit: options.limit ?? defaultPacing.limit,
        window: options.window ?? defaultPacing.window,
        onExceeded: "delay",
      })
      .pipe(
        Effect.map(({ delay }) => delay),
        Effect.catch((error) =>
          Effect.as(Effect.logWarning("The rate limiter failed; this request is not paced", error), Duration.zero),
        ),
      )
    return {
      take: Effect.map(Effect.all([consume, Clock.currentTimeMillis, Ref.get(heldUntil)]), ([delay, now, until]) =>
        Duration.max(delay, Duration.millis(Math.max(0, until - now))),
      ),
      hold: (duration) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          Ref.update(heldUntil, (until) => Math.max(until, now + Duration.toMillis(duration))),
        ),
    }
  })
