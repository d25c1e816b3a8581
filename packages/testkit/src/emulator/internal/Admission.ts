/**
 * What a request has to pass before it is carried out: authentication (401), the limit
 * of requests (429), and the size and type of its body (413, 415). Permission (403) is
 * decided with the request itself, before anything of it is decoded.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type { OperationName } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import { requestParts } from "@org-trust/core/RequestParts"
import { InvalidRequest, type RateLimited, type Unauthenticated } from "@org-trust/core/TrustError"
import type { Faults } from "../../Faults.ts"
import type { Authenticate } from "./Authentication.ts"
import { maxBodyBytes } from "./EveryRequest.ts"

/** Who asks, and the body of the request; empty where the operation takes none. */
export interface Admitted {
  readonly principal: Principal
  readonly body: string
}

/** Why a request is not admitted. */
export type NotAdmitted = Unauthenticated | RateLimited | InvalidRequest

type Next = Effect.Effect<Admitted, NotAdmitted, HttpServerRequest.HttpServerRequest>

const contentType = (request: HttpServerRequest.HttpServerRequest): string =>
  (request.headers["content-type"] ?? "application/json").split(";", 1).join("").trim().toLowerCase()

/** The body, if it is JSON and within the limit. */
const readBody = (operation: OperationName, correlationId: string) =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request): Effect.Effect<string, InvalidRequest> => {
    const refuse = (status: number, code: string, message: string) =>
      new InvalidRequest({ operation, correlationId, status, code, message, details: [] })
    const tooLarge = () =>
      refuse(413, "request.entity.too.large", `A request body can have at most ${maxBodyBytes} bytes`)
    if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) return Effect.fail(tooLarge())
    return contentType(request) === "application/json"
      ? Effect.mapError(request.text, tooLarge)
      : Effect.fail(refuse(415, "unsupported.media.type", "The body has to be application/json"))
  })

/** How the requests of an operation are admitted. */
export const make = (operation: OperationName, authenticate: Authenticate, faults: Faults["Service"]) => {
  const { hasPayload } = requestParts(operation)
  return (credential: Redacted.Redacted, correlationId: string): Next =>
    Effect.flatMap(authenticate(credential, { operation, correlationId }), (principal) =>
      Effect.flatMap(faults.admit({ operation, correlationId }, Redacted.value(credential)), (limited): Next => {
        if (limited !== undefined) return Effect.fail(limited)
        return hasPayload
          ? Effect.map(readBody(operation, correlationId), (body) => ({ principal, body }))
          : Effect.succeed({ principal, body: "" })
      }),
    )
}
