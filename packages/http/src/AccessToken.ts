/**
 * The token that goes with every request: obtained when first needed, kept, and
 * renewed before it expires.
 */
import { RateLimited, Unauthenticated, Unavailable } from "@org-trust/core/TrustError"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { ClientCredentials, Credentials } from "./Credentials.ts"
import { correlationHeader, type Received, readRetryAfter, unexpected } from "./ErrorMapping.ts"
import { type Conceal, concealed, concealSecrets, excerptOf } from "./Excerpt.ts"
import { exchange, type Limits } from "./Exchange.ts"
import { parseJson } from "./internal/json.ts"
import { lenient } from "./internal/lenient.ts"
import * as Patience from "./internal/Patience.ts"
import { requestsAreApart, sharedApart } from "./internal/sharedApart.ts"
import { type LoginError, loginOperation } from "./LoginError.ts"
import type { Retry } from "./Retry.ts"

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
  /** Whether there can be another token after a refusal. */
  readonly isRenewable: boolean
}

/** What a login yields. */
interface Grant {
  readonly token: Redacted.Redacted
  readonly lifetime: Duration.Duration
}

/** A token is renewed this long before it expires, or a tenth of its lifetime if that is shorter. */
export const renewalMargin = Duration.seconds(30)

/** Assumed where the login does not say how long its token lives: the shortest lifetime that a client can have. */
export const defaultLifetime = Duration.minutes(5)

/** How long nobody tries to log in after a login has failed for good: whoever calls meanwhile fails likewise. */
export const failureKept = Duration.seconds(1)

const keepFor = (lifetime: Duration.Duration): Duration.Duration =>
  Duration.isFinite(lifetime)
    ? Duration.subtract(lifetime, Duration.min(renewalMargin, Duration.times(lifetime, 0.1)))
    : lifetime

const cached = (login: Effect.Effect<Grant, LoginError>): Effect.Effect<AccessToken> =>
  Effect.gen(function* () {
    // What the cache holds, and nothing while a login is under way: a late refusal of
    // the old token must not throw the new login away.
    let held: { readonly token: Redacted.Redacted; readonly until: number } | undefined
    const begin = Effect.suspend(() => {
      held = undefined
      return Effect.tap(login, ({ lifetime, token }) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          held = { token, until: now + Duration.toMillis(keepFor(lifetime)) }
        }),
      )
    })
    const timeToLive = (exit: Exit.Exit<Grant, LoginError>): Duration.Duration => {
      if (Exit.isFailure(exit)) return Exit.hasInterrupts(exit) ? Duration.zero : failureKept
      return keepFor(exit.value.lifetime)
    }
    const [grant, forget] = yield* requestsAreApart
      ? sharedApart(begin, timeToLive)
      : Effect.cachedInvalidateWithTTL(begin, timeToLive)
    return {
      get: Effect.map(grant, ({ token }) => token),
      atHand: (now) => (held !== undefined && now < held.until ? held.token : undefined),
      invalidate: (token) =>
        Effect.suspend(() => {
          if (held?.token !== token) return Effect.void
          held = undefined
          return forget
        }),
      isRenewable: true,
    }
  })

/** What an access token may consist of (RFC 6749, A.12). Any other one could not be sent, and would be kept for nothing. */
const SendableToken = Schema.String.check(Schema.isPattern(/^[\x20-\x7e]+$/))

const Granted = Schema.Struct({ access_token: SendableToken, expires_in: lenient(Schema.Finite) })
const decodeGranted = Schema.decodeUnknownOption(Granted)

const Refused = Schema.Struct({ error: Schema.String, description: lenient(Schema.String) })
const decodeRefused = Schema.decodeUnknownOption(Refused)

const readAnswer = (received: Received, conceal: Conceal): Effect.Effect<Grant, LoginError> => {
  const { headers, status } = received
  const json = parseJson(received.body)
  const correlationId = headers[correlationHeader]
  const origin = {
    operation: loginOperation,
    message: `The login answered with status ${status}`,
    ...(correlationId === undefined ? undefined : { correlationId: excerptOf(correlationId, conceal) }),
  }
  if (status >= 200 && status < 300) {
    return Option.match(Option.flatMap(json, decodeGranted), {
      // The body is not quoted, because a token may be in it.
      onNone: () =>
        Effect.fail(
          unexpected(loginOperation, received, {
            message: "The login's answer has no token",
            conceal,
            concealBody: () => concealed,
          }),
        ),
      onSome: ({ access_token, expires_in }) =>
        Effect.succeed({
          token: Redacted.make(access_token, { label: "access token" }),
          lifetime: expires_in === undefined ? defaultLifetime : Duration.seconds(Math.max(0, expires_in)),
        }),
    })
  }
  if (status === 429) {
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const retryAfter = readRetryAfter(headers["retry-after"], now)
      return Effect.fail(new RateLimited({ ...origin, ...(retryAfter === undefined ? undefined : { retryAfter }) }))
    })
  }
  if (status >= 500) return Effect.fail(new Unavailable({ ...origin, reason: "Status", status }))
  const refused = status === 400 || status === 401 ? Option.flatMap(json, decodeRefused) : Option.none()
  return Option.match(refused, {
    onNone: () => Effect.fail(unexpected(loginOperation, received, { message: origin.message, conceal })),
    onSome: ({ description, error }) =>
      Effect.fail(
        new Unauthenticated({
          ...origin,
          code: excerptOf(error, conceal),
          message: excerptOf(`The login was refused: ${description ?? error}`, conceal),
        }),
      ),
  })
}

/** The client-credentials grant (`POST /oauth/token`). */
const clientCredentialsGrant = (
  client: HttpClient.HttpClient,
  { clientId, clientSecret }: ClientCredentials,
  loginUrl: string,
  limits: Limits,
): Effect.Effect<Grant, LoginError> => {
  const secret = Redacted.value(clientSecret)
  const conceal = concealSecrets(secret, Base64.encode(`${clientId}:${secret}`))
  const request = HttpClientRequest.post("/oauth/token").pipe(
    HttpClientRequest.prependUrl(loginUrl),
    HttpClientRequest.acceptJson,
    HttpClientRequest.basicAuth(clientId, clientSecret),
    HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
  )
  return exchange(client.execute(request), limits, { operation: loginOperation, conceal }).pipe(
    Effect.mapError(({ error }) => error),
    Effect.flatMap((received) => readAnswer(received, conceal)),
    Effect.withSpan("AccessToken.login", { kind: "client" }),
  )
}

/** Whether a login may succeed a little later. */
const mayPass = (error: LoginError): boolean => error._tag === "RateLimited" || error._tag === "Unavailable"

/** Tries again as calls do: one more token than needed does no harm. */
const persistent = (
  login: Effect.Effect<Grant, LoginError>,
  retry: Retry | undefined,
): Effect.Effect<Grant, LoginError> =>
  Effect.gen(function* () {
    const patience = Patience.make(retry, yield* Clock.Clock, yield* Patience.Deadline)
    for (;;) {
      const granted = yield* Effect.result(login)
      if (Result.isSuccess(granted)) return granted.success
      const error = granted.failure
      const retryAfter = error._tag === "RateLimited" ? error.retryAfter : undefined
      if (!mayPass(error) || !(yield* patience.rest(retryAfter))) return yield* error
    }
  })

/**
 * A source of tokens for the given credentials. `loginUrl` is the base URL of the
 * login; without `retry` a login is tried once.
 */
export const make = (
  credentials: Credentials,
  loginUrl: string,
  limits: Limits,
  retry?: Retry,
): Effect.Effect<AccessToken, never, HttpClient.HttpClient> => {
  switch (credentials._tag) {
    case "ClientCredentials":
      return Effect.flatMap(HttpClient.HttpClient, (client) =>
        cached(persistent(clientCredentialsGrant(client, credentials, loginUrl, limits), retry)),
      )
    case "GivenToken":
      return Effect.succeed({
        get: Effect.succeed(credentials.token),
        atHand: () => credentials.token,
        invalidate: () => Effect.void,
        isRenewable: false,
      })
    case "TokenSource":
      return cached(Effect.map(credentials.token, (token) => ({ token, lifetime: Duration.infinity })))
  }
}
