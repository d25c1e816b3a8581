/**
 * A client that keeps to the platform's rate limit by itself, instead of running into it.
 */
import type { OperationName } from "@org-trust/core/Operation"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { type Credentials } from "./Credentials.ts"
import { loginOperation } from "./LoginError.ts"
import { defaultRetry } from "./Retry.ts"

/**
 * How many requests a client sends in what time.
 * @category models
 * @since 0.1.0
 */
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

/**
 * The platform's limit for one token.
 * @category constants
 * @since 0.1.0
 */
export const defaultPacing = { limit: 300, window: "1 minute" } as const satisfies Partial<PacingOptions>

/**
 * When the next request may be sent.
 * @category models
 * @since 0.1.0
 */
export interface Pacing {
  /**
   * Takes the next place in the row, and waits for it. Where that would take as long as
   * `longest` says, or longer, it takes none and says at once how long it would be.
   * `resource` is what the request is for.
   */
  readonly turn: (resource: string, longest: () => Duration.Duration) => Effect.Effect<Option.Option<Duration.Duration>>
  /**
   * After a 429: nobody sends anything for this resource for that long, and nobody
   * anything else for as long as a window of the platform's limit. A login holds only
   * logins up.
   */
  readonly hold: (resource: string, duration: Duration.Duration) => Effect.Effect<void>
}

/**
 * No pacing: every request is sent at once.
 * @category constants
 * @since 0.1.0
 */
export const none: Pacing = { turn: () => Effect.succeedNone, hold: () => Effect.void }

/**
 * What an operation is for, as far as limits go: its service.
 * @category functions
 * @since 0.1.0
 */
export const resourceOf = (operation: OperationName): string => operation.slice(0, operation.indexOf("."))

/** The longest that anybody is held up whose calls have no budget. */
const longestHold = Duration.toMillis(Duration.fromInputUnsafe(defaultRetry.budget))

const keyOf = (credentials: Credentials): string =>
  `org-trust/${credentials._tag === "ClientCredentials" ? credentials.clientId : credentials._tag}`

const ownLimiter = Effect.provide(RateLimiter.make, RateLimiter.layerStoreMemory)

/**
 * Paces the requests of a client. A limiter whose store fails paces nothing: the
 * platform still does, and the failure is logged.
 * @category constructors
 * @since 0.1.0
 */
export const make = (credentials: Credentials, options: Partial<PacingOptions>): Effect.Effect<Pacing> =>
  Effect.gen(function* () {
    const limiter = options.limiter ?? (yield* ownLimiter)
    const window = Duration.toMillis(Duration.fromInputUnsafe(options.window ?? defaultPacing.window))
    /** When each resource, and all together, may be asked for again. */
    const held = new Map<string, number>()
    let allHeld = 0
    /** The farthest place in the row that has been taken. */
    let farthest = 0
    const consume = limiter
      .consume({
        key: options.key ?? keyOf(credentials),
        limit: options.limit ?? defaultPacing.limit,
        window: options.window ?? defaultPacing.window,
        onExceeded: "delay",
      })
      .pipe(
        Effect.map(({ delay }) => Duration.toMillis(delay)),
        Effect.catch((error) =>
          Effect.as(Effect.logWarning("The rate limiter failed; this request is not paced", error), 0),
        ),
      )
    const heldUntil = (resource: string): number =>
      resource === loginOperation ? (held.get(resource) ?? 0) : Math.max(allHeld, held.get(resource) ?? 0)

    return {
      turn: Effect.fnUntraced(function* (resource, longest) {
        const clock = yield* Clock.Clock
        const now = () => clock.currentTimeMillisUnsafe()
        const isTooLong = (wait: number) => {
          const most = longest()
          return Duration.isFinite(most) ? wait >= Duration.toMillis(most) : heldUntil(resource) - now() > longestHold
        }
        // Who is not going to wait must not take a place from those who are.
        const known = Math.max(heldUntil(resource), farthest) - now()
        if (known > 0 && isTooLong(known)) return Option.some(Duration.millis(known))
        const delay = yield* consume
        const place = now() + delay
        if (delay > 0) farthest = Math.max(farthest, place)
        for (;;) {
          // While it waited, there may have been another 429.
          const wait = Math.max(place, heldUntil(resource)) - now()
          if (wait <= 0) return Option.none()
          if (isTooLong(wait)) return Option.some(Duration.millis(wait))
          yield* Effect.logDebug(`A request for ${resource} waits for ${Duration.format(Duration.millis(wait))}`)
          yield* Effect.sleep(wait)
        }
      }),
      hold: (resource, duration) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const millis = Duration.toMillis(duration)
          held.set(resource, Math.max(held.get(resource) ?? 0, now + millis))
          if (resource !== loginOperation) allHeld = Math.max(allHeld, now + Math.min(millis, window))
          return Effect.logWarning(
            `Requests for ${resource} are held back for ${Duration.format(duration)}, as the server asks`,
          )
        }),
    }
  })
