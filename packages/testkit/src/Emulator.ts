/**
 * The platform over HTTP: the real API, served from memory to clients in any
 * language.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { Api } from "@org-trust/http/Api"
import * as AccessTokens from "./emulator/AccessTokens.ts"
import * as Controls from "./emulator/Controls.ts"
import * as Exchange from "./emulator/Exchange.ts"
import * as Gate from "./emulator/Gate.ts"
import * as Handlers from "./emulator/Handlers.ts"
import * as Login from "./emulator/Login.ts"
import * as RequestErrors from "./emulator/RequestErrors.ts"
import { Platform } from "./Platform.ts"

/** What can be set about an emulator. */
export interface EmulatorOptions {
  /** How long an access token is good; the platform's default is 24 hours. */
  readonly tokenLifetime?: Duration.Duration
}

const serving = { disableLogger: true, routerConfig: { caseSensitive: true } } as const

/**
 * The emulator's routes: the API, `POST /oauth/token`, `GET /openapi.json`, and the
 * controls under `/_emulator/`.
 */
export const routes = (options?: EmulatorOptions) =>
  Layer.mergeAll(
    HttpApiBuilder.layer(Api, { openapiPath: "/openapi.json" }).pipe(
      Layer.provide(Handlers.layer),
      Layer.provide(Gate.layer),
      Layer.provide(RequestErrors.layer),
    ),
    Login.layer,
    Controls.layer,
    Exchange.layer,
  ).pipe(
    Layer.provide(AccessTokens.layer(options?.tokenLifetime ?? Duration.hours(24))),
    // What serving files would need; this API has none.
    Layer.provide(HttpServer.layerServices),
  )

/** Serves a platform on an HTTP server; all requests share the platform's state. */
export const layer = (options?: EmulatorOptions): Layer.Layer<never, never, HttpServer.HttpServer | Platform> =>
  HttpRouter.serve(routes(options), { ...serving, disableListenLog: true })

/**
 * An HTTP client whose requests a platform answers within the process, whatever
 * host they name. No socket is opened.
 */
export const layerClient = (options?: EmulatorOptions): Layer.Layer<HttpClient.HttpClient, never, Platform> =>
  FetchHttpClient.layer.pipe(
    Layer.provide(
      Layer.effect(
        FetchHttpClient.Fetch,
        Effect.gen(function* () {
          const platform = yield* Platform
          const { dispose, handler } = HttpRouter.toWebHandler(
            Layer.provide(routes(options), Layer.succeed(Platform, platform)),
            serving,
          )
          yield* Effect.addFinalizer(() => Effect.promise(dispose))
          return (input, init) => handler(new Request(input, init))
        }),
      ),
    ),
  )
