import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { InvalidRequest, type Refusal, Unavailable } from "@org-trust/core/TrustError"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import type { AccessToken } from "../AccessToken.ts"
import { correlationHeader, type Received, readRetryAfter, toTrustError, unexpected } from "../ErrorMapping.ts"
import { type Conceal, concealSecrets, excerptOf } from "../Excerpt.ts"
import { exchange, type Limits, type NoAnswer } from "../Exchange.ts"
import { atOperation } from "../LoginError.ts"
import { type RequestOutcome, requestEnded } from "../Metrics.ts"
import { CurrentToken } from "./CurrentToken.ts"
import type { DecodeAnswer } from "./decodeAnswer.ts"
import type { Attempt } from "./nextStep.ts"
import type { ServerClock } from "./ServerClock.ts"

/** Sends the request of an operation, with the current token. */
export type Send<K extends OperationName> = (
  input: OperationInput<K>,
) => Effect.Effect<HttpClientResponse, HttpClientError>

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

const toInvalidRequest = (operation: OperationName, error: Schema.SchemaError): InvalidRequest =>
  new InvalidRequest({
    operation,
    message: `The request does not encode: ${error.message}`,
    code: "invalid.value",
    status: 400,
    details: formatIssues(error.issue).issues.map(({ path }) => ({
      errorCode: "invalid.value",
      fieldName: (path ?? []).map((segment) => String(typeof segment === "object" ? segment.key : segment)).join("."),
    })),
  })

/** The pairing id that an input names: a secret until it is used. */
const pairingIdsIn = (input: object): ReadonlyArray<string> =>
  Object.entries(input).flatMap(([name, value]) =>
    typeof value === "object" && value !== null
      ? pairingIdsIn(value)
      : name === "pairingId" && typeof value === "string"
        ? [value]
        : [],
  )

// What there is to conceal is looked for only where something goes wrong.
const concealIn =
  (input: object, token: Redacted.Redacted): Conceal =>
  (text) =>
    concealSecrets(Redacted.value(token), ...pairingIdsIn(input))(text)

/** Statuses that tell of a trouble that may pass. */
const passingStatuses: ReadonlySet<number> = new Set([408, 502, 503, 504])

/** A status by which the server says that it has not done what was asked, and why. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408

const unanswered = ({ error, isPassing, isSent }: NoAnswer): Attempt<never> => {
  if (isSent) return { _tag: "Unclear", error, isPassing }
  return isPassing ? { _tag: "NotNow", error } : { _tag: "Refused", error }
}

const outcomeOf = ({ error }: NoAnswer): RequestOutcome => {
  if (error._tag === "UnexpectedResponse") return "TooLarge"
  return error.reason === "Timeout" ? "Timeout" : "Transport"
}

/**
 * One attempt of an operation: a request, and after a refusal of the token (401) the
 * same with a new one. It says what came of it, and fails only where the input does
 * not encode.
 */
export const makeAttempt =
  (accessToken: AccessToken, limits: Limits, serverClock: ServerClock) =>
  <K extends OperationName>(operation: K, decode: DecodeAnswer<OperationOutput<K>>, send: Send<K>) => {
    const noTokenInTime = new Unavailable({ operation, reason: "Timeout", message: "No access token in time" })
    const tokenWithin = (remaining: Effect.Effect<Duration.Duration>) =>
      Effect.flatMap(remaining, (duration) =>
        Effect.timeoutOrElse(accessToken.get, { duration, orElse: () => Effect.fail(noTokenInTime) }),
      )

    const exchangeWith = (input: OperationInput<K>, token: Redacted.Redacted, timeout: Duration.Input) => {
      // A request that does not encode fails with a `SchemaError`, which the generated client's type leaves out.
      const sent: Effect.Effect<HttpClientResponse, HttpClientError | Schema.SchemaError> = send(input)
      const encoded = Effect.mapError(sent, (error) =>
        Schema.isSchemaError(error) ? toInvalidRequest(operation, error) : error,
      )
      const conceal = concealIn(input, token)
      return exchange(encoded, { ...limits, timeout }, { operation, conceal }).pipe(
        Effect.provideService(CurrentToken, Option.some(token)),
      )
    }

    const read = (received: Received, conceal: Conceal): Effect.Effect<Attempt<OperationOutput<K>>> => {
      const { headers, status } = received
      if (status >= 200 && status < 300) {
        return Effect.succeed(
          Result.match(decode(received), {
            onFailure: (message) => ({
              _tag: "Unclear",
              error: unexpected(operation, received, { message: conceal(message), conceal }),
              isPassing: false,
            }),
            onSuccess: (output) => ({ _tag: "Done", output }),
          }),
        )
      }
      return Effect.map(Clock.currentTimeMillis, (now): Attempt<never> => {
        const error: Refusal = toTrustError(operation, received, { now, conceal })
        const delay = readRetryAfter(headers["retry-after"], now)
        const retryAfter = delay === undefined ? undefined : { retryAfter: delay }
        if (status === 429) return { _tag: "NotNow", error, ...retryAfter }
        if (isRefusal(status)) return { _tag: "Refused", error }
        const unclear =
          error._tag === "Unavailable" || error._tag === "UnexpectedResponse"
            ? error
            : unexpected(operation, received, { message: conceal(error.message), conceal })
        return { _tag: "Unclear", error: unclear, isPassing: passingStatuses.has(status), ...retryAfter }
      })
    }

    const once = (input: OperationInput<K>, token: Redacted.Redacted, timeout: Duration.Input) =>
      exchangeWith(input, token, timeout).pipe(
        Effect.tap(({ status }) => requestEnded(operation, `${status}`)),
        Effect.tapErrorTag("NoAnswer", (unanswered) => requestEnded(operation, outcomeOf(unanswered))),
      )

    const annotate = ({ headers, status }: Received, conceal: Conceal) => {
      const correlationId = headers[correlationHeader]
      return Effect.annotateCurrentSpan({
        "http.response.status_code": status,
        ...(correlationId !== undefined && { [correlationHeader]: excerptOf(correlationId, conceal) }),
      })
    }

    return (
      input: OperationInput<K>,
      remaining: Effect.Effect<Duration.Duration>,
    ): Effect.Effect<Attempt<OperationOutput<K>>> => {
      const timeLeft = Effect.map(remaining, (left) => Duration.min(left, Duration.fromInputUnsafe(limits.timeout)))
      return Effect.gen(function* () {
        let token = yield* tokenWithin(remaining)
        let received = yield* once(input, token, yield* timeLeft)
        if (received.status === 401 && accessToken.isRenewable) {
          yield* accessToken.invalidate(token)
          token = yield* tokenWithin(remaining)
          received = yield* once(input, token, yield* timeLeft)
        }
        const conceal = concealIn(input, token)
        yield* annotate(received, conceal)
        yield* serverClock.observe(received)
        return yield* read(received, conceal)
      }).pipe(
        Effect.catch((error) =>
          Effect.succeed<Attempt<never>>(
            error._tag === "NoAnswer"
              ? unanswered(error)
              : { _tag: "Refused", error: error._tag === "InvalidRequest" ? error : atOperation(operation, error) },
          ),
        ),
      )
    }
  }
