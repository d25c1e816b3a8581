import { RateLimited, Unauthenticated, Unavailable } from "@org-trust/core/TrustError"
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type ClientCredentials, flawIn } from "../Credentials.ts"
import { correlationHeader } from "../ErrorResponse.ts"
import { type Received, unexpected } from "./ErrorMapping.ts"
import { readRetryAfter } from "./RetryAfter.ts"
import { type Conceal, concealed, concealSecrets, excerptOf } from "./Excerpt.ts"
import type { Limits } from "../Limits.ts"
import { exchange } from "./Exchange.ts"
import { type LoginError, loginOperation } from "../LoginError.ts"
import { worthWhile } from "./firstContact.ts"
import { parseJson } from "./json.ts"
import { lenient } from "./lenient.ts"
import { isRedirect, redirectMessage } from "./redirect.ts"
import { hostOf } from "./transportFailure.ts"
import type { Wire } from "./wire.ts"

/** What a login yields. */
export interface Grant {
  readonly token: Redacted.Redacted
  readonly lifetime: Duration.Duration
}

/** A login that has failed. */
export class LoginFailure extends Data.TaggedError("LoginFailure")<{
  readonly error: LoginError
  /** Whether it may succeed a little later. */
  readonly isPassing: boolean
  /** Only this long is it worth while to try again. */
  readonly within?: Duration.Duration
}> {}

/** Assumed where the login does not say how long its token lives: the shortest lifetime that a client can have. */
export const defaultLifetime = Duration.minutes(5)

/** What an access token may consist of (RFC 6749, A.12). Any other one could not be sent, and would be kept for nothing. */
const SendableToken = Schema.String.check(Schema.isPattern(/^[\x20-\x7e]+$/))

const Granted = Schema.Struct({ access_token: SendableToken, expires_in: lenient(Schema.Finite) })
const decodeGranted = Schema.decodeUnknownOption(Granted)

// The platform writes `description`, RFC 6749 has `error_description`.
const Refused = Schema.Struct({
  error: lenient(Schema.String),
  description: lenient(Schema.String),
  error_description: lenient(Schema.String),
})
const decodeRefused = Schema.decodeUnknownOption(Refused)

const lasting = (error: LoginError) => Effect.fail(new LoginFailure({ error, isPassing: false }))
const passing = (error: LoginError) => Effect.fail(new LoginFailure({ error, isPassing: true }))

/** What the answer says of why, if anything. */
const reasonIn = (received: Received) => {
  const refused = Option.getOrUndefined(Option.flatMap(parseJson(received.body), decodeRefused))
  return {
    code: refused?.error,
    reason: refused?.description ?? refused?.error_description ?? refused?.error,
  }
}

const granted = (received: Received, conceal: Conceal): Effect.Effect<Grant, LoginFailure> =>
  Option.match(Option.flatMap(parseJson(received.body), decodeGranted), {
    // The body is not quoted, because a token may be in it.
    onNone: () =>
      lasting(
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

/** Who has the wrong region asks somebody who does not know the client, and is told just that. */
const refusal = (host: string, code: string, reason: string): string =>
  code === "invalid_client"
    ? `The login at ${host} was refused: ${reason} (${code}); it is the same with a client of another region`
    : `The login at ${host} was refused: ${reason} (${code})`

const readAnswer = (received: Received, host: string, conceal: Conceal): Effect.Effect<Grant, LoginFailure> => {
  const { headers, status } = received
  if (status >= 200 && status < 300) return granted(received, conceal)
  const { code, reason } = reasonIn(received)
  const correlationId = headers[correlationHeader]
  const message = isRedirect(received)
    ? `The login at ${host}: ${redirectMessage(received)}`
    : `The login at ${host} answered with status ${status}${reason === undefined ? "" : `: ${reason}`}`
  const origin = {
    operation: loginOperation,
    message: excerptOf(message, conceal),
    ...(correlationId === undefined ? undefined : { correlationId: excerptOf(correlationId, conceal) }),
  }
  if (status === 429) {
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const retryAfter = readRetryAfter(headers["retry-after"], now)
      return passing(new RateLimited({ ...origin, ...(retryAfter === undefined ? undefined : { retryAfter }) }))
    })
  }
  if (status >= 500 || status === 408) return passing(new Unavailable({ ...origin, reason: "Status", status }))
  if (reason === undefined || (status !== 400 && status !== 401)) {
    return lasting(unexpected(loginOperation, received, { message: origin.message, conceal }))
  }
  // The codes of RFC 6749 (5.2) for the two statuses, where only a description is given.
  const known = excerptOf(code ?? (status === 401 ? "invalid_client" : "invalid_request"), conceal)
  return lasting(
    new Unauthenticated({ ...origin, code: known, message: excerptOf(refusal(host, known, reason), conceal) }),
  )
}

/** The client-credentials grant (`POST /oauth/token`). */
export const makeLogin = (
  wire: Wire,
  { clientId, clientSecret }: ClientCredentials,
  loginUrl: string,
  limits: Limits,
): Effect.Effect<Grant, LoginFailure> => {
  const secret = Redacted.value(clientSecret)
  const flaw = flawIn("client id", clientId) ?? flawIn("client secret", secret)
  if (flaw !== undefined) {
    return lasting(new Unauthenticated({ operation: loginOperation, code: "invalid_client", message: flaw }))
  }
  const conceal = concealSecrets(secret, Base64.encode(`${clientId}:${secret}`))
  const host = hostOf(loginUrl)
  const request = HttpClientRequest.post("/oauth/token").pipe(
    HttpClientRequest.prependUrl(loginUrl),
    HttpClientRequest.acceptJson,
    HttpClientRequest.basicAuth(clientId, clientSecret),
    HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
  )
  let isReached = false
  return exchange(wire, request, limits, { operation: loginOperation, conceal }).pipe(
    Effect.mapError(
      (failure) =>
        new LoginFailure({
          error: failure.error,
          isPassing: failure.isPassing && failure.error._tag === "Unavailable",
          ...worthWhile(failure, isReached),
        }),
    ),
    Effect.flatMap((received) => {
      isReached = true
      return readAnswer(received, host, conceal)
    }),
    Effect.withSpan("AccessToken.login", { kind: "client" }),
  )
}
