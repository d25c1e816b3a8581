/** What carries one request to the server and its answer back. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { Limits } from "../Limits.ts"
import { type Phase, Progress } from "../Transport.ts"
import { headersOf, prepare } from "./client.ts"
import { directOf, Late, MaxBytes } from "./direct.ts"
import { type BodyText, readBody, readBytes } from "./readBody.ts"
import type { Defect } from "./transportFailure.ts"

/** An answer, with its text or, where that is too large, its beginning. */
export interface Reply extends BodyText {
  readonly status: number
  readonly headers: { readonly [name: string]: string | undefined }
}

/** An answer came whose body could not be read. */
export interface Unread {
  readonly _tag: "Unread"
  readonly error: HttpClientError
  /** What its `Content-Encoding` says. */
  readonly encoding: string | undefined
}

/** Why there is no reply. */
export type NoReply = HttpClientError | Defect | Late | Unread

/** What carries out requests. */
export interface Wire {
  /** Carries out a request within limits, and notes how far it is. Interruption aborts it. */
  readonly carry: (
    request: HttpClientRequest.HttpClientRequest,
    limits: Limits,
    note: (phase: Phase) => void,
  ) => Effect.Effect<Reply, NoReply>
  /** Whether each phase is noted for certain. */
  readonly tellsPhases: boolean
}

/**
 * Over any client. Its own spans are off: they carry the URL, in which there may be a
 * pairing id, and headers. The operation's span stands for them.
 */
const overClient = (client: HttpClient.HttpClient): Wire => ({
  tellsPhases: false,
  carry: (request, { maxBodySize, timeout }, note) =>
    client.execute(request).pipe(
      // A client that fails on statuses by itself still has the answer.
      Effect.catch((error) => (error.response === undefined ? Effect.fail(error) : Effect.succeed(error.response))),
      Effect.catchDefect((cause) => Effect.fail<Defect>({ _tag: "Defect", cause })),
      Effect.flatMap((response) =>
        Effect.mapBoth(readBody(response, maxBodySize), {
          onFailure: (error): Unread => ({ _tag: "Unread", error, encoding: response.headers["content-encoding"] }),
          onSuccess: (body): Reply => ({ ...body, status: response.status, headers: response.headers }),
        }),
      ),
      Effect.timeoutOrElse({ duration: timeout, orElse: () => Effect.fail(new Late()) }),
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
      Effect.provideService(Progress, note),
      Effect.provideService(MaxBytes, maxBodySize),
    ),
})

/** What a wire does besides. */
export interface WireOptions {
  readonly userAgent?: string | undefined
  /** What is done to each request at last, for instance to propagate a trace. */
  readonly finish?:
    | ((request: HttpClientRequest.HttpClientRequest) => Effect.Effect<HttpClientRequest.HttpClientRequest>)
    | undefined
}

/**
 * The wire over a client: directly where the client is one that keeps limits by itself,
 * else with limits around it.
 */
export const makeWire = (
  client: HttpClient.HttpClient,
  { finish, userAgent }: WireOptions = {},
): Effect.Effect<Wire> => {
  const direct = directOf(client)
  if (direct === undefined) {
    return Effect.map(prepare(client, userAgent), (prepared) =>
      overClient(finish === undefined ? prepared : HttpClient.mapRequestEffect(prepared, finish)),
    )
  }
  const headers = headersOf(userAgent)
  const carry: Wire["carry"] = (request, { maxBodySize, timeout }, note) =>
    Effect.map(
      direct(
        HttpClientRequest.setHeaders(request, headers),
        { timeout: Duration.toMillis(Duration.fromInputUnsafe(timeout)), maxBytes: maxBodySize },
        note,
      ),
      ({ bytes, headers, isComplete, status }): Reply => ({
        status,
        headers,
        ...readBytes(bytes, headers["content-encoding"], maxBodySize, isComplete),
      }),
    )
  return Effect.succeed({
    tellsPhases: true,
    carry:
      finish === undefined
        ? carry
        : (request, limits, note) => Effect.flatMap(finish(request), (finished) => carry(finished, limits, note)),
  })
}
