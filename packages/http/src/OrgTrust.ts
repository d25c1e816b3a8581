/**
 * The services of this library over HTTP, against Genesys Cloud or anything that
 * speaks its API.
 */
import { Invoke } from "@org-trust/core/Invoke"
import type { OperationName } from "@org-trust/core/Operation"
import * as Services from "@org-trust/core/Services"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpTraceContext from "effect/http/HttpTraceContext"
import * as Layer from "effect/Layer"
import * as AccessToken from "./internal/AccessToken.ts"
import type { Credentials } from "./Credentials.ts"
import { environment } from "./Environment.ts"
import { defaultLimits, type Limits } from "./Limits.ts"
import { type Call, makeCall } from "./internal/call.ts"
import { makeWire } from "./internal/wire.ts"
import * as Pacing from "./Pacing.ts"
import { baseUrls, defaultRegion, type Region } from "./Region.ts"
import { defaultRetry, type Retry } from "./Retry.ts"

/**
 * How to call, beside whom and as whom.
 * @category models
 * @since 0.1.0
 */
export interface CallOptions extends Partial<Limits> {
  /** When and how long to try again, where it differs from `defaultRetry`; false: every call is one request. */
  readonly retry?: Partial<Retry> | false
  /** How many requests to send in what time, where it differs from 300 a minute; false: as many as are asked for. */
  readonly pacing?: Partial<Pacing.PacingOptions> | false
  /**
   * Sends `traceparent` and `b3` headers, so that a server of your own can continue
   * the trace. Default false: they tell the vendor about your systems, to no use.
   */
  readonly propagateTrace?: boolean
  /** Name and version of the program, for `User-Agent`, where they stand before this library's own: `onboarding/2.1`. */
  readonly userAgent?: string
}

/**
 * Whom to call, as whom, and how.
 * @category models
 * @since 0.1.0
 */
export interface Options extends CallOptions {
  /** Default `us-east-1`, as in the vendor's tools. */
  readonly region?: Region
  readonly credentials: Credentials
}

/** A map whose values go by their keys. */
interface Calls {
  readonly get: <K extends OperationName>(operation: K) => Call<K> | undefined
  readonly set: <K extends OperationName>(operation: K, call: Call<K>) => void
}

const propagate = (request: HttpClientRequest.HttpClientRequest) =>
  Effect.match(Effect.currentSpan, {
    onFailure: () => request,
    onSuccess: (span) => HttpClientRequest.setHeaders(request, HttpTraceContext.toHeaders(span)),
  })

/**
 * The function that carries out operations over HTTP. All calls share one token and
 * one pace. Each call is a span named after the operation, with its organization and
 * user ids. What fails for the moment is tried again as the replay law of the
 * operation allows; a change whose outcome stays unknown is an `UnknownOutcome`.
 * @category constructors
 * @since 0.1.0
 */
export const makeInvoke = (options: Options): Effect.Effect<Invoke, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const urls = baseUrls(options.region ?? defaultRegion)
    const limits: Limits = {
      timeout: options.timeout ?? defaultLimits.timeout,
      maxBodySize: options.maxBodySize ?? defaultLimits.maxBodySize,
    }
    const retry = options.retry === false ? undefined : { ...defaultRetry, ...options.retry }
    const pacing =
      options.pacing === false ? Pacing.none : yield* Pacing.make(options.credentials, options.pacing ?? {})
    const client = yield* HttpClient.HttpClient
    const { userAgent } = options
    const wire = yield* makeWire(client, { userAgent, finish: options.propagateTrace === true ? propagate : undefined })
    const loginWire = options.propagateTrace === true ? yield* makeWire(client, { userAgent }) : wire
    const accessToken = yield* AccessToken.make(loginWire, options.credentials, urls.login, limits, retry, pacing)
    // Most programs use few of the operations, so each is got ready with its first call.
    const calls: Calls = new Map()
    const makeCallOf = makeCall({
      accessToken,
      baseUrl: urls.api,
      limits,
      pacing,
      retry,
      wire,
      invoke: (operation, input) => invoke(operation, input),
    })
    const callOf = <K extends OperationName>(operation: K): Call<K> => {
      const known = calls.get(operation)
      if (known !== undefined) return known
      const made = makeCallOf(operation)
      calls.set(operation, made)
      return made
    }
    const invoke: Invoke = (operation, input) => callOf(operation)(input)
    return invoke
  })

/**
 * What carries out operations over HTTP, for a program that provides only the services
 * that it uses.
 *
 * @example
 * ```ts
 * import * as Trustees from "@org-trust/core/Trustees"
 * import * as OrgTrust from "@org-trust/http/OrgTrust"
 * import * as Layer from "effect/Layer"
 *
 * const trustees = Trustees.layer.pipe(Layer.provide(OrgTrust.layerInvoke(options)))
 * ```
 * @category layers
 * @since 0.1.0
 */
export const layerInvoke = (options: Options): Layer.Layer<Invoke, never, HttpClient.HttpClient> =>
  Layer.effect(Invoke, makeInvoke(options))

/**
 * All services over HTTP.
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options): Layer.Layer<Services.Services, never, HttpClient.HttpClient> =>
  // Not over `Services.layer`: that is one layer, and is built once where two of these are provided, one within the other.
  Layer.effectContext(Effect.map(makeInvoke(options), Services.make))

/**
 * All services over HTTP, with options of which each may come from a configuration, or
 * all of them together. Fails with `ConfigError` where something is missing or wrong.
 *
 * @example
 * ```ts
 * OrgTrust.layerConfig({
 *   region: Config.succeed("eu-central-1"),
 *   credentials: Config.map(Config.Redacted("TOKEN"), givenToken),
 * })
 * ```
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  options: Config.Wrap<Options>,
): Layer.Layer<Services.Services, Config.ConfigError, HttpClient.HttpClient> =>
  Layer.unwrap(Effect.map(Config.unwrap<Options>(options), layer))

/**
 * All services over HTTP, as the environment says: see {@link environment} for the
 * names, which are those of the vendor's own tools. Fails with `ConfigError` where one is
 * missing or wrong.
 * @category layers
 * @since 0.1.0
 */
export const layerEnvironment = (
  options?: CallOptions,
): Layer.Layer<Services.Services, Config.ConfigError, HttpClient.HttpClient> =>
  layerConfig(Config.map(environment(), (found) => ({ ...options, ...found })))
