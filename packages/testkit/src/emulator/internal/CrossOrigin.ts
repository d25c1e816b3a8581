/**
 * Lets pages of other origins use the emulator (the CORS protocol of the Fetch
 * standard). A page that sends a token asks first, and may read what it is told only.
 */
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { headerName } from "./CorrelationId.ts"

/**
 * The origins whose pages may use the emulator: any, or those that are listed.
 * @category models
 * @since 0.1.0
 */
export type Origins = "any" | ReadonlyArray<string>

/** What a page may read beside the body. */
const exposed = [headerName, "Retry-After", "ETag", "Location"].join(", ")

/** How long a browser need not ask again, in seconds. */
const maxAge = "600"

/**
 * Says with every answer whether a page may read it, and answers what a page asks before.
 * @category functions
 * @since 0.1.0
 */
export const allow =
  (origins: Origins) =>
  <E, R>(
    httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
  ): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> =>
    Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers, method }) => {
      const { origin } = headers
      if (origin === undefined || (origins !== "any" && !origins.includes(origin))) return httpEffect
      const allowed = {
        "access-control-allow-origin": origins === "any" ? "*" : origin,
        "access-control-expose-headers": exposed,
        ...(origins !== "any" && { vary: "Origin" }),
      }
      const asked = headers["access-control-request-method"]
      if (method !== "OPTIONS" || asked === undefined) {
        return Effect.map(httpEffect, HttpServerResponse.setHeaders(allowed))
      }
      const askedHeaders = headers["access-control-request-headers"]
      return Effect.succeed(
        HttpServerResponse.empty({
          status: 204,
          headers: {
            ...allowed,
            "access-control-allow-methods": "GET, POST, PUT, DELETE",
            "access-control-max-age": maxAge,
            ...(askedHeaders !== undefined && { "access-control-allow-headers": askedHeaders }),
            // Chromium asks this of a server in the local network.
            ...(headers["access-control-request-private-network"] === "true" && {
              "access-control-allow-private-network": "true",
            }),
          },
        }),
      )
    })
