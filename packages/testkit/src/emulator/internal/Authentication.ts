/**
 * Who makes a request, by its access token. Nothing is said of a request before that
 * is known: not even that the API has no such path.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import { isKnown } from "@org-trust/core/lifecycle/Authorization"
import type { Principal } from "@org-trust/core/Principal"
import { Unauthenticated } from "@org-trust/core/TrustError"
import type { Platform } from "../../Platform.ts"
import { principalOf } from "../../WorldFile.ts"
import type { AccessTokens } from "./AccessTokens.ts"

const decode = HttpApiBuilder.securityDecode(HttpApiSecurity.bearer)

/** The access token of a request; empty where it has none. */
export const bearer: Effect.Effect<Redacted.Redacted, never, HttpServerRequest.HttpServerRequest> =
  Effect.provideService(decode, HttpServerRequest.ParsedSearchParams, {})

/** Where a refusal is from. */
interface Origin {
  readonly operation: string
  readonly correlationId: string
}

/** Who has this token. */
export type Authenticate = (credential: Redacted.Redacted, origin: Origin) => Effect.Effect<Principal, Unauthenticated>

/** Who has which token of a platform. */
export const make =
  (tokens: AccessTokens["Service"], platform: Platform["Service"]): Authenticate =>
  (credential, origin) => {
    const refuse = (code: string, message: string) => Effect.fail(new Unauthenticated({ ...origin, code, message }))
    if (Redacted.value(credential) === "") return refuse("authentication.required", "No bearer token was sent")
    return Effect.flatMap(tokens.clientOf(credential), (client): Effect.Effect<Principal, Unauthenticated> => {
      if (Option.isNone(client)) return refuse("bad.credentials", "The token is not known or has expired")
      const principal = principalOf(client.value)
      // As `decide` refuses it, but before anything is said of the request.
      return isKnown(platform.environment, principal)
        ? Effect.succeed(principal)
        : refuse("bad.credentials", "The organization or the user that calls does not exist or is not active")
    })
  }
