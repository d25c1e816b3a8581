/** The transports that Node programs use, each also through a proxy. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
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

export const transports: Record<"undici" | "node:http" | "fetch", Transport> = {
  undici: {
    direct: NodeHttpClient.layerUndici,
    through: (proxy) =>
      Layer.provide(
        NodeHttpClient.layerUndiciNoDispatcher,
        Layer.effect(NodeHttpClient.Dispatcher, makeProxyAgent(proxy)),
      ),
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
