/**
 * The operations as routes, read from the table, and the OpenAPI document.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as OpenApi from "effect/http-api/OpenApi"
import type * as Redacted from "effect/Redacted"
import { OrganizationIdParam } from "@org-trust/core/Identifiers"
import { type OperationEntry, type OperationName, operationNames, operations } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import { Api } from "@org-trust/http/Api"
import { requestSchemas } from "@org-trust/http/RequestSchemas"
import { Faults } from "../../Faults.ts"
import { Platform } from "../../Platform.ts"
import * as Authentication from "./Authentication.ts"
import { bearer } from "./Authentication.ts"
import { AccessTokens } from "./AccessTokens.ts"
import * as Admission from "./Admission.ts"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse } from "./ErrorResponse.ts"
import { unknownPath } from "./EveryRequest.ts"
import * as Inject from "./faults/Inject.ts"
import { makeReadInput } from "./ReadInput.ts"
import { makeHasIds } from "./ReservedNames.ts"
import { makeWriteReply } from "./WriteReply.ts"

/** What the path of a request says. */
type Params = Effect.Success<typeof HttpRouter.params>

/** The routes. Everything that they answer, they answer as the API does. */
export const layer: Layer.Layer<never, never, HttpRouter.HttpRouter | Platform | AccessTokens | Faults> =
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const platform = yield* Platform
      const tokens = yield* AccessTokens
      const faults = yield* Faults
      const inject = Inject.make(faults, platform)
      const authenticate = Authentication.make(tokens, platform)

      const handle = <K extends OperationName>(operation: K) => {
        const admit = Admission.make(operation, authenticate, faults)
        const hasIds = makeHasIds(operation)
        const readInput = makeReadInput(operation)
        const writeReply = makeWriteReply(operation)
        const carryOut = (credential: Redacted.Redacted, params: Params) =>
          Effect.flatMap(HttpServerRequest.ParsedSearchParams, (query) =>
            Effect.flatMap(CorrelationId, (correlationId) =>
              Effect.flatMap(admit(credential, correlationId), ({ body, principal }) => {
                const { trustorOrgId } = params
                return platform.serveAs(principal, correlationId)(operation, {
                  trustorOrgId: trustorOrgId === undefined ? undefined : OrganizationIdParam.make(trustorOrgId),
                  read: () => readInput({ params, query, body }, correlationId),
                })
              }),
            ),
          )
        const answering = {
          onFailure: (error: TrustError) => errorResponse(error),
          onSuccess: writeReply,
        }
        return Effect.flatMap(HttpRouter.params, (params) =>
          hasIds(params)
            ? Effect.flatMap(bearer, (credential) =>
                inject({
                  operation,
                  answerOf: errorResponse,
                  forgetToken: tokens.forget(credential),
                  handle: Effect.match(carryOut(credential, params), answering),
                }),
              )
            : unknownPath(authenticate),
        )
      }

      for (const operation of operationNames) {
        const { method }: OperationEntry = operations[operation]
        yield* router.add(method, requestSchemas(operation).path, handle(operation))
      }
      let document: HttpServerResponse.HttpServerResponse | undefined
      const openApi = Effect.sync(() => (document ??= HttpServerResponse.jsonUnsafe(OpenApi.fromApi(Api))))
      yield* router.add("GET", "/openapi.json", openApi)
    }),
  )
