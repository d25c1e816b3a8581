/** The transports that Node programs use, each also through a proxy. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Undici from "@org-trust/http/node/Undici"
import * as Function from "effect/Function"
import * as Layer from "effect/Layer"
import { ProxyAgent } from "undici"

/** A transport, as it is and through a proxy. */
export interface Transport {
  readonly direct: Layer.Layer<HttpClient.HttpClient>
  readonly through: (proxy: string) => Layer.Layer<HttpClient.HttpClient>
}

const makeProxyAgent = (proxy: string) =>
  Effect.acquireRelease(
    Effect.sync(() => new ProxyAgent(proxy)),
    (agent) => Effect.promise(() => agent.destroy()),
  )

const around = (layer: Layer.Layer<HttpClient.HttpClient>) =>
  Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, HttpClient.mapRequest(Function.identity))).pipe(
    Layer.provide(layer),
  )

export const transports: Record<
  "undici" | "undici, whole answers" | "undici, whole answers, with something around it" | "node:http" | "fetch",
  Transport
> = {
  undici: {
    direct: NodeHttpClient.layerUndici,
    through: (proxy) =>
      Layer.provide(
        NodeHttpClient.layerUndiciNoDispatcher,
        Layer.effect(NodeHttpClient.Dispatcher, makeProxyAgent(proxy)),
      ),
  },
  "undici, whole answers": {
    direct: Undici.layer,
    through: (proxy) => Undici.layerDispatcher(() => new ProxyAgent(proxy)),
  },
  "undici, whole answers, with something around it": {
    direct: around(Undici.layer),
    through: (proxy) => around(Undici.layerDispatcher(() => new ProxyAgent(proxy))),
  },
  "node:http": {
    direct: NodeHttpClient.layerNodeHttp,
    through: (proxy) => NodeHttpClient.layerNodeHttpOptions({ proxyEnv: { HTTPS_PROXY: proxy, HTTP_PROXY: proxy } }),
  },
  fetch: {
    direct: NodeHttpClient.layerFetch,
    through: (proxy) =>
      Layer.provide(
        NodeHttpClient.layerFetch,
        Layer.effect(
          NodeHttpClient.RequestInit,
          Effect.map(makeProxyAgent(proxy), (dispatcher) => {
            const init: RequestInit = {}
            // The types of Node's own undici are of another version.
            Reflect.set(init, "dispatcher", dispatcher)
            return init
          }),
        ),
      ),
  },
}
