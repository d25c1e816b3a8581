/**
 * `POST /oauth/token`: the client-credentials grant.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { TrustError } from "@org-trust/core/TrustError"
import { fromTrustError } from "@org-trust/http/ErrorResponse"
import { loginOperation } from "@org-trust/http/LoginError"
import { Faults } from "../../Faults.ts"
import { Platform } from "../../Platform.ts"
import { hasSecret } from "../../WorldFile.ts"
import { AccessTokens } from "./AccessTokens.ts"
import * as Inject from "./faults/Inject.ts"

// The token endpoint's errors have a shape of their own, not that of the API.
const failure = (status: number, error: string, description: string) =>
  HttpServerResponse.jsonUnsafe({ error, description }, { status })

const answerOf = (error: TrustError) => {
  const { body, status } = fromTrustError(error)
  return failure(status, body.code ?? "", error.message)
}

const basic = HttpApiBuilder.securityDecode(HttpApiSecurity.basic)
const body = HttpServerRequest.schemaBodyUrlParams(Schema.Struct({ grant_type: Schema.String }))

/** The route. It answers 400 to an unknown client and 401 to a wrong secret, as the platform does. */
export const layer: Layer.Layer<never, never, HttpRouter.HttpRouter | Platform | AccessTokens | Faults> =
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const platform = yield* Platform
      const tokens = yield* AccessTokens
      const inject = Inject.make(yield* Faults, platform)
      const clients = new Map(platform.world.clients.map((client) => [client.id, client]))
      const handle = Effect.gen(function* () {
        const grant = yield* Effect.option(body)
        if (grant._tag === "None") return failure(400, "invalid_request", "grant_type is missing")
        if (grant.value.grant_type !== "client_credentials") {
          return failure(400, "unsupported_grant_type", "only client_credentials is supported")
        }
        const { password, username } = yield* basic
        const client = clients.get(username)
        if (client === undefined) return failure(400, "invalid_client", "client not found")
        if (!hasSecret(client, password)) return failure(401, "invalid_client", "authentication failed")
        const { lifetime, token } = yield* tokens.issue(client)
        return HttpServerResponse.jsonUnsafe({
          access_token: Redacted.value(token),
          token_type: "bearer",
          expires_in: Math.floor(Duration.toSeconds(lifetime)),
        })
      })
      yield* router.add(
        "POST",
        "/oauth/token",
        inject({ operation: loginOperation, answerOf, forgetToken: Effect.void, handle }),
      )
    }),
  )
