/**
 * One request and its answer, within limits of time and size, and with nothing but
 * typed failures.
 */
import { Unavailable, type UnexpectedResponse } from "@org-trust/core/TrustError"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import { type Received, unexpected } from "./ErrorMapping.ts"
import { type Conceal, concealPairingIds, excerptOf } from "./Excerpt.ts"
import { watchConnectErrors } from "./connectErrors.ts"
import { encodingsOf } from "./contentEncoding.ts"
import { watchDeparture } from "./departures.ts"
import type { Limits } from "../Limits.ts"
import { readBody } from "./readBody.ts"
import { type Defect, readFailure } from "./transportFailure.ts"
import { currentTurn } from "./turn.ts"
import { isBeforeWriting, type Phase, Progress } from "../Transport.ts"

/** What an exchange is part of. */
export interface ExchangeContext {
  /** Name of the operation, for errors. */
  readonly operation: string
  /** Applied to what goes into errors. */
  readonly conceal: Conceal
  /** What is sent, where it matters whether it has left. */
  readonly change?: HttpClientRequest | undefined
}

/** There is no answer to go by. */
export class NoAnswer extends Data.TaggedError("NoAnswer")<{
  readonly error: Unavailable | UnexpectedResponse
  /** False where certainly nothing of the request has left: there was no connection, or it could not be written. */
  readonly isSent: boolean
  /** Whether what stood in the way may pass. */
  readonly isPassing: boolean
  /** How far the request had come, where that is known. */
  readonly phase: Phase | undefined
}> {}

/**
 * Carries out a request and reads the answer, whatever its status. Fails with
 * `NoAnswer`: `Unavailable` where there is no connection (`Transport`) or no complete
 * answer in time (`Timeout`), `UnexpectedResponse` where the body is larger than the
 * limit. Interruption aborts the request.
 *
 * The client's own spans are off: they carry the URL, in which there may be a
 * pairing id, and headers. The operation's span stands for them.
 */
export const exchange = (
  send: Effect.Effect<HttpClientResponse, HttpClientError>,
  { maxBodySize, timeout }: Limits,
  { change, conceal, operation }: ExchangeContext,
): Effect.Effect<Received, NoAnswer> =>
  Effect.suspend(() => {
    const turn = currentTurn()
    let noted: Phase | undefined
    const departure = change === undefined ? undefined : watchDeparture(change.method, change.url)
    const progress = (): Phase | undefined => noted ?? (departure?.isHeldUp() === true ? "connecting" : undefined)

    const broken = (error: HttpClientError | Defect, encodings: ReadonlyArray<string> = []) => {
      const { isPassing, isSent, parts, phase } = readFailure(error, progress(), turn)
      // Some transports decode by themselves, and fail where they cannot.
      const ofAnswer = encodings.length === 0 ? [] : [`the answer says that it is in ${encodings.join(", ")}`]
      const message = excerptOf([...parts, ...ofAnswer].join(": "), (text) =>
        concealPairingIds(operation)(conceal(text)),
      )
      return new NoAnswer({
        error: new Unavailable({ operation, reason: "Transport", message }),
        isSent,
        isPassing,
        phase,
      })
    }

    const brokenIn =
      ({ headers }: HttpClientResponse) =>
      (error: HttpClientError) =>
        broken(error, encodingsOf(headers["content-encoding"]))

    // An error is made where there is one: it takes a picture of the stack.
    const late = (phase = progress()) => {
      const isSent = phase === undefined || !isBeforeWriting(phase)
      const message = isSent ? "No answer in time" : "No connection in time"
      const error = new Unavailable({ operation, reason: "Timeout", message })
      return new NoAnswer({ error, isSent, isPassing: true, phase })
    }

    const tooLarge = (received: Received) =>
      new NoAnswer({
        error: unexpected(operation, received, { message: `The body is larger than ${maxBodySize} bytes`, conceal }),
        isSent: true,
        isPassing: false,
        phase: "body",
      })

    const read = (response: HttpClientResponse) =>
      Effect.flatMap(
        Effect.mapError(readBody(response, maxBodySize), brokenIn(response)),
        ({ encoding, isComplete, text }) => {
          const received: Received = {
            status: response.status,
            headers: response.headers,
            body: text,
            ...(encoding !== undefined && { encoding }),
          }
          return isComplete ? Effect.succeed(received) : Effect.fail(tooLarge(received))
        },
      )

    watchConnectErrors()
    return send.pipe(
      // A client that fails on statuses by itself still has the answer.
      Effect.catch((error) =>
        error.response === undefined ? Effect.fail(broken(error)) : Effect.succeed(error.response),
      ),
      Effect.catchDefect((cause) => Effect.fail(broken({ _tag: "Defect", cause }))),
      Effect.flatMap(read),
      Effect.timeoutOrElse({
        duration: timeout,
        orElse: () => Effect.fail(late()),
      }),
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
      Effect.provideService(Progress, (phase) => {
        noted = phase
      }),
      departure === undefined ? identity : Effect.ensuring(Effect.sync(departure.end)),
    )
  })
