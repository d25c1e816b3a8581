/**
 * The token that goes with every request: obtained when first needed, kept, and
 * renewed before it expires.
 */
import { RateLimited, Unauthenticated } from "@org-trust/core/TrustError"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { type Credentials, flawIn } from "../Credentials.ts"
import type { Limits } from "../Limits.ts"
import { type Grant, type LoginFailure, makeLogin } from "./login.ts"
import * as Patience from "./Patience.ts"
import { requestsAreApart, sharedApart } from "./sharedApart.ts"
import { hostOf } from "./transportFailure.ts"
import type { Wire } from "./wire.ts"
import { type LoginError, loginOperation } from "../LoginError.ts"
import { none as unpaced, type Pacing } from "../Pacing.ts"
import type { Retry } from "../Retry.ts"
import { briefly } from "./RetryAfter.ts"

/** A source of tokens. */
export interface AccessToken {
  /**
   * The token to use now. Concurrent callers share one login, also one that is tried
   * again and again; its failure is theirs, and for {@link failureKept} that of
   * whoever comes after.
   */
  readonly get: Effect.Effect<Redacted.Redacted, LoginError>
  /** The token that is good at this time, in milliseconds since 1970, where there is no need to wait for one. */
  readonly atHand: (now: number) => Redacted.Redacted | undefined
  /**
   * Drops the token that the server has refused, unless another one has taken its
   * place already: any number of refusals of one token cause one renewal.
   */
  readonly invalidate: (token: Redacted.Redacted) => Effect.Effect<void>
  /** Notes that the server has taken the token. */
  readonly taken: (token: Redacted.Redacted) => void
  /** Whether there can be another token after a refusal. */
  readonly isRenewable: boolean
}

/** A token is renewed this long before it expires, or a tenth of its lifetime if that is shorter. */
export const renewalMargin = Duration.seconds(30)

export { defaultLifetime } from "./login.ts"

/**
 * How long nobody tries to log in after a login has failed for good: whoever calls
 * meanwhile fails likewise. It doubles with each failure, up to {@link failureKeptAtMost}.
 */
export const failureKept = Duration.seconds(1)

/** See {@link failureKept}. */
export const failureKeptAtMost = Duration.seconds(30)

/** A token is kept at least this long, whatever is said of its lifetime. */
export const shortestKept = Duration.seconds(5)

/**
 * How many logins there are within {@link renewalWindow} before a refused token is kept
 * nevertheless: a server that refuses every token it has given is not asked for one more
 * with every call.
 */
export const renewalsAtMost = 5

/**
 * The same where the server had taken the token before it refused it: tokens may well
 * run out that fast, where a test moves the server's clock.
 */
export const renewalsOfTakenAtMost = 20

/** See {@link renewalsAtMost}. */
export const renewalWindow = Duration.minutes(1)

const keepFor = (lifetime: Duration.Duration): Duration.Duration =>
  Duration.isFinite(lifetime)
    ? Duration.max(
        shortestKept,
        Duration.subtract(lifetime, Duration.min(renewalMargin, Duration.times(lifetime, 0.1))),
      )
    : lifetime

const cached = (login: Effect.Effect<Grant, LoginError>): Effect.Effect<AccessToken> =>
  Effect.gen(function* () {
    // What the cache holds, and nothing while a login is under way: a late refusal of
    // the old token must not throw the new login away.
    let held: { readonly token: Redacted.Redacted; readonly until: number; isTaken: boolean } | undefined
    /** When the latest logins have begun. */
    let begun: ReadonlyArray<number> = []
    let failures = 0
    const begin = Effect.flatMap(Clock.currentTimeMillis, (start) => {
      held = undefined
      begun = [...begun, start].slice(-renewalsOfTakenAtMost)
      return Effect.tap(login, ({ lifetime, token }) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          held = { token, until: now + Duration.toMillis(keepFor(lifetime)), isTaken: false }
        }),
      )
    })
    const timeToLive = (exit: Exit.Exit<Grant, LoginError>): Duration.Duration => {
      if (Exit.isSuccess(exit)) {
        failures = 0
        return keepFor(exit.value.lifetime)
      }
      if (Exit.hasInterrupts(exit)) return Duration.zero
      return Duration.min(Duration.times(failureKept, 2 ** failures++), failureKeptAtMost)
    }
    const [grant, forget] = yield* requestsAreApart
      ? sharedApart(begin, timeToLive)
      : Effect.cachedInvalidateWithTTL(begin, timeToLive)
    const mayRenew = (now: number, isTaken: boolean): boolean => {
      const counted = begun.at(-(isTaken ? renewalsOfTakenAtMost : renewalsAtMost))
      return counted === undefined || now - counted >= Duration.toMillis(renewalWindow)
    }
    return {
      get: Effect.map(grant, ({ token }) => token),
      atHand: (now) => (held !== undefined && now < held.until ? held.token : undefined),
      invalidate: (token) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          if (held?.token !== token || !mayRenew(now, held.isTaken)) return Effect.void
          held = undefined
          return forget
        }),
      taken: (token) => {
        if (held?.token === token) held.isTaken = true
      },
      isRenewable: true,
    }
  })

/** Tries again as calls do: one more token than needed does no harm. */
const persistent = (
  login: Effect.Effect<Grant, LoginFailure>,
  host: string,
  retry: Retry | undefined,
  pacing: Pacing,
): Effect.Effect<Grant, LoginError> =>
  Effect.gen(function* () {
    const patience = Patience.make(retry, yield* Clock.Clock, yield* Patience.Deadline)
    for (;;) {
      const held = yield* pacing.turn(loginOperation, patience.remaining)
      if (Option.isSome(held)) return yield* tooOften(held.value)
      const granted = yield* Effect.result(login)
      if (Result.isSuccess(granted)) {
        yield* Effect.logDebug(`Logged in at ${host}`)
        return granted.success
      }
      const { error, isPassing, within } = granted.failure
      const retryAfter = error._tag === "RateLimited" ? error.retryAfter : undefined
      if (error._tag === "RateLimited") yield* pacing.hold(loginOperation, retryAfter ?? briefly)
      const pause = isPassing ? yield* patience.pause(retryAfter, within) : undefined
      if (pause === undefined) return yield* error
      yield* Effect.logWarning(`Login at ${host}: ${error.message}; next try in ${Duration.format(wholeMillis(pause))}`)
      yield* Effect.sleep(pause)
    }
  })

const wholeMillis = (duration: Duration.Duration): Duration.Duration =>
  Duration.millis(Math.round(Duration.toMillis(duration)))

const tooOften = (wait: Duration.Duration): RateLimited =>
  new RateLimited({
    operation: loginOperation,
    message: `There is no place for a login within the time that the call may take: the next is in ${Duration.format(wait)}`,
    retryAfter: wait,
  })

/** A token that is used as it is, or what is wrong with it. */
const given = (token: Redacted.Redacted): AccessToken => {
  const flaw = flawIn("token", Redacted.value(token))
  const invalidate = () => Effect.void
  const taken = () => {}
  if (flaw === undefined) {
    return { get: Effect.succeed(token), atHand: () => token, invalidate, taken, isRenewable: false }
  }
  const refused = new Unauthenticated({ operation: loginOperation, code: "bad.credentials", message: flaw })
  return { get: Effect.fail(refused), atHand: () => undefined, invalidate, taken, isRenewable: false }
}

/**
 * A source of tokens for the given credentials. `loginUrl` is the base URL of the
 * login; without `retry` a login is tried once. Logins take their places in `pacing`.
 */
export const make = (
  wire: Wire,
  credentials: Credentials,
  loginUrl: string,
  limits: Limits,
  retry?: Retry,
  pacing: Pacing = unpaced,
): Effect.Effect<AccessToken> => {
  switch (credentials._tag) {
    case "ClientCredentials":
      return cached(persistent(makeLogin(wire, credentials, loginUrl, limits), hostOf(loginUrl), retry, pacing))
    case "GivenToken":
      return Effect.succeed(given(credentials.token))
    case "TokenSource":
      return cached(Effect.map(credentials.token, (token) => ({ token, lifetime: Duration.infinity })))
  }
}
