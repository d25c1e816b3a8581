import * as Effect from "effect/Effect"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { decodeContent, encodingsOf, isPlain } from "./contentEncoding.ts"
import { hasOrigin } from "./origin.ts"
import { decodeUtf8, makeDecoder } from "./utf8.ts"

/** The text of a body, or its beginning where the body is too large. */
export interface BodyText {
  readonly text: string
  readonly isComplete: boolean
  /** The encoding in which it is, where it cannot be read for that. */
  readonly encoding?: string
}

/**
 * How many bytes the body has, where that is certain before it is read: the message says
 * so itself, and nothing is taken out of a compression on the way.
 */
const lengthOf = ({ headers }: HttpClientResponse): number | undefined => {
  const length = headers["content-length"]
  // What is not there may still have been sent.
  return hasOrigin ||
    length === undefined ||
    !/^\d{1,15}$/.test(length) ||
    headers["content-encoding"] !== undefined ||
    headers["transfer-encoding"] !== undefined
    ? undefined
    : Number(length)
}

const isEmptyBody = ({ reason }: HttpClientError): boolean => reason._tag === "EmptyBodyError"

/** Counts and decodes in one step for each piece, and stops reading beyond the limit. */
const readPieces = (response: HttpClientResponse, maxBytes: number): Effect.Effect<BodyText, HttpClientError> =>
  Effect.suspend(() => {
    const decoder = makeDecoder()
    let size = 0
    let text = ""
    return Stream.runForEachWhile(response.stream, (piece) => {
      const room = maxBytes - size
      size += piece.length
      text += decoder.decode(piece.length > room ? piece.subarray(0, room) : piece, { stream: true })
      return Effect.succeed(size <= maxBytes)
    }).pipe(
      Effect.catchIf(isEmptyBody, () => Effect.void),
      Effect.map(() => ({ text: text + decoder.decode(), isComplete: size <= maxBytes })),
    )
  })

const complete = (text: string): BodyText => ({ text, isComplete: true })

/** The beginning of what is too large, as far as it can be read. */
const incomplete = (bytes: Uint8Array, maxBytes: number): BodyText => ({
  text: isPlain(bytes) ? decodeUtf8(bytes.subarray(0, maxBytes)) : "",
  isComplete: false,
})

/** The text of bytes that are in encodings. */
const decoded = (
  bytes: Uint8Array,
  encodings: ReadonlyArray<string>,
  maxBytes: number,
  isComplete: boolean,
): BodyText =>
  isComplete
    ? Result.match(decodeContent(bytes, encodings, maxBytes), {
        onFailure: (why) =>
          why._tag === "TooLarge"
            ? incomplete(bytes, maxBytes)
            : { text: "", isComplete: true, encoding: why.encoding },
        onSuccess: (content) => complete(decodeUtf8(content)),
      })
    : incomplete(bytes, maxBytes)

/** Reads all bytes, and takes them out of their encoding. */
const readEncoded = (
  response: HttpClientResponse,
  encodings: ReadonlyArray<string>,
  maxBytes: number,
): Effect.Effect<BodyText, HttpClientError> =>
  Effect.suspend(() => {
    const pieces: Array<Uint8Array> = []
    let size = 0
    return Stream.runForEachWhile(response.stream, (piece) => {
      pieces.push(piece)
      size += piece.length
      return Effect.succeed(size <= maxBytes)
    }).pipe(
      Effect.catchIf(isEmptyBody, () => Effect.void),
      Effect.map((): BodyText => {
        const bytes = new Uint8Array(size)
        let at = 0
        for (const piece of pieces) {
          bytes.set(piece, at)
          at += piece.length
        }
        return decoded(bytes, encodings, maxBytes, size <= maxBytes)
      }),
    )
  })

/**
 * Reads a body as text, at most `maxBytes` of it. Beyond that it stops reading,
 * which lets the transport drop the rest. No body at all reads as an empty one.
 *
 * A body whose length is certain, and within the limit, is read in one go, at half the
 * cost of piece by piece. A body that is compressed, though nobody asked for that, is
 * taken out of it, within the same limit.
 */
export const readBody = (response: HttpClientResponse, maxBytes: number): Effect.Effect<BodyText, HttpClientError> => {
  const encodings = encodingsOf(response.headers["content-encoding"])
  if (encodings.length > 0) return readEncoded(response, encodings, maxBytes)
  const length = lengthOf(response)
  return length === undefined || length > maxBytes
    ? readPieces(response, maxBytes)
    : Effect.map(
        Effect.catchIf(response.text, isEmptyBody, () => Effect.succeed("")),
        complete,
      )
}

/** The same of bytes that are there: all, or the beginning of more than allowed. */
export const readBytes = (
  bytes: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
  isComplete: boolean,
): BodyText => {
  if (encoding !== undefined) return decoded(bytes, encodingsOf(encoding), maxBytes, isComplete)
  return isComplete ? complete(decodeUtf8(bytes)) : incomplete(bytes, maxBytes)
}
