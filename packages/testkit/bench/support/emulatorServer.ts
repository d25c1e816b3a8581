/**
 * The emulator, with trusts of one trustor with many trustees, as a process of its
 * own: it says where it listens, what its client is called, and its CPU time whenever
 * it gets a message.
 */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as HttpServer from "effect/http/HttpServer"
import * as Emulator from "@org-trust/testkit/Emulator"
import { makeServer } from "@org-trust/testkit/emulator/NodeServer"
import * as Platform from "@org-trust/testkit/Platform"
import { pageSize } from "./answers.ts"
import * as Stage from "./Stage.ts"

const stage = Stage.make({ trustees: Number(process.argv[2] ?? pageSize), users: 1 })

const announce = Layer.effectDiscard(
  HttpServer.addressFormattedWith((url) =>
    Effect.sync(() => {
      process.send?.({ url, id: stage.client.id, secret: Redacted.value(stage.client.secret) })
    }),
  ),
)

announce.pipe(
  Layer.provideMerge(Emulator.layer()),
  Layer.provide(NodeHttpServer.layer(makeServer, { host: "127.0.0.1", port: 0 })),
  Layer.provide(Layer.effect(Platform.Platform, stage.platform)),
  Layer.launch,
  Effect.runFork,
)
