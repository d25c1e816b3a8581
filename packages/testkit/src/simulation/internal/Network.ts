/**
 * What goes wrong between a client and a platform: connections that do not come about,
 * proxies and caches that mean well, headers and values that are a little off.
 */
import { brotliCompressSync, gzipSync } from "node:zlib"
import { type Phase, Progress, TransportFailure } from "@org-trust/http/Transport"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { roll } from "../../internal/faults/Dice.ts"

/** What can happen to a request between a client and a platform. */
export type NetworkEvent =
  /** The connection fails before anything is sent; it may be better the next time. */
  | "resolving"
  | "connecting"
  | "handshake"
  | "tunnel"
  /** The connection is never made, and nothing says so. */
  | "stalled"
  /** It fails before anything is sent, and will again. */
  | "certificate"
  | "tunnelRefused"
  /** The request is carried out, and the connection fails. */
  | "waiting"
  | "body"
  /** The right answer, compressed. */
  | "gzip"
  | "brotli"
  /** The request is sent elsewhere, and not carried out. */
  | "redirect"
  /** 429 with a `Retry-After` in a form that is not usual. The request is not carried out. */
  | "oddRetryAfter"
  /** The right answer, with values in it that nobody has asked for. */
  | "oddValues"

/** How likely each event is, for each request. */
export type NetworkWeather = ReadonlyArray<readonly [event: NetworkEvent, probability: number]>

/** About one request in ten. */
export const roughNetwork: NetworkWeather = [
  ["resolving", 0.01],
  ["connecting", 0.015],
  ["handshake", 0.01],
  ["tunnel", 0.005],
  ["stalled", 0.005],
  ["certificate", 0.003],
  ["tunnelRefused", 0.003],
  ["waiting", 0.01],
  ["body", 0.005],
  ["gzip", 0.015],
  ["brotli", 0.01],
  ["redirect", 0.005],
  ["oddRetryAfter", 0.01],
  ["oddValues", 0.02],
]

/** A network on which all is well. */
export const calmNetwork: NetworkWeather = []

const failure = (request: HttpClientRequest, phase: Phase, isPassing: boolean) =>
  new HttpClientError({
    reason: new TransportError({
      request,
      cause: new TransportFailure({ phase, isPassing, message: "the network is rough" }),
    }),
  })

/** Forms of `Retry-After` that servers send beside whole seconds and dates; the last ones say nothing. */
const oddRetryAfters = ["2.5", "3s", "PT4S", "00:00:05", '"6"', "7, 2", "1m", "soon", "", "-1"]

const answerOf = (
  request: HttpClientRequest,
  status: number,
  headers: Record<string, string>,
  body: Uint8Array = new Uint8Array(),
): HttpClientResponse =>
  HttpServerResponse.toClientResponse(HttpServerResponse.uint8Array(body, { status, headers }), { request })

const withBody = (response: HttpClientResponse, change: (text: string) => Uint8Array, encoding?: string) =>
  Effect.map(response.text, (text) => {
    const { "content-length": _length, ...headers } = { ...response.headers }
    return answerOf(
      response.request,
      text === "" && encoding === undefined && response.status === 204 ? 200 : response.status,
      { ...headers, ...(encoding !== undefined && { "content-encoding": encoding }) },
      change(text),
    )
  })

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** An object with fields that this API does not have, and with one that is `null`. */
const odd = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(odd)
  if (typeof value !== "object" || value === null) return value
  const fields = Object.entries(value).map(([name, field]) => [name, odd(field)] as const)
  return { ...Object.fromEntries(fields), department: null, chat: { jabberId: null, of: ["nobody"] } }
}

const oddValues = (text: string): Uint8Array => {
  if (text === "") return bytes("{}\n")
  try {
    return bytes(JSON.stringify(odd(JSON.parse(text))))
  } catch {
    return bytes(text)
  }
}

const isReadable = ({ status }: HttpClientResponse): boolean => status !== 204

/** A network, and what has happened on it. */
export interface Network {
  readonly client: HttpClient.HttpClient
  readonly happened: ReadonlyMap<NetworkEvent, number>
}

/**
 * A client whose requests meet the weather. `onSent` runs when a request leaves it. The
 * same seed and the same order of requests make for the same events.
 */
export const make = (
  client: HttpClient.HttpClient,
  weather: NetworkWeather,
  seed: number,
  onSent: Effect.Effect<void>,
): Network => {
  const happened = new Map<NetworkEvent, number>()
  let dice = seed
  const next = (): number => {
    const [value, then] = roll(dice)
    dice = then
    return value
  }
  const choose = (): NetworkEvent | undefined => {
    let left = next()
    const found = weather.find(([, probability]) => (left -= probability) < 0)?.[0]
    if (found !== undefined) happened.set(found, (happened.get(found) ?? 0) + 1)
    return found
  }

  const meet = (
    request: HttpClientRequest,
    sent: Effect.Effect<HttpClientResponse, HttpClientError>,
  ): Effect.Effect<HttpClientResponse, HttpClientError> => {
    const event = choose()
    const leaving = Effect.andThen(onSent, sent)
    switch (event) {
      case undefined:
        return leaving
      case "resolving":
      case "connecting":
      case "handshake":
      case "tunnel":
        return Effect.delay(Effect.fail(failure(request, event, true)), 10)
      case "certificate":
        return Effect.delay(Effect.fail(failure(request, "handshake", false)), 10)
      case "tunnelRefused":
        return Effect.delay(Effect.fail(failure(request, "tunnel", false)), 10)
      case "stalled":
        return Effect.flatMap(Progress, (note) => {
          note("connecting")
          return Effect.never
        })
      case "waiting":
      case "body":
        return Effect.andThen(leaving, Effect.fail(failure(request, event, true)))
      case "gzip":
        return Effect.flatMap(leaving, (response) =>
          isReadable(response) ? withBody(response, gzipSync, "gzip") : Effect.succeed(response),
        )
      case "brotli":
        return Effect.flatMap(leaving, (response) =>
          isReadable(response) ? withBody(response, brotliCompressSync, "br") : Effect.succeed(response),
        )
      case "redirect":
        return Effect.as(onSent, answerOf(request, next() < 0.5 ? 301 : 308, { location: "https://elsewhere.test/" }))
      case "oddRetryAfter": {
        const retryAfter = oddRetryAfters[Math.floor(next() * oddRetryAfters.length)] ?? "soon"
        return Effect.as(onSent, answerOf(request, 429, { "retry-after": retryAfter }))
      }
      case "oddValues":
        return Effect.flatMap(leaving, (response) => withBody(response, oddValues))
    }
  }

  return {
    happened,
    client: HttpClient.transform(client, (sent, request) => Effect.suspend(() => meet(request, sent))),
  }
}
