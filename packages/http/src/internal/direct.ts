import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { Phase } from "../Transport.ts"

/** There was no complete answer in time. */
export class Late extends Data.TaggedError("Late") {}

/** What a request may take. */
export interface Bounds {
  /** Milliseconds until the answer is complete. */
  readonly timeout: number
  /** Bytes of the body, as they come. */
  readonly maxBytes: number
}

/**
 * How many bytes of a body are wanted at most, for a transport that reads bodies whole
 * and has something around it.
 */
export const MaxBytes = Context.Reference<number>("@org-trust/http/MaxBytes", { defaultValue: () => Infinity })

/** An answer, with all bytes of its body, or with its beginning where it is too large. */
export interface Answer {
  readonly status: number
  /** By lower-case name; several of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  readonly isComplete: boolean
}

/**
 * A transport that reads whole bodies and keeps limits by itself, so that nothing has to
 * be put around it.
 */
export type Direct = (
  request: HttpClientRequest,
  bounds: Bounds,
  note: (phase: Phase) => void,
) => Effect.Effect<Answer, HttpClientError | Late>

// By the client itself: whoever puts something around it has another one, which does more.
const known = new WeakMap<HttpClient, Direct>()

/** Says that a client is made of such a transport, and does nothing else. */
export const isMadeOf = (client: HttpClient, direct: Direct): HttpClient => {
  known.set(client, direct)
  return client
}

/** The transport that a client is made of, where it is known. */
export const directOf = (client: HttpClient): Direct | undefined => known.get(client)
