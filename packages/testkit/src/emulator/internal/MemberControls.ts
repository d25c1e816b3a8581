/**
 * What is beside the API because no operation of it says or tells it: who is in a
 * group, which is the directory's to say, and what a user may do within a division.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { DivisionId, GroupIdParam, OrganizationId, OrganizationIdParam, UserId } from "@org-trust/core/Identifiers"
import { NotFound } from "@org-trust/core/TrustError"
import type { Platform } from "../../Platform.ts"
import { CorrelationId } from "./CorrelationId.ts"
import { errorResponse, unavailable } from "./ErrorResponse.ts"
import { toInvalidRequest } from "./InvalidInput.ts"

const Place = Schema.Struct({ organizationId: OrganizationIdParam, groupId: GroupIdParam })

const Members = Schema.Struct({ memberIds: Schema.Array(UserId) })

const decodeMembers = Schema.decodeUnknownEffect(Schema.fromJsonString(Members), { errors: "all" })

const Question = Schema.Struct({
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  userId: UserId,
  divisionId: Schema.optionalKey(DivisionId),
})

/** The response of the API for what is wrong. */
const refusal = (operation: string, what: string, error: Schema.SchemaError | NotFound) =>
  Effect.map(CorrelationId, (correlationId) =>
    errorResponse(
      error._tag === "NotFound"
        ? new NotFound({ ...error, message: error.message, operation, correlationId })
        : toInvalidRequest({ operation, correlationId }, error, what, () => "bad.request"),
    ),
  )

/** `PUT /_emulator/groups/{organizationId}/{groupId}` with `{"memberIds":["uuid"]}`: from now on these are the group's members. */
export const setMembers = (platform: Platform["Service"]) =>
  Effect.gen(function* () {
    const place = yield* HttpRouter.schemaPathParams(Place)
    const request = yield* HttpServerRequest.HttpServerRequest
    // A body that cannot be read is no JSON.
    const { memberIds } = yield* decodeMembers(yield* Effect.orElseSucceed(request.text, () => ""))
    yield* platform.setGroupMembers({ ...place, memberIds })
    return HttpServerResponse.jsonUnsafe({ memberIds })
  }).pipe(
    Effect.catchTags({
      SchemaError: (error) => refusal("PUT /_emulator/groups", "body", error),
      NotFound: (error) => refusal("PUT /_emulator/groups", "body", error),
      Unavailable: unavailable,
    }),
  )

/** `GET /_emulator/access?trustorOrgId=…&trusteeOrgId=…&userId=…&divisionId=…`: what the user may do there now. */
export const tellAccess = (platform: Platform["Service"]) =>
  Effect.gen(function* () {
    const question = yield* HttpServerRequest.schemaSearchParams(Question)
    const permissions = [...(yield* platform.accessOf(question))].sort()
    return HttpServerResponse.jsonUnsafe({ permissions })
  }).pipe(Effect.catchTag("SchemaError", (error) => refusal("GET /_emulator/access", "query", error)))
