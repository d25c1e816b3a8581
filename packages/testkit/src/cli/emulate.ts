/**
 * `org-trust emulate`: serves the emulator until stopped.
 */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as HttpServer from "effect/http/HttpServer"
import * as Emulator from "../Emulator.ts"
import * as Platform from "../Platform.ts"
import { worldFlag, worldOf } from "./worldFlag.ts"

const announce = Layer.effectDiscard(
  HttpServer.addressFormattedWith((address) => Console.log(`listening on ${address}`)),
)

/** The command. */
export const emulate = Command.make(
  "emulate",
  {
    port: Flag.Int("port").pipe(
      Flag.withDescription("Port to listen on; 0 or none means a free one"),
      Flag.withDefault(0),
    ),
    host: Flag.String("host").pipe(Flag.withDescription("Host to listen on"), Flag.withDefault("127.0.0.1")),
    world: worldFlag,
  },
  Effect.fnUntraced(function* ({ host, port, world }) {
    const file = yield* worldOf(world)
    return yield* announce.pipe(
      Layer.provideMerge(Emulator.layer()),
      Layer.provide(NodeHttpServer.layer(createServer, { host, port })),
      Layer.provide(Platform.layer(Option.isSome(file) ? { world: file.value } : {})),
      Layer.launch,
    )
  }),
).pipe(Command.withDescription("Serve the API from memory until stopped"))
