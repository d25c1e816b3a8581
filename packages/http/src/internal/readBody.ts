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
 * Reads a body as text, at most `maxBytes` of it. Beyond that it stops reading,
 * which lets the transport drop the rest. No body at all reads as an empty one.
 *
 * What a response says about its length is not relied on: behind a decompressing
 * transport it is that of something else. Counting and decoding are one step for each
 * piece, since most bodies are one piece and each operator of a stream costs as much
 * as reading it.
 */
export const readBody = (response: HttpClientResponse, maxBytes: number): Effect.Effect<BodyText, HttpClientError> =>
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
      Effect.catchIf(
        (error) => error.reason._tag === "EmptyBodyError",
        () => Effect.void,
      ),
      Effect.map(() => ({ text: text + decoder.decode(), isComplete: size <= maxBytes })),
    )
  })
