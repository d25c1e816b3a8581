import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpServer from "effect/http/HttpServer"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"
import { overHttp } from "./stages.ts"
import { suite } from "./suite.ts"

const server = NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })

suite(
  "over HTTP, with the emulator behind a socket",
  Layer.unwrap(HttpServer.addressFormattedWith((url) => Effect.succeed(overHttp(url)))).pipe(
    Layer.provide(NodeHttpClient.layerUndici),
    Layer.provide(Layer.provideMerge(Emulator.layer(), server)),
    Layer.provide(Platform.layer()),
    Layer.orDie,
  ),
)
