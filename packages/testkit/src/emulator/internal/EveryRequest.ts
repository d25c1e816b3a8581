/**
 * What is true of every request: it has a correlation id, whatever goes wrong is
 * answered with a complete error body, pages may read the answer, and it is noted for
 * those who look at the emulator.
 */
import * as ByteSize from "effect/ByteSize"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Predicate from "effect/Predicate"
import type { unhandled } from "effect/Types"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerError from "effect/http/HttpServerError"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { InvalidRequest, NotFound, Unavailable } from "@org-trust/core/TrustError"
import { Platform } from "../../Platform.ts"
import { AccessTokens } from "./AccessTokens.ts"
import * as Authentication from "./Authentication.ts"
import { type Authenticate, bearer } from "./Authentication.ts"
import { CorrelationId, headerName } from "./CorrelationId.ts"
import { allow, type Origins } from "./CrossOrigin.ts"
import { errorResponse, unavailable } from "./ErrorResponse.ts"
import { Calls } from "./look/Calls.ts"
import { makeNote } from "./look/Note.ts"

/** Bytes that a request body can have at most: the platform's limit `request.bytes.max`. */
export const maxBodyBytes = 512_000

// The router takes what follows `;` or `#` for a query, so that a request would do what a shorter path asks for.
const isOddPath = (url: string): boolean => /^[^?]*[;#]/.test(url)

// HTTP 1.1 demands the header, and a request without one is the beginning of many a mistake with proxies.
const lacksHost = ({ headers, source }: HttpServerRequest.HttpServerRequest): boolean =>
  headers["host"] === undefined && Predicate.hasProperty(source, "httpVersion") && source.httpVersion === "1.1"

const checkRequest = Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
  const reason = lacksHost(request)
    ? new HttpServerError.RequestParseError({ request })
    : isOddPath(request.url)
      ? new HttpServerError.RouteNotFound({ request })
      : undefined
  return reason === undefined ? Effect.void : Effect.fail(new HttpServerError.HttpServerError({ reason }))
})

/** Whether a path is one of the API, if it has it. */
const isOfApi = (url: string): boolean => url.startsWith("/api/")

/** The answer to a request for a path that there is not. */
export const nothingThere: Effect.Effect<
  HttpServerResponse.HttpServerResponse,
  never,
  HttpServerRequest.HttpServerRequest
> = Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ method, url }) =>
  Effect.map(CorrelationId, (correlationId) => {
    const operation = `${method} ${url}`
    return errorResponse(new NotFound({ operation, correlationId, message: `The API has no ${operation}` }))
  }),
)

/** The same where the path could be one of the API: only who is known is told so. */
export const unknownPath = (
  authenticate: Authenticate,
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest> =>
  Effect.gen(function* () {
    const { method, url } = yield* HttpServerRequest.HttpServerRequest
    if (!isOfApi(url)) return yield* nothingThere
    const origin = { operation: `${method} ${url}`, correlationId: yield* CorrelationId }
    return yield* Effect.matchEffect(authenticate(yield* bearer, origin), {
      onFailure: (refusal) => Effect.succeed(errorResponse(refusal)),
      onSuccess: () => nothingThere,
    })
  })

// The router demands middleware that can still fail, hence the error type: everything is answered here.
const answerFailure = Effect.fnUntraced(function* (
  authenticate: Authenticate,
  cause: Cause.Cause<unhandled | HttpServerError.HttpServerError>,
): Effect.fn.Return<HttpServerResponse.HttpServerResponse, unhandled, HttpServerRequest.HttpServerRequest> {
  // A client that went away before the answer: nothing failed, and nobody is there to be answered.
  if (Cause.hasInterruptsOnly(cause)) return yield* Effect.interrupt
  const { method, url } = yield* HttpServerRequest.HttpServerRequest
  const origin = { operation: `${method} ${url}`, correlationId: yield* CorrelationId }
  const error = Cause.squash(cause)
  const reason = HttpServerError.isHttpServerError(error) ? error.reason._tag : "Defect"
  switch (reason) {
    case "RouteNotFound":
      return yield* unknownPath(authenticate)
    case "RequestParseError": {
      const message = "The request could not be read"
      return errorResponse(new InvalidRequest({ ...origin, message, code: "bad.request", status: 400, details: [] }))
    }
    default:
      yield* Effect.logError("The emulator failed", cause)
      return errorResponse(
        new Unavailable({
          ...origin,
          message: "Internal error of the emulator",
          reason: "Status",
          status: 500,
          code: "internal.server.error",
        }),
      )
  }
})

/** What others have done comes before the request. */
const afterOthers = <E, R>(
  platform: Platform["Service"],
  httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R> =>
  platform.seal === undefined
    ? httpEffect
    : Effect.matchEffect(platform.refresh, { onFailure: unavailable, onSuccess: () => httpEffect })

/** The middleware around all routes, for pages of these origins. */
export const layer = (
  origins: Origins,
): Layer.Layer<never, never, HttpRouter.HttpRouter | Platform | AccessTokens | Calls> =>
  HttpRouter.middleware(
    Effect.gen(function* () {
      const platform = yield* Platform
      const tokens = yield* AccessTokens
      const authenticate = Authentication.make(tokens, platform)
      const note = makeNote(platform, tokens, yield* Calls)
      return (httpEffect) =>
        Effect.flatMap(platform.uuid, (correlationId) =>
          Effect.andThen(checkRequest, afterOthers(platform, httpEffect)).pipe(
            Effect.catchCause((cause) => answerFailure(authenticate, cause)),
            note(correlationId),
            allow(origins),
            Effect.map(HttpServerResponse.setHeader(headerName, correlationId)),
            Effect.provideService(CorrelationId, correlationId),
            Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBodyBytes)),
          ),
        )
    }),
    { global: true },
  )
