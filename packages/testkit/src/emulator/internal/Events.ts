/**
 * `GET /_emulator/events?after=N`: the log of events, and what is added to it from then
 * on, as server-sent events.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Sse from "effect/encoding/Sse"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as EventJson from "@org-trust/core/lifecycle/EventJson"
import type { Platform } from "../../Platform.ts"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse } from "./ErrorResponse.ts"
import { toInvalidRequest } from "./InvalidInput.ts"

/** How long it takes at most until an event is told. */
const pace = Duration.millis(100)

/** After how many looks without an event something is sent all the same, so that nobody on the way hangs up. */
const patience = 150

/** What was told already. */
interface Told {
  readonly log: number
  readonly version: number
  readonly quiet: number
}

const Digits = Schema.String.check(Schema.isPattern(/^\d{1,15}$/, { expected: "a whole number" }))
const Version = Digits.pipe(Schema.decodeTo(Schema.NumberFromString))
const Query = Schema.Struct({ after: Schema.optionalKey(Version) })

/** A client that lost its connection says what it heard last: which log, and which event of it. */
const heardBefore = (id: string | undefined): { readonly log: number; readonly version: number } | undefined => {
  const [, log, version] = /^(\d{1,15})-(\d{1,15})$/.exec(id ?? "") ?? []
  return log === undefined ? undefined : { log: Number(log), version: Number(version) }
}

const write = (event: string, id: string, data: string) => Sse.encoder.write({ _tag: "Event", event, id, data })

/** What is new, as text, and what was told then. */
const news = (platform: Platform["Service"], told: Told) =>
  Effect.map(platform.events, ({ after, log, version }): readonly [string, Told] => {
    const isOther = log !== told.log
    const start = isOther ? 0 : told.version
    const lines = after(start).map((event, at) =>
      write(event._tag, `${log}-${start + at + 1}`, EventJson.toJson(event)),
    )
    if (isOther) lines.unshift(write("Reset", `${log}-0`, JSON.stringify({ log })))
    if (lines.length > 0) return [lines.join(""), { log, version: Math.max(version, start), quiet: 0 }]
    const isSilent = told.quiet >= patience
    return [isSilent ? ": nothing new\n\n" : "", { ...told, quiet: isSilent ? 0 : told.quiet + 1 }]
  })

const follow = (platform: Platform["Service"], start: Told): Stream.Stream<Uint8Array> =>
  Stream.paginate({ told: start, isFirst: true }, ({ isFirst, told }) =>
    Effect.gen(function* () {
      if (!isFirst) {
        yield* Effect.sleep(pace)
        // A journal that is away for a while comes back.
        yield* Effect.ignore(platform.refresh)
      }
      const [text, next] = yield* news(platform, told)
      // The first bytes tell the client that it is connected.
      const sent = isFirst ? `: log ${next.log}\n\n${text}` : text
      return [sent === "" ? [] : [sent], Option.some({ told: next, isFirst: false })] as const
    }),
  ).pipe(Stream.encodeText)

/** The response: it does not end. */
export const tellEvents = (platform: Platform["Service"]) =>
  Effect.gen(function* () {
    const { after } = yield* HttpServerRequest.schemaSearchParams(Query)
    const { headers } = yield* HttpServerRequest.HttpServerRequest
    const { log } = yield* platform.events
    const heard = heardBefore(headers["last-event-id"])
    const start = (after === undefined ? heard : undefined) ?? { log, version: after ?? 0 }
    return HttpServerResponse.stream(follow(platform, { ...start, quiet: 0 }), {
      contentType: "text/event-stream",
      headers: { "cache-control": "no-cache" },
    })
  }).pipe(
    Effect.catchTag("SchemaError", (error) =>
      Effect.map(CorrelationId, (correlationId) =>
        errorResponse(
          toInvalidRequest({ operation: "GET /_emulator/events", correlationId }, error, "query", () => "bad.request"),
        ),
      ),
    ),
  )
