/**
 * The platform over HTTP: the real API, served from memory to clients in any
 * language.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpRouter from "effect/http/HttpRouter"
import type * as HttpServer from "effect/http/HttpServer"
import * as AccessTokens from "./emulator/internal/AccessTokens.ts"
import * as Controls from "./emulator/internal/Controls.ts"
import type { Origins } from "./emulator/internal/CrossOrigin.ts"
import * as EveryRequest from "./emulator/internal/EveryRequest.ts"
import * as InProcess from "./emulator/internal/InProcess.ts"
import * as Login from "./emulator/internal/Login.ts"
import * as Calls from "./emulator/internal/look/Calls.ts"
import * as Look from "./emulator/internal/look/Look.ts"
import * as Routes from "./emulator/internal/Routes.ts"
import type { FaultPlan } from "./FaultPlan.ts"
import * as Faults from "./Faults.ts"
import type { Platform } from "./Platform.ts"

export type { Origins }

/**
 * What can be set about an emulator.
 * @category models
 * @since 0.1.0
 */
export interface EmulatorOptions {
  /** How long an access token is good; the platform's default is 24 hours. */
  readonly tokenLifetime?: Duration.Duration
  /** The faults to start with; none unless given. */
  readonly faults?: FaultPlan
  /** The origins whose pages in a browser may use it; any unless given, with none nobody's. */
  readonly origins?: Origins
}

const serving = { disableLogger: true, routerConfig: { caseSensitive: true } } as const

/**
 * The emulator's routes: the API, `POST /oauth/token`, `GET /openapi.json`, `GET /`
 * (a page for browsers), `GET /health`, and the controls under `/_emulator/`, with the faults of the `Faults` that they are given.
 * @category functions
 * @since 0.1.0
 */
export const routes = (options?: Omit<EmulatorOptions, "faults">) =>
  Layer.mergeAll(
    Routes.layer,
    Login.layer,
    Controls.layer,
    Look.layer(options?.origins ?? "any"),
    EveryRequest.layer(options?.origins ?? "any"),
  ).pipe(Layer.provide(Calls.layer), Layer.provide(AccessTokens.layer(options?.tokenLifetime ?? Duration.hours(24))))

/**
 * Serves a platform on an HTTP server; all requests share the platform's state.
 * @category layers
 * @since 0.1.0
 */
export const layer = (options?: EmulatorOptions): Layer.Layer<Faults.Faults, never, HttpServer.HttpServer | Platform> =>
  Calls.layerEnd.pipe(
    Layer.provideMerge(HttpRouter.serve(routes(options), { ...serving, disableListenLog: true })),
    Layer.provide(Calls.layer),
    Layer.provideMerge(Faults.layer(options?.faults)),
  )

/**
 * An HTTP client whose requests a platform answers within the process, whatever
 * host they name. No socket is opened, and each request is handled in the caller's
 * fiber, with the caller's references, clock and interruption. A connection that is
 * cut is an `HttpClientError` whose reason is a `TransportError`.
 * @category layers
 * @since 0.1.0
 */
export const layerClient = (
  options?: EmulatorOptions,
): Layer.Layer<HttpClient.HttpClient | Faults.Faults, never, Platform> =>
  Layer.effect(HttpClient.HttpClient, Effect.map(HttpRouter.toHttpEffect(routes(options)), InProcess.make)).pipe(
    Layer.provide(Layer.succeed(HttpRouter.RouterConfig, serving.routerConfig)),
    Layer.provideMerge(Faults.layer(options?.faults)),
  )
