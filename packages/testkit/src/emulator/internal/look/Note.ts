/**
 * Notes what was answered, and to whom.
 */
import * as Effect from "effect/Effect"
import * as Encoding from "effect/encoding/Base64"
import * as Result from "effect/Result"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { Platform } from "../../../Platform.ts"
import type { AccessTokens } from "../AccessTokens.ts"
import type { Calls } from "./Calls.ts"

/** Whether a request only looks at the emulator. Who looks would otherwise see nothing but looks. */
const isLook = ({ method, url }: HttpServerRequest.HttpServerRequest): boolean =>
  method === "GET" && (url === "/" || url === "/health" || url.startsWith("/_emulator/") || url === "/favicon.ico")

/** The id of the client that sent the header, if a client of the world did. */
const makeClientOf = (platform: Platform["Service"], tokens: AccessTokens["Service"]) => {
  const known = new Set(platform.world.clients.map(({ id }) => id))
  return (authorization: string): string | undefined => {
    const [, scheme = "", credential = ""] = /^(bearer|basic) +(\S+)$/i.exec(authorization) ?? []
    if (scheme.toLowerCase() === "bearer") return tokens.ownerOf(credential)?.id
    const [id = ""] = Result.getOrElse(Encoding.decodeString(credential), () => "").split(":", 1)
    // What is no client's id may be a secret in the wrong place.
    return known.has(id) ? id : undefined
  }
}

/** Notes the answer of an exchange, unless it only looks at the emulator. */
export const makeNote = (
  platform: Platform["Service"],
  tokens: AccessTokens["Service"],
  calls: Calls["Service"],
): ((
  correlationId: string,
) => <E, R>(
  httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
) => Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest>) => {
  const clientOf = makeClientOf(platform, tokens)
  return (correlationId) => (httpEffect) =>
    Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
      isLook(request)
        ? httpEffect
        : Effect.flatMap(httpEffect, (response) =>
            Effect.map(platform.now, (at) => {
              const { authorization } = request.headers
              const client = authorization === undefined ? undefined : clientOf(authorization)
              calls.note({ request, response, client, at, correlationId })
              return response
            }),
          ),
    )
}
