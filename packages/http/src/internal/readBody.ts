import * as Effect from "effect/Effect"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"

/** The text of a body, or its beginning where the body is too large. */
export interface BodyText {
  readonly text: string
  readonly isComplete: boolean
}

// Every platform has it, but the types of no platform are loaded here.
declare const TextDecoder: new () => {
  readonly decode: (bytes?: Uint8Array, options?: { readonly stream: boolean }) => string
}

/**
 * Where programs have an origin, `fetch` hides headers of other origins from them: what
 * is not there may still have been sent.
 */
const hidesHeaders = "location" in globalThis

/**
 * How many bytes the body has, where that is certain before it is read: the message says
 * so itself, and nothing is taken out of a compression on the way.
 */
const lengthOf = ({ headers }: HttpClientResponse): number | undefined => {
  const length = headers["content-length"]
  return hidesHeaders ||
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
    const decoder = new TextDecoder()
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

/**
 * Reads a body as text, at most `maxBytes` of it. Beyond that it stops reading,
 * which lets the transport drop the rest. No body at all reads as an empty one.
 *
 * A body whose length is certain, and within the limit, is read in one go, at half the
 * cost of piece by piece.
 */
export const readBody = (response: HttpClientResponse, maxBytes: number): Effect.Effect<BodyText, HttpClientError> => {
  const length = lengthOf(response)
  return length === undefined || length > maxBytes
    ? readPieces(response, maxBytes)
    : Effect.map(
        Effect.catchIf(response.text, isEmptyBody, () => Effect.succeed("")),
        complete,
      )
}
