/**
 * What is told to who looks in: `GET /` says what this is and what it has, and
 * `GET /health` that it is there. They need no token, and nothing goes wrong with them
 * on purpose.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { basePath } from "@org-trust/core/Operation"

const welcome = HttpServerResponse.jsonUnsafe({
  name: "Org Trust emulator",
  api: basePath,
  login: "/oauth/token",
  document: "/openapi.json",
  health: "/health",
  controls: [
    "/_emulator/reset",
    "/_emulator/clock",
    "/_emulator/faults",
    "/_emulator/groups",
    "/_emulator/access",
    "/_emulator/events",
  ],
})

const health = HttpServerResponse.jsonUnsafe({ status: "up" })

/** The routes. */
export const layer: Layer.Layer<never, never, HttpRouter.HttpRouter> = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    yield* router.add("GET", "/", Effect.succeed(welcome))
    yield* router.add("GET", "/health", Effect.succeed(health))
  }),
)
