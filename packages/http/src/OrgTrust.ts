/**
 * The services of this library over HTTP, against Genesys Cloud or anything that
 * speaks its API.
 */
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as HttpApiClient from "effect/http-api/HttpApiClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpTraceContext from "effect/http/HttpTraceContext"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as AccessToken from "./AccessToken.ts"
import { Api } from "./Api.ts"
import { clientCredentials, type Credentials } from "./Credentials.ts"
import { defaultLimits, type Limits } from "./Exchange.ts"
import { makeCall } from "./internal/call.ts"
import { type Calls, makeCalls } from "./internal/calls.ts"
import { CurrentToken } from "./internal/CurrentToken.ts"
import * as Pacing from "./Pacing.ts"
import { baseUrls, defaultRegion, type Region, RegionFromConfig } from "./Region.ts"
import { defaultRetry, type Retry } from "./Retry.ts"

/** How to call, beside whom and as whom. */
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
}

/** Whom to call, as whom, and how. */
export interface Options extends CallOptions {
  /** Default `us-east-1`, as in the vendor's tools. */
  readonly region?: Region
  readonly credentials: Credentials
}

const authorize = (request: HttpClientRequest.HttpClientRequest) =>
  Effect.map(CurrentToken, (token) =>
    Option.match(token, {
      onNone: () => request,
      onSome: (token) => HttpClientRequest.bearerToken(request, token),
    }),
  )

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
    const accessToken = yield* AccessToken.make(options.credentials, urls.login, limits, retry)
    const authorized = (yield* HttpClient.HttpClient).pipe(
      HttpClient.mapRequest(HttpClientRequest.acceptJson),
      HttpClient.mapRequestEffect(authorize),
    )
    const client = yield* HttpApiClient.makeWith(Api, {
      httpClient: options.propagateTrace === true ? HttpClient.mapRequestEffect(authorized, propagate) : authorized,
      baseUrl: urls.api,
    })
    const invoke: Invoke = (operation, input) => calls[operation](input)
    const calls: Calls = makeCalls(client, makeCall({ accessToken, limits, pacing, retry, invoke }))
    return invoke
  })

/** All services over HTTP. */
export const layer = (options: Options): Layer.Layer<Services.Services, never, HttpClient.HttpClient> =>
  Layer.effectContext(Effect.map(makeInvoke(options), Services.make))

const environment = Config.all({
  region: Config.schema(RegionFromConfig, "GENESYSCLOUD_REGION").pipe(Config.withDefault(defaultRegion)),
  clientId: Config.NonEmptyString("GENESYSCLOUD_OAUTHCLIENT_ID"),
  clientSecret: Config.Redacted("GENESYSCLOUD_OAUTHCLIENT_SECRET"),
})

/**
 * All services over HTTP, configured as the vendor's own tools are:
 * `GENESYSCLOUD_REGION` (a region's name or domain, default `us-east-1`),
 * `GENESYSCLOUD_OAUTHCLIENT_ID` and `GENESYSCLOUD_OAUTHCLIENT_SECRET`. Fails with
 * `ConfigError` where one of them is missing or the region is neither.
 */
export const layerConfig = (
  options?: CallOptions,
): Layer.Layer<Services.Services, Config.ConfigError, HttpClient.HttpClient> =>
  Layer.unwrap(
    Effect.map(environment, ({ clientId, clientSecret, region }) =>
      layer({ ...options, region, credentials: clientCredentials(clientId, clientSecret) }),
    ),
  )
