import { createServer, type Server } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as HttpServer from "effect/http/HttpServer"
import type { State } from "@org-trust/core/lifecycle/State"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"

/** An emulator behind a real socket, and the state of the platform that it serves. */
export interface RunningEmulator {
  readonly url: string
  readonly state: () => State
  readonly stop: () => Promise<void>
}

/** Starts an emulator, on a free port unless one is given. */
export const startEmulator = async (
  options?: Emulator.EmulatorOptions &
    Platform.PlatformOptions & { readonly server?: () => Server; readonly port?: number },
): Promise<RunningEmulator> => {
  const runtime = ManagedRuntime.make(
    Emulator.layer(options).pipe(
      Layer.provideMerge(
        NodeHttpServer.layer(options?.server ?? (() => createServer()), {
          host: "127.0.0.1",
          port: options?.port ?? 0,
        }),
      ),
      Layer.provideMerge(Platform.layer(options)),
    ),
  )
  const platform = await runtime.runPromise(Platform.Platform)
  const url = await runtime.runPromise(HttpServer.addressFormattedWith(Effect.succeed))
  return {
    url,
    state: () => Effect.runSync(platform.state),
    stop: () => runtime.dispose(),
  }
}
