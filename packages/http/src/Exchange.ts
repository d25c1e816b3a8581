/**
 * One request and its answer, within limits of time and size, and with nothing but
 * typed failures.
 */
import { Unavailable, type UnexpectedResponse } from "@org-trust/core/TrustError"
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import { type Received, unexpected } from "./ErrorMapping.ts"
import { type Conceal, concealPairingIds, excerptOf } from "./Excerpt.ts"
import { readBody } from "./internal/readBody.ts"

/** Limits of one exchange. */
export interface Limits {
  /** Longest time from sending a request to the end of its answer. */
  readonly timeout: Duration.Input
  /** Largest body that is read, in bytes after decompression. */
  readonly maxBodySize: number
}

/** Limits where nothing else is said: 16 s as in the vendor's JavaScript SDK, and 10 MiB. */
export const defaultLimits: Limits = { timeout: "16 seconds", maxBodySize: 10 * 1024 * 1024 }

/** What an exchange is part of. */
export interface ExchangeContext {
  /** Name of the operation, for errors. */
  readonly operation: string
  /** Applied to what goes into errors. */
  readonly conceal: Conceal
}

/** Messages of an error and of what caused it, outermost first. */
const messagesOf = (error: unknown, depth = 0): ReadonlyArray<string> =>
  error instanceof Error && depth < 5 ? [error.message, ...messagesOf(error.cause, depth + 1)] : []

/** There is no answer to go by. */
export class NoAnswer extends Data.TaggedError("NoAnswer")<{
  readonly error: Unavailable | UnexpectedResponse
  /** False where the request certainly did not reach the server: there was no connection, or it could not be written. */
  readonly isSent: boolean
  /** Whether what stood in the way may pass. */
  readonly isPassing: boolean
}> {}

/** What Node and undici say of a connection that did not come about. */
const connectionCodes: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
])

const cameNotAbout = (cause: unknown, depth = 0): boolean =>
  cause instanceof Error &&
  depth < 5 &&
  (("code" in cause && connectionCodes.has(cause.code)) || cameNotAbout(cause.cause, depth + 1))

const isWritable = ({ reason }: HttpClientError): boolean =>
  reason._tag !== "InvalidUrlError" && reason._tag !== "EncodeError"

const describe = ({ reason }: HttpClientError): string => {
  const parts = [reason._tag, reason.description ?? "", ...messagesOf(reason.cause)]
  return parts.filter((part) => part !== "").join(": ")
}

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
  { conceal, operation }: ExchangeContext,
): Effect.Effect<Received, NoAnswer> => {
  const broken = (error: HttpClientError) =>
    new NoAnswer({
      error: new Unavailable({
        operation,
        reason: "Transport",
        message: excerptOf(describe(error), (text) => concealPairingIds(operation)(conceal(text))),
      }),
      isSent: isWritable(error) && !cameNotAbout(error.reason.cause),
      isPassing: isWritable(error),
    })

  // An error is made where there is one: it takes a picture of the stack.
  const late = () =>
    new NoAnswer({
      error: new Unavailable({ operation, reason: "Timeout", message: "No answer in time" }),
      isSent: true,
      isPassing: true,
    })

  const tooLarge = (received: Received) =>
    new NoAnswer({
      error: unexpected(operation, received, { message: `The body is larger than ${maxBodySize} bytes`, conceal }),
      isSent: true,
      isPassing: false,
    })

  const read = (response: HttpClientResponse) =>
    Effect.flatMap(Effect.mapError(readBody(response, maxBodySize), broken), ({ isComplete, text }) => {
      const received: Received = { status: response.status, headers: response.headers, body: text }
      return isComplete ? Effect.succeed(received) : Effect.fail(tooLarge(received))
    })

  return send.pipe(
    // A client that fails on statuses by itself still has the answer.
    Effect.catch((error) =>
      error.response === undefined ? Effect.fail(broken(error)) : Effect.succeed(error.response),
    ),
    Effect.flatMap(read),
    Effect.timeoutOrElse({
      duration: timeout,
      orElse: () => Effect.fail(late()),
    }),
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
  )
}
