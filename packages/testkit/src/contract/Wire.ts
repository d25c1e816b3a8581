/**
 * The wire below the services: what is sent and answered as HTTP, before a client that
 * forgives makes something of it.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import type { WorldClient } from "../WorldFile.ts"

/**
 * A request and its answer, as they were on the wire.
 * @category models
 * @since 0.1.0
 */
export interface Exchange {
  readonly method: string
  /** Path and query, below the URL of the implementation. */
  readonly path: string
  readonly status: number
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/**
 * A request that a client of ours may not be able to send.
 * @category models
 * @since 0.1.0
 */
export interface RawRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** Path and query, below the URL of the implementation. */
  readonly path: string
  readonly token?: Redacted.Redacted
  readonly body?: { readonly text: string; readonly contentType: string }
}

/**
 * The wire to an implementation while it is open.
 * @category models
 * @since 0.1.0
 */
export interface OpenWire {
  /** Sends a request as it is; undefined where no answer came. */
  readonly ask: (request: RawRequest) => Effect.Effect<Exchange | undefined>
  /** Logs in at the token endpoint; undefined where no answer came. */
  readonly login: (client: Pick<WorldClient, "id" | "secret">) => Effect.Effect<Exchange | undefined>
}

/**
 * The wire to an implementation.
 * @category models
 * @since 0.1.0
 */
export interface Wire {
  /** Tells of every exchange, whoever made it, until the scope closes. */
  readonly open: (hear: (exchange: Exchange) => void) => Effect.Effect<OpenWire, never, Scope.Scope>
}

const decoder = new TextDecoder()

/**
 * The same answer for whoever reads it next. Its bytes were read and are kept by the answer
 * itself; only as a stream they come just once.
 */
const again = (response: HttpClientResponse.HttpClientResponse, bytes: ArrayBuffer) =>
  new Proxy(response, {
    get: (read, name): unknown => (name === "stream" ? Stream.succeed(new Uint8Array(bytes)) : Reflect.get(read, name)),
  })

/**
 * A client through which every exchange can be heard, and the wire that it goes over.
 * @category constructors
 * @since 0.1.0
 */
export const wireOf = (
  { loginUrl, url }: { readonly url: string; readonly loginUrl: string },
  httpClient: Layer.Layer<HttpClient.HttpClient>,
): { readonly wire: Wire; readonly httpClient: Layer.Layer<HttpClient.HttpClient> } => {
  const listeners = new Set<(exchange: Exchange) => void>()
  const pathOf = (full: string) => (full.startsWith(url) ? full.slice(url.length) : new URL(full).pathname)

  const exchangeOf = (
    request: HttpClientRequest.HttpClientRequest,
    { headers, status }: HttpClientResponse.HttpClientResponse,
    bytes: ArrayBuffer,
  ): Exchange => {
    const full = HttpClientRequest.toUrl(request)
    return {
      method: request.method,
      path: pathOf(full._tag === "Some" ? full.value.href : request.url),
      status,
      headers,
      body: decoder.decode(bytes),
    }
  }

  const listening = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
    HttpClient.transform(client, (answer, request) =>
      listeners.size === 0
        ? answer
        : Effect.flatMap(answer, (response) =>
            Effect.map(response.arrayBuffer, (bytes) => {
              const exchange = exchangeOf(request, response, bytes)
              for (const hear of listeners) hear(exchange)
              return again(response, bytes)
            }),
          ),
    )

  const heard = Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, listening)).pipe(
    Layer.provide(httpClient),
  )

  const open: Wire["open"] = Effect.fnUntraced(function* (hear) {
    yield* Effect.acquireRelease(
      Effect.sync(() => {
        listeners.add(hear)
      }),
      () =>
        Effect.sync(() => {
          listeners.delete(hear)
        }),
    )
    const client = Context.get(yield* Layer.build(heard), HttpClient.HttpClient)
    const send = (request: HttpClientRequest.HttpClientRequest) =>
      client.execute(request).pipe(
        Effect.flatMap((response) =>
          Effect.map(response.arrayBuffer, (bytes): Exchange | undefined => exchangeOf(request, response, bytes)),
        ),
        Effect.timeout("30 seconds"),
        Effect.orElseSucceed(() => undefined),
        Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
      )
    return {
      ask: ({ body, method, path, token }) => {
        const plain = HttpClientRequest.make(method)(`${url}${path}`)
        const known = token === undefined ? plain : HttpClientRequest.bearerToken(plain, token)
        return send(body === undefined ? known : HttpClientRequest.bodyText(known, body.text, body.contentType))
      },
      login: ({ id, secret }) =>
        send(
          HttpClientRequest.post(`${loginUrl}/oauth/token`).pipe(
            HttpClientRequest.basicAuth(id, secret),
            HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
          ),
        ),
    }
  })

  return { httpClient: heard, wire: { open } }
}
