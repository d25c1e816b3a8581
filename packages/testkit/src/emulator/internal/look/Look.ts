/**
 * What those see who look at the emulator: `GET /`, a page for browsers and a list of
 * what there is for others; `GET /health`; and what the page is fed with,
 * `GET /_emulator/state` and the stream of server-sent events `GET /_emulator/calls`.
 * They need no token, and nothing goes wrong with them on purpose.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Sse from "effect/encoding/Sse"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { basePath } from "@org-trust/core/Operation"
import { Faults } from "../../../Faults.ts"
import { Platform } from "../../../Platform.ts"
import type { Origins } from "../CrossOrigin.ts"
import { nothingThere } from "../EveryRequest.ts"
import { type Call, Calls } from "./Calls.ts"
import { pageFile } from "./PageFiles.ts"
import { mayKnowSecrets } from "./Secrecy.ts"
import * as Snapshot from "./Snapshot.ts"

const welcome = HttpServerResponse.jsonUnsafe(
  {
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
      "/_emulator/state",
      "/_emulator/calls",
    ],
  },
  { headers: { vary: "Accept" } },
)

const health = HttpServerResponse.jsonUnsafe({ status: "up" })

/** How much a client wants a type that it names, from 0 to 1. */
const wish = (accept: string, type: string): number => {
  const named = accept.split(",").find((range) => range.trim().toLowerCase().split(";", 1)[0]?.trim() === type)
  return named === undefined ? 0 : Number(/;\s*q=([\d.]+)/i.exec(named)?.[1] ?? 1)
}

/** Whether a client asks for a page, by name: a wildcard is what programs send. */
const wantsPage = ({ headers: { accept = "" } }: HttpServerRequest.HttpServerRequest): boolean =>
  wish(accept, "text/html") > wish(accept, "application/json")

const front = Effect.gen(function* () {
  const request = yield* HttpServerRequest.HttpServerRequest
  if (!wantsPage(request)) return welcome
  return Option.getOrElse(yield* pageFile("index.html"), () => welcome)
})

const toEvent = (call: Call): string =>
  Sse.encoder.write({ _tag: "Event", event: "message", id: String(call.number), data: JSON.stringify(call) })

/** The number of the last call that is known already: what a browser says that connects again. */
const lastKnown = (request: HttpServerRequest.HttpServerRequest): number => {
  const said = Number(request.headers["last-event-id"] ?? 0)
  return Number.isSafeInteger(said) && said > 0 ? said : 0
}

const streamOf = (calls: Calls["Service"], request: HttpServerRequest.HttpServerRequest) =>
  HttpServerResponse.stream(
    // The first words open the stream also where there was no call yet, and say how soon to come back, in milliseconds.
    Stream.encodeText(
      Stream.concat(Stream.succeed("retry: 1000\n\n"), Stream.map(calls.after(lastKnown(request)), toEvent)),
    ),
    { contentType: "text/event-stream", headers: { "cache-control": "no-store" } },
  )

/** The routes; the secrets of clients are told to pages of these origins at most. */
export const layer = (origins: Origins): Layer.Layer<never, never, HttpRouter.HttpRouter | Platform | Faults | Calls> =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const platform = yield* Platform
      const faults = yield* Faults
      const calls = yield* Calls
      yield* router.add("GET", "/", front)
      yield* router.add("GET", "/health", Effect.succeed(health))
      yield* router.add(
        "GET",
        "/_emulator/state",
        Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
          Effect.map(Snapshot.take(platform, faults, mayKnowSecrets(origins, request)), (snapshot) =>
            HttpServerResponse.jsonUnsafe(snapshot, { headers: { "cache-control": "no-store" } }),
          ),
        ),
      )
      yield* router.add(
        "GET",
        "/_emulator/calls",
        Effect.map(HttpServerRequest.HttpServerRequest, (request) => streamOf(calls, request)),
      )
      yield* router.add(
        "GET",
        "/_emulator/page/:name",
        Effect.flatMap(HttpRouter.params, ({ name = "" }) =>
          Effect.flatMap(pageFile(name), Option.match({ onNone: () => nothingThere, onSome: Effect.succeed })),
        ),
      )
    }),
  )
