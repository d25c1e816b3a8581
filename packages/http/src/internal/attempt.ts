import { isChange, type OperationInput, type OperationName, type OperationOutput } from "@org-trust/core/Operation"
import { InvalidRequest, RateLimited, type Refusal, Unavailable } from "@org-trust/core/TrustError"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import type { AccessToken } from "./AccessToken.ts"
import { correlationHeader } from "../ErrorResponse.ts"
import { type Received, toTrustError, unexpected } from "./ErrorMapping.ts"
import { type Conceal, concealPairingIds, concealSecrets, excerptOf } from "./Excerpt.ts"
import type { Limits } from "../Limits.ts"
import { exchange, type NoAnswer } from "./Exchange.ts"
import { atOperation, type LoginError } from "../LoginError.ts"
import { type RequestOutcome, requestEnded } from "../Metrics.ts"
import { type Pacing, resourceOf } from "../Pacing.ts"
import { briefly, readRetryAfter } from "./RetryAfter.ts"
import type { DecodeAnswer } from "./decodeAnswer.ts"
import { worthWhile } from "./firstContact.ts"
import type { Attempt } from "./nextStep.ts"
import type { Patience } from "./Patience.ts"
import { isRedirect, redirectMessage } from "./redirect.ts"
import { makeRequest } from "./request.ts"
import type { ServerClock } from "./ServerClock.ts"
import type { Wire } from "./wire.ts"

/** What attempts of all operations share. */
export interface Connection {
  readonly wire: Wire
  /** What the paths of operations come after. */
  readonly baseUrl: string
  readonly accessToken: AccessToken
  readonly limits: Limits
  readonly pacing: Pacing
}

const authorized = (request: HttpClientRequest.HttpClientRequest, token: Redacted.Redacted) =>
  HttpClientRequest.setHeaders(request, {
    accept: "application/json",
    authorization: `Bearer ${Redacted.value(token)}`,
  })

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

/** No budget is left before the request is sent. */
const tooLate = (operation: OperationName): Attempt<never> => ({
  _tag: "Refused",
  error: new Unavailable({ operation, reason: "Timeout", message: "No time is left to send the request" }),
})

/** The call would have to wait longer for its place than it may take. */
export const heldBack = (operation: OperationName, wait: Duration.Duration): RateLimited =>
  new RateLimited({
    operation,
    message: `There is no place for the request within the time that the call may take: the next is in ${Duration.format(wait)}`,
    retryAfter: wait,
  })

const unanswered = (failure: NoAnswer, isReached: boolean): Attempt<never> => {
  const { error, isPassing, isSent } = failure
  if (isSent) return { _tag: "Unclear", error, isPassing }
  return isPassing ? { _tag: "NotNow", error, ...worthWhile(failure, isReached) } : { _tag: "Refused", error }
}

const outcomeOf = ({ error }: NoAnswer): RequestOutcome => {
  if (error._tag === "UnexpectedResponse") return "TooLarge"
  return error.reason === "Timeout" ? "Timeout" : "Transport"
}

/**
 * One attempt of an operation: a request, and after a refusal of the token (401) the
 * same with a new one. It says what came of it, and never fails.
 */
export const makeAttempt = ({ accessToken, baseUrl, limits, pacing, wire }: Connection, serverClock: ServerClock) => {
  let isReached = false
  return <K extends OperationName>(operation: K, decode: DecodeAnswer<OperationOutput<K>>) => {
    type Output = OperationOutput<K>
    const toRequest = makeRequest(operation, baseUrl)
    // Whether a read has left is all the same.
    const about = (conceal: Conceal) => ({ operation, conceal, isChange: isChange(operation) })
    const longest = Duration.fromInputUnsafe(limits.timeout)

    const tokenWithin = (duration: Duration.Duration) =>
      Effect.timeoutOrElse(accessToken.get, {
        duration,
        orElse: () =>
          Effect.fail(new Unavailable({ operation, reason: "Timeout", message: "No access token in time" })),
      })

    const read = (received: Received, conceal: Conceal, now: number): Attempt<Output> => {
      const { headers, status } = received
      if (status >= 200 && status < 300) {
        const output = decode(received)
        if (Result.isSuccess(output)) return { _tag: "Done", output: output.success }
        return {
          _tag: "Unclear",
          error: unexpected(operation, received, { message: conceal(output.failure), conceal }),
          isPassing: false,
        }
      }
      if (isRedirect(received)) {
        const message = concealPairingIds(operation)(conceal(redirectMessage(received)))
        return { _tag: "Refused", error: unexpected(operation, received, { message, conceal }) }
      }
      const error: Refusal = toTrustError(operation, received, { now, conceal })
      const delay = readRetryAfter(headers["retry-after"], now)
      const retryAfter = delay === undefined ? undefined : { retryAfter: delay }
      if (status === 429) return { _tag: "NotNow", error, ...retryAfter, hold: delay ?? briefly }
      if (isRefusal(status)) return { _tag: "Refused", error }
      const unclear =
        error._tag === "Unavailable" || error._tag === "UnexpectedResponse"
          ? error
          : unexpected(operation, received, { message: conceal(error.message), conceal })
      return { _tag: "Unclear", error: unclear, isPassing: passingStatuses.has(status), ...retryAfter }
    }

    const once = (
      request: HttpClientRequest.HttpClientRequest,
      token: Redacted.Redacted,
      timeout: Duration.Duration,
      conceal: Conceal,
    ) =>
      exchange(wire, authorized(request, token), { ...limits, timeout }, about(conceal)).pipe(
        Effect.tap(({ status }) => {
          isReached = true
          return requestEnded(operation, `${status}`)
        }),
        Effect.tapErrorTag("NoAnswer", (unanswered) => requestEnded(operation, outcomeOf(unanswered))),
      )

    const annotate = ({ headers, status }: Received, conceal: Conceal) => {
      const correlationId = headers[correlationHeader]
      return Effect.annotateCurrentSpan({
        "http.response.status_code": status,
        ...(correlationId !== undefined && { [correlationHeader]: excerptOf(correlationId, conceal) }),
      })
    }

    const made = Effect.fnUntraced(function* (
      input: OperationInput<K>,
      patience: Patience,
      clock: Clock.Clock,
    ): Effect.fn.Return<Attempt<Output>, NoAnswer | Unavailable | LoginError> {
      const request = toRequest(input)
      if (Result.isFailure(request)) {
        return { _tag: "Refused", error: toInvalidRequest(operation, request.failure) }
      }
      const timeLeft = () => Duration.min(patience.remaining(), longest)
      const atHand = accessToken.atHand(clock.currentTimeMillisUnsafe())
      let token = atHand ?? (yield* tokenWithin(patience.remaining()))
      if (Duration.isZero(timeLeft())) return tooLate(operation)
      let received = yield* once(request.success, token, timeLeft(), concealIn(input, token))
      if (received.status === 401 && accessToken.isRenewable) {
        yield* accessToken.invalidate(token)
        const renewed = yield* tokenWithin(patience.remaining())
        if (renewed !== token) {
          const held = yield* pacing.turn(resourceOf(operation), patience.remaining)
          if (Option.isSome(held)) return { _tag: "Refused", error: heldBack(operation, held.value) }
          if (Duration.isZero(timeLeft())) return tooLate(operation)
          token = renewed
          received = yield* once(request.success, token, timeLeft(), concealIn(input, token))
        }
      }
      if (received.status !== 401) accessToken.taken(token)
      const conceal = concealIn(input, token)
      yield* annotate(received, conceal)
      const now = clock.currentTimeMillisUnsafe()
      serverClock.observe(received, now)
      return read(received, conceal, now)
    })

    return (input: OperationInput<K>, patience: Patience, clock: Clock.Clock): Effect.Effect<Attempt<Output>> =>
      made(input, patience, clock).pipe(
        Effect.catch((error) =>
          Effect.succeed<Attempt<never>>(
            error._tag === "NoAnswer"
              ? unanswered(error, isReached)
              : { _tag: "Refused", error: atOperation(operation, error) },
          ),
        ),
      )
  }
}
