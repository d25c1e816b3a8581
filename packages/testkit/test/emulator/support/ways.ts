import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpMethod from "effect/http/HttpMethod"
import * as HttpServer from "effect/http/HttpServer"
import * as Emulator from "@org-trust/testkit/Emulator"
import { Faults } from "@org-trust/testkit/Faults"
import * as Platform from "@org-trust/testkit/Platform"
import { type RawAnswer, type RawRequest, send } from "./wire.ts"

/** What a client gets: an answer, or none because the connection was cut. */
export type Outcome = RawAnswer | "cut"

/** An emulator, however it is reached. */
export interface Reached {
  readonly send: (request: RawRequest) => Promise<Outcome>
  readonly faults: Faults["Service"]
  readonly platform: Platform.Platform["Service"]
  /** How many pairings there are, whatever reads may see. */
  readonly pairings: () => number
  readonly stop: () => Promise<void>
}

/** What can be set about both ways. */
export type Options = Emulator.EmulatorOptions & Platform.PlatformOptions

const pairingsOf = (platform: Platform.Platform["Service"]) => () =>
  HashMap.size(Effect.runSync(platform.state).pairings)

/** Over a real socket. */
export const overSocket = async (options?: Options): Promise<Reached> => {
  const runtime = ManagedRuntime.make(
    Emulator.layer(options).pipe(
      Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
      Layer.provideMerge(Platform.layer(options)),
    ),
  )
  const [platform, faults] = await runtime.runPromise(Effect.all([Platform.Platform, Faults]))
  const url = await runtime.runPromise(HttpServer.addressFormattedWith(Effect.succeed))
  return {
    send: (request) =>
      send(url, request).catch((error: NodeJS.ErrnoException): Outcome => {
        if (error.code === "ECONNRESET") return "cut"
        throw error
      }),
    faults,
    platform,
    pairings: pairingsOf(platform),
    stop: () => runtime.dispose(),
  }
}

const exchange = Effect.fnUntraced(function* ({ body, headers, method, path }: RawRequest) {
  if (!HttpMethod.isHttpMethod(method)) return yield* Effect.die(new Error(`${method} is no method`))
  const request = HttpClientRequest.make(method)(`http://emulator.test${path}`, {
    headers: headers ?? {},
    ...(body !== undefined && {
      body: HttpBody.uint8Array(Buffer.from(body), headers?.["content-type"] ?? "application/json"),
    }),
  })
  const response = yield* HttpClient.execute(request)
  return { status: response.status, headers: { ...response.headers }, text: yield* response.text }
})

/** Within the process. */
export const inProcess = async (options?: Options): Promise<Reached> => {
  const runtime = ManagedRuntime.make(Emulator.layerClient(options).pipe(Layer.provideMerge(Platform.layer(options))))
  const [platform, faults] = await runtime.runPromise(Effect.all([Platform.Platform, Faults]))
  return {
    send: (request) =>
      runtime.runPromise(
        Effect.catchTag(exchange(request), "HttpClientError", (error) =>
          error.reason._tag === "TransportError" ? Effect.succeed<Outcome>("cut") : Effect.die(error),
        ),
      ),
    faults,
    platform,
    pairings: pairingsOf(platform),
    stop: () => runtime.dispose(),
  }
}

/** Both ways by name. */
export const ways = [
  { way: "over a socket", start: overSocket },
  { way: "in process", start: inProcess },
] as const
