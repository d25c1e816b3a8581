import * as Effect from "effect/Effect"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"

/** The text of a body, or its beginning where the body is too large. */
export interface BodyText {
  readonly text: string
  readonly isComplete: boolean
}

/**
 * Reads a body as text, at most `maxBytes` of it. Beyond that it stops reading,
 * which lets the transport drop the rest. No body at all reads as an empty one.
 */
export const readBody = (response: HttpClientResponse, maxBytes: number): Effect.Effect<BodyText, HttpClientError> =>
  Effect.suspend(() => {
    let size = 0
    let text = ""
    const upToLimit = (chunk: Uint8Array) => {
      const room = maxBytes - size
      size += chunk.length
      return chunk.length > room ? chunk.subarray(0, room) : chunk
    }
    return response.stream.pipe(
      Stream.map(upToLimit),
      Stream.takeUntil(() => size > maxBytes),
      Stream.decodeText(),
      Stream.runForEach((part) =>
        Effect.sync(() => {
          text += part
        }),
      ),
      Effect.catchIf(
        (error) => error.reason._tag === "EmptyBodyError",
        () => Effect.void,
      ),
      Effect.map(() => ({ text, isComplete: size <= maxBytes })),
    )
  })
