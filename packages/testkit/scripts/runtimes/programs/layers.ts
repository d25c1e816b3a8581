/**
 * The HTTP layers that a program on Node, Bun or Deno can choose from.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@org-trust/http/node/Undici"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { EnvHttpProxyAgent } from "undici"

/** Sends everything through the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say. */
const layerProxied = NodeHttpClient.layerUndiciNoDispatcher.pipe(
  Layer.provide(
    Layer.effect(
      NodeHttpClient.Dispatcher,
      Effect.acquireRelease(
        Effect.sync(() => new EnvHttpProxyAgent()),
        (agent) => Effect.promise(() => agent.destroy()),
      ),
    ),
  ),
)

/** By the names under which they are tried. */
export const layers: Record<string, Layer.Layer<HttpClient.HttpClient>> = {
  "Undici.layer": Undici.layer,
  undici: NodeHttpClient.layerUndici,
  "undici, proxied": layerProxied,
  "node:http": NodeHttpClient.layerNodeHttp,
  fetch: FetchHttpClient.layer,
}

/** The layer that the program was started with. */
export const layerOf = (name: string | undefined): Layer.Layer<HttpClient.HttpClient> => {
  const layer = layers[name ?? ""]
  if (layer === undefined) throw new Error(`no layer ${name}`)
  return layer
}
