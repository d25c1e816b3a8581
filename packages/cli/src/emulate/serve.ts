/**
 * Serves the emulator until stopped.
 */
import type { Server } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"
import * as HttpServer from "effect/http/HttpServer"
import * as Emulator from "@org-trust/testkit/Emulator"
import type { Origins } from "@org-trust/testkit/Emulator"
import { makeServer } from "@org-trust/testkit/emulator/NodeServer"
import { parse } from "@org-trust/testkit/FaultPlan"
import { readInput } from "../inputFile.ts"
import type { EmulateFlags } from "./flags.ts"
import { platformOf } from "./state.ts"
import { reasonOf } from "../reasonOf.ts"
import { worldOf } from "../worldFlag.ts"
import { untilWrappersEnd } from "../wrappers.ts"

/** The address as others on the same machine call it: nobody can call a host that stands for all. */
const callable = (address: string): string =>
  address.replace("//0.0.0.0:", "//127.0.0.1:").replace(/\/\/\[(?:::|0:0:0:0:0:0:0:0)\]:/, "//[::1]:")

/** Says where it listens on a line of its own, and then, unless it is to be quiet, how to get there. */
const announce = (isQuiet: boolean) =>
  Layer.effectDiscard(
    HttpServer.addressFormattedWith((address) =>
      Effect.andThen(
        Console.log(`listening on ${address}`),
        isQuiet
          ? Effect.void
          : Console.log(
              [
                `page for browsers: ${callable(address)}/`,
                `export GENESYSCLOUD_API_URL=${callable(address)}`,
                `export GENESYSCLOUD_LOGIN_URL=${callable(address)}`,
              ].join("\n"),
            ),
      ),
    ),
  )

// A client that never finishes its request would keep the server from closing.
const hangUp = (server: Server) =>
  Layer.effectDiscard(Effect.addFinalizer(() => Effect.sync(() => server.closeAllConnections())))

const originsOf = (cors: string): Origins => {
  const origins = cors.split(",").map((origin) => origin.trim().replace(/\/$/, ""))
  if (origins.includes("*")) return "any"
  return origins.filter((origin) => origin !== "none" && origin !== "")
}

/** The emulator cannot listen where it was asked to; `message` says where and why not. */
export class CannotListen extends Schema.TaggedError<CannotListen>()("CannotListen", {
  message: Schema.String,
}) {
  override get [CliError.userMessage](): string {
    return this.message
  }
}

/** Serves what the flags say. */
export const serve = Effect.fnUntraced(function* ({ cors, faults, host, port, quiet, state, world }: EmulateFlags) {
  const file = yield* worldOf(world)
  const plan = yield* readInput("plan of faults", faults, parse)
  const server = makeServer()
  return yield* hangUp(server).pipe(
    Layer.provideMerge(announce(quiet)),
    Layer.provideMerge(
      Emulator.layer({ origins: originsOf(cors), ...(Option.isSome(plan) && { faults: plan.value }) }),
    ),
    Layer.provide(NodeHttpServer.layer(() => server, { host, port })),
    Layer.provide(platformOf(state, file)),
    // The standard output is for the address and how to get there.
    Layer.provide(Logger.layer([Logger.withConsoleError(Logger.formatSimple)])),
    Layer.launch,
    Effect.raceFirst(untilWrappersEnd),
    Effect.catchTag("ServeError", ({ cause }) =>
      Effect.fail(new CannotListen({ message: `Cannot listen on ${host}, port ${port}: ${reasonOf(cause)}` })),
    ),
  )
})
