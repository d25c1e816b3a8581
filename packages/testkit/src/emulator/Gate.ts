/**
 * What a request has to pass before anything of it is decoded: the faults that are
 * planned for it, authentication (401), the limit of requests (429), the size and type
 * of its body (413, 415), and permission (403).
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import { OrganizationIdParam } from "@org-trust/core/Identifiers"
import { authorize } from "@org-trust/core/lifecycle/Decide"
import { type OperationName, operationNames } from "@org-trust/core/Operation"
import { InvalidRequest, type TrustError, Unauthenticated } from "@org-trust/core/TrustError"
import { Bearer } from "@org-trust/http/Bearer"
import { Caller } from "@org-trust/http/Caller"
import { Faults } from "../Faults.ts"
import { Platform } from "../Platform.ts"
import { principalOf } from "../WorldFile.ts"
import { AccessTokens } from "./AccessTokens.ts"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse } from "./ErrorResponse.ts"
import { maxBodyBytes } from "./Exchange.ts"
import * as Inject from "./faults/Inject.ts"

const contentType = (request: HttpServerRequest.HttpServerRequest): string =>
  (request.headers["content-type"] ?? "application/json").split(";", 1).join("").trim().toLowerCase()

/** Reads the body once, within the limit; the decoder gets it from the request's own cache. */
const checkBody = Effect.fnUntraced(function* (
  operation: OperationName,
  endpoint: HttpApiEndpoint.Top,
): Effect.fn.Return<void, InvalidRequest, HttpServerRequest.HttpServerRequest> {
  if (endpoint.payload.size === 0) return
  const request = yield* HttpServerRequest.HttpServerRequest
  const correlationId = yield* CorrelationId
  const refuse = (status: number, code: string, message: string) =>
    new InvalidRequest({ operation, correlationId, status, code, message, details: [] })
  const tooLarge = refuse(413, "request.entity.too.large", `A request body can have at most ${maxBodyBytes} bytes`)
  if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) return yield* tooLarge
  if (contentType(request) !== "application/json") {
    return yield* refuse(415, "unsupported.media.type", "The body has to be application/json")
  }
  yield* Effect.mapError(request.text, () => tooLarge)
})

/** The gate in front of every operation. */
export const layer: Layer.Layer<Bearer, never, Platform | AccessTokens | Faults> = Layer.effect(
  Bearer,
  Effect.gen(function* () {
    const platform = yield* Platform
    const tokens = yield* AccessTokens
    const faults = yield* Faults
    const inject = Inject.make(faults, platform)

    const callerOf = Effect.fnUntraced(function* (operation: OperationName, credential: Redacted.Redacted) {
      const correlationId = yield* CorrelationId
      const refuse = (code: string, message: string) => new Unauthenticated({ operation, correlationId, code, message })
      if (Redacted.value(credential) === "") return yield* refuse("authentication.required", "No bearer token was sent")
      const client = yield* tokens.clientOf(credential)
      return Option.isSome(client)
        ? principalOf(client.value)
        : yield* refuse("bad.credentials", "The token is not known or has expired")
    })

    const pass = Effect.fnUntraced(function* (
      operation: OperationName,
      credential: Redacted.Redacted,
      endpoint: HttpApiEndpoint.Top,
    ) {
      const principal = yield* callerOf(operation, credential)
      const exchange = { operation, correlationId: yield* CorrelationId }
      const limited = yield* faults.admit(exchange, Redacted.value(credential))
      if (limited !== undefined) return yield* limited
      yield* checkBody(operation, endpoint)
      const { trustorOrgId } = yield* HttpRouter.params
      const authorized = authorize(platform.environment, yield* platform.stateSeenBy(operation), {
        ...exchange,
        principal,
        now: yield* platform.now,
        ...(trustorOrgId !== undefined && { trustorOrgId: OrganizationIdParam.make(trustorOrgId) }),
      })
      return Result.isSuccess(authorized) ? principal : yield* authorized.failure.error
    })

    return Bearer.of({
      bearer: (httpEffect, { credential, endpoint, group }) => {
        const name = `${group.identifier}.${endpoint.identifier}`
        const operation = operationNames.find((known) => known === name)
        if (operation === undefined) return Effect.die(new Error(`No operation is called ${name}`))
        return inject({
          operation,
          answerOf: errorResponse,
          forgetToken: tokens.forget(credential),
          handle: pass(operation, credential, endpoint).pipe(
            Effect.matchEffect({
              onFailure: (error: TrustError) => Effect.succeed(errorResponse(error)),
              onSuccess: (principal) => Effect.provideService(httpEffect, Caller, principal),
            }),
          ),
        })
      },
    })
  }),
)
