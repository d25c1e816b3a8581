/**
 * The emulator with the built-in world, as a process of its own, which says where it
 * listens.
 */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpServer from "effect/http/HttpServer"
import * as Emulator from "@org-trust/testkit/Emulator"
import { makeServer } from "@org-trust/testkit/emulator/NodeServer"
import * as Platform from "@org-trust/testkit/Platform"

Layer.effectDiscard(
  HttpServer.addressFormattedWith((url) =>
    Effect.sync(() => {
      process.send?.(url)
    }),
  ),
).pipe(
  Layer.provideMerge(Emulator.layer()),
  Layer.provide(NodeHttpServer.layer(makeServer, { host: "127.0.0.1", port: 0 })),
  Layer.provide(Platform.layer()),
  Layer.launch,
  Effect.runFork,
)
