/**
 * What the emulator offers beside the API: `POST /_emulator/reset`, `GET` and
 * `PUT /_emulator/clock`, `GET`, `PUT` and `DELETE /_emulator/faults`,
 * `PUT /_emulator/groups/{organizationId}/{groupId}`, `GET /_emulator/access`,
 * `GET /_emulator/events`. Nothing ever goes wrong with these on purpose.
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
import { FaultPlan, parse } from "../../FaultPlan.ts"
import { Faults } from "../../Faults.ts"
import { Platform } from "../../Platform.ts"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse, unavailable } from "./ErrorResponse.ts"
import { setMembers, tellAccess } from "./MemberControls.ts"
import { tellEvents } from "./Events.ts"
import { toInvalidRequest } from "./InvalidInput.ts"

// The clock runs on from where it is set to, and what happens then needs a time that can be written.
const isBeforeTheLastYear = Schema.makeIsLessThan({ order: DateTime.Order })(
  DateTime.makeUnsafe("9999-01-01T00:00:00.000Z"),
)

const ClockSetting = Schema.Struct({ now: Timestamp.check(isBeforeTheLastYear) })

const clockResponse = (now: DateTime.Utc) => HttpServerResponse.jsonUnsafe({ now: DateTime.formatIso(now) })

const toJson = Schema.encodeSync(FaultPlan)

const setFaults = Effect.fnUntraced(function* (faults: Faults["Service"]) {
  const request = yield* HttpServerRequest.HttpServerRequest
  const plan = yield* Effect.fromResult(parse(yield* request.text))
  yield* faults.set(plan)
  return HttpServerResponse.jsonUnsafe(toJson(plan))
})

/** The routes. They need no token. */
export const layer: Layer.Layer<never, never, HttpRouter.HttpRouter | Platform | Faults> = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    const platform = yield* Platform
    const faults = yield* Faults
    const nothing = HttpServerResponse.empty({ status: 204 })
    yield* router.add(
      "POST",
      "/_emulator/reset",
      Effect.andThen(faults.clear, platform.reset).pipe(Effect.as(nothing), Effect.catch(unavailable)),
    )
    yield* router.add("DELETE", "/_emulator/faults", Effect.as(faults.clear, nothing))
    yield* router.add(
      "GET",
      "/_emulator/faults",
      Effect.map(faults.inForce, ({ hits, plan }) => HttpServerResponse.jsonUnsafe({ plan: toJson(plan), hits })),
    )
    yield* router.add(
      "PUT",
      "/_emulator/faults",
      Effect.catchTag(setFaults(faults), "SchemaError", (error) =>
        Effect.map(CorrelationId, (correlationId) =>
          errorResponse(
            toInvalidRequest({ operation: "PUT /_emulator/faults", correlationId }, error, "plan", () => "bad.request"),
          ),
        ),
      ),
    )
    yield* router.add("PUT", "/_emulator/groups/:organizationId/:groupId", setMembers(platform))
    yield* router.add("GET", "/_emulator/access", tellAccess(platform))
    yield* router.add("GET", "/_emulator/events", tellEvents(platform))
    yield* router.add("GET", "/_emulator/clock", Effect.map(platform.now, clockResponse))
    yield* router.add(
      "PUT",
      "/_emulator/clock",
      HttpServerRequest.schemaBodyJson(ClockSetting).pipe(
        Effect.flatMap(({ now }) => platform.moveClock(now)),
        Effect.map(clockResponse),
        Effect.catchTag("Unavailable", unavailable),
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
