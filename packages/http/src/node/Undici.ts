/**
 * The shortest way between the client and undici: an `HttpClient` that reads each answer
 * whole, without streams, and keeps the limits of time and size by itself. It needs the
 * package `undici`, and Node.
 */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import { isMadeOf, MaxBytes } from "../internal/direct.ts"
import { type Dispatch, dispatching } from "../internal/dispatch.ts"
import { wholeResponse } from "../internal/wholeResponse.ts"
import { Progress } from "../Transport.ts"

/**
 * A dispatcher of undici: an `Agent`, a `ProxyAgent`, an `EnvHttpProxyAgent`, or any of
 * them with interceptors.
 * @category models
 * @since 0.1.0
 */
export interface Dispatcher extends Dispatch {
  /** Closes its connections. */
  destroy(): Promise<void>
}

/**
 * An `HttpClient` over a dispatcher, which stays its owner's. It sends text and bytes; a
 * body that is a stream or a form fails with `EncodeError`. Answers are read whole:
 * connections are kept and redirects handed on as the dispatcher does. Failures are
 * `TransportError`s that say how far the request had come.
 *
 * `OrgTrust` takes it as it is for what keeps `timeout` and `maxBodySize` by itself. With
 * something around it (`HttpClient.mapRequest`, a rate limiter) it works the same, with
 * limits around all of that.
 * @category constructors
 * @since 0.1.0
 */
export const make = (dispatcher: Dispatch): HttpClient.HttpClient => {
  const direct = dispatching(dispatcher)
  const client = HttpClient.make((request, url, _signal, fiber) =>
    direct(request, { timeout: Infinity, maxBytes: fiber.getRef(MaxBytes) }, fiber.getRef(Progress)).pipe(
      Effect.map((answer) => wholeResponse(request, url.href.replace(/#.*/, ""), answer)),
      // Nothing is late here: the time is limited by whoever asks.
      Effect.catchTag("Late", () =>
        Effect.fail(new HttpClientError({ reason: new TransportError({ request, description: "No answer in time" }) })),
      ),
    ),
  )
  return isMadeOf(client, direct)
}

/**
 * An `HttpClient` over a dispatcher that is made with the layer and destroyed with it.
 *
 * @example
 * ```ts
 * import * as Undici from "@org-trust/http/node/Undici"
 * import { EnvHttpProxyAgent } from "undici"
 *
 * const proxied = Undici.layerDispatcher(() => new EnvHttpProxyAgent())
 * ```
 * @category layers
 * @since 0.1.0
 */
export const layerDispatcher = (acquire: () => Dispatcher): Layer.Layer<HttpClient.HttpClient> =>
  layerAcquired(Effect.sync(acquire))

const layerAcquired = (acquire: Effect.Effect<Dispatcher>): Layer.Layer<HttpClient.HttpClient> =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.map(
      Effect.acquireRelease(acquire, (dispatcher) => Effect.promise(() => dispatcher.destroy())),
      make,
    ),
  )

/**
 * An `HttpClient` over an `Agent` of its own.
 *
 * @example
 * ```ts
 * import { clientCredentials } from "@org-trust/http/Credentials"
 * import * as OrgTrust from "@org-trust/http/OrgTrust"
 * import * as Undici from "@org-trust/http/node/Undici"
 * import * as Layer from "effect/Layer"
 *
 * const services = OrgTrust.layer({
 *   credentials: clientCredentials("client id", "client secret"),
 * }).pipe(Layer.provide(Undici.layer))
 * ```
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<HttpClient.HttpClient> = layerAcquired(
  Effect.promise(async () => {
    const { Agent } = await import("undici")
    return new Agent()
  }),
)
