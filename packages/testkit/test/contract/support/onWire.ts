/**
 * Serves an emulator that does something of its own on the wire, on a loopback port.
 */
import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import { overHttp } from "@org-trust/testkit/contract/overHttp"
import { controlsIn } from "../../../src/contract/internal/controlsIn.ts"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import * as Emulator from "@org-trust/testkit/Emulator"
import type { OnWire, WireAnswer, WireRequest } from "@org-trust/testkit/mutants/wire"
import * as Platform from "@org-trust/testkit/Platform"

const isMethod = (text: string): text is "GET" | "POST" | "PUT" | "DELETE" =>
  ["GET", "POST", "PUT", "DELETE"].includes(text)

const hopByHop: ReadonlySet<string> = new Set(["connection", "content-length", "host", "transfer-encoding"])

const withoutHops = (headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hopByHop.has(name.toLowerCase()) ? [] : [[name, value]],
    ),
  )

const carriedOut =
  (client: HttpClient.HttpClient) =>
  ({ body, headers, method, path }: WireRequest): Effect.Effect<WireAnswer> => {
    const plain = HttpClientRequest.make(isMethod(method) ? method : "GET")(`http://emulator${path}`)
    const type = headers["content-type"] ?? ""
    const request = HttpClientRequest.setHeaders(
      body === "" ? plain : HttpClientRequest.bodyText(plain, body, type),
      headers,
    )
    return Effect.orDie(
      Effect.flatMap(client.execute(request), (response) =>
        Effect.map(response.text, (text) => ({
          status: response.status,
          headers: withoutHops(response.headers),
          body: text,
        })),
      ),
    )
  }

const appOf = (client: HttpClient.HttpClient, onWire: OnWire) =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const { body, headers, status } = yield* onWire(
      {
        method: request.method,
        path: request.url,
        headers: withoutHops(request.headers),
        body: yield* Effect.orDie(request.text),
      },
      carriedOut(client),
    )
    return body === ""
      ? HttpServerResponse.empty({ status, headers })
      : HttpServerResponse.uint8Array(new TextEncoder().encode(body), {
          status,
          headers,
          // Without one of its own the response would get one.
          contentType: headers["content-type"] ?? headers["CONTENT-TYPE"] ?? "application/x-nothing",
        })
  })

/** Uses an emulator that does something of its own on the wire. */
export const served = <A, E>(onWire: OnWire, use: (subject: Subject) => Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.scoped(
    Effect.gen(function* () {
      const platform = yield* Platform.make()
      const emulator = yield* Layer.build(
        Emulator.layerClient({ tokenLifetime: Duration.days(100_000) }).pipe(
          Layer.provide(Layer.succeed(Platform.Platform, platform)),
        ),
      )
      const client = yield* Effect.provide(HttpClient.HttpClient, emulator)
      const services = yield* Layer.build(
        HttpServer.serve(appOf(client, onWire)).pipe(
          Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
        ),
      ).pipe(Effect.orDie)
      const url = yield* Effect.provide(HttpServer.addressFormattedWith(Effect.succeed), services)
      const subject = overHttp({ url, world, capabilities: complete, httpClient: NodeHttpClient.layerUndici })
      return yield* use({ ...subject, ...controlsIn(platform) })
    }),
  )
