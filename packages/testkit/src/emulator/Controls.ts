/**
 * What the emulator offers beside the API: `POST /_emulator/reset`, `GET` and
 * `PUT /_emulator/clock`.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { Timestamp } from "@org-trust/core/Timestamp"
import { InvalidRequest } from "@org-trust/core/TrustError"
import { Platform } from "../Platform.ts"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse } from "./ErrorResponse.ts"

// The clock runs on from where it is set to, and what happens then needs a time that can be written.
const isBeforeTheLastYear = Schema.makeIsLessThan({ order: DateTime.Order })(
  DateTime.makeUnsafe("9999-01-01T00:00:00.000Z"),
)

const ClockSetting = Schema.Struct({ now: Timestamp.check(isBeforeTheLastYear) })

const clockResponse = (now: DateTime.Utc) => HttpServerResponse.jsonUnsafe({ now: DateTime.formatIso(now) })

/** The routes. They need no token. */
export const layer: Layer.Layer<never, never, HttpRouter.HttpRouter | Platform> = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    const platform = yield* Platform
    yield* router.add("POST", "/_emulator/reset", Effect.as(platform.reset, HttpServerResponse.empty({ status: 204 })))
    yield* router.add("GET", "/_emulator/clock", Effect.map(platform.now, clockResponse))
    yield* router.add(
      "PUT",
      "/_emulator/clock",
      HttpServerRequest.schemaBodyJson(ClockSetting).pipe(
        Effect.flatMap(({ now }) => platform.moveClock(now)),
        Effect.map(clockResponse),
        Effect.catch(() =>
          Effect.map(CorrelationId, (correlationId) =>
            errorResponse(
              new InvalidRequest({
                operation: "PUT /_emulator/clock",
                correlationId,
                message: 'The body has to be {"now":"2026-01-01T00:00:00.000Z"} with a date-time before the year 9999',
                code: "invalid.date",
                status: 400,
                details: [{ errorCode: "invalid.date", fieldName: "now" }],
              }),
            ),
          ),
        ),
      ),
    )
  }),
)
