/**
 * The operations, served from the platform in memory.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { Api } from "@org-trust/http/Api"
import { Caller } from "@org-trust/http/Caller"
import { Platform } from "../Platform.ts"
import { CorrelationId } from "./CorrelationId.ts"
import * as Encoded from "./Encoded.ts"
import { errorResponse } from "./ErrorResponse.ts"

const makeServe = Effect.map(
  Platform,
  (platform) =>
    <K extends OperationName>(
      operation: K,
      input: OperationInput<K>,
    ): Effect.Effect<OperationOutput<K> | HttpServerResponse.HttpServerResponse, never, Caller> =>
      Effect.flatMap(Caller, (principal) =>
        Effect.flatMap(CorrelationId, (correlationId) =>
          platform
            .invokeAs(principal, correlationId)(operation, input)
            .pipe(Effect.catch((error) => Effect.succeed(errorResponse(error)))),
        ),
      ),
)

const pairings = HttpApiBuilder.group(
  Api,
  "Pairings",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      create: ({ payload }) => serve("Pairings.create", { payload }),
      get: ({ params }) => serve("Pairings.get", params),
    })
  }),
)

const trustees = HttpApiBuilder.group(
  Api,
  "Trustees",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    const page = Encoded.makePage()
    return handlers.handleAll({
      list: ({ query }) => Effect.map(serve("Trustees.list", query), page),
      create: ({ payload }) => serve("Trustees.create", { payload }),
      get: ({ params }) => Effect.map(serve("Trustees.get", params), Encoded.trustee),
      update: ({ params, payload }) => serve("Trustees.update", { ...params, payload }),
      remove: ({ params }) => serve("Trustees.remove", params),
    })
  }),
)

const trusteeUsers = HttpApiBuilder.group(
  Api,
  "TrusteeUsers",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ params, query }) => serve("TrusteeUsers.list", { ...query, ...params }),
      add: ({ params, payload }) => serve("TrusteeUsers.add", { ...params, payload }),
      get: ({ params }) => serve("TrusteeUsers.get", params),
      remove: ({ params }) => serve("TrusteeUsers.remove", params),
    })
  }),
)

const trusteeUserRoles = HttpApiBuilder.group(
  Api,
  "TrusteeUserRoles",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      get: ({ params }) => serve("TrusteeUserRoles.get", params),
      replace: ({ params, payload }) => serve("TrusteeUserRoles.replace", { ...params, payload }),
      clear: ({ params }) => serve("TrusteeUserRoles.clear", params),
    })
  }),
)

const trustors = HttpApiBuilder.group(
  Api,
  "Trustors",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ query }) => serve("Trustors.list", query),
      get: ({ params }) => serve("Trustors.get", params),
      remove: ({ params }) => serve("Trustors.remove", params),
    })
  }),
)

const trustorUsers = HttpApiBuilder.group(
  Api,
  "TrustorUsers",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ params, query }) => serve("TrustorUsers.list", { ...query, ...params }),
      get: ({ params }) => serve("TrustorUsers.get", params),
      add: ({ params }) => serve("TrustorUsers.add", params),
      remove: ({ params }) => serve("TrustorUsers.remove", params),
    })
  }),
)

const trustAudits = HttpApiBuilder.group(
  Api,
  "TrustAudits",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      ofTrustees: ({ payload, query }) => serve("TrustAudits.ofTrustees", { ...query, payload }),
      ofTrustor: ({ payload, query }) => serve("TrustAudits.ofTrustor", { ...query, payload }),
    })
  }),
)

const trusteeUserRoleDivisions = HttpApiBuilder.group(
  Api,
  "TrusteeUserRoleDivisions",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      replace: ({ params, payload }) => serve("TrusteeUserRoleDivisions.replace", { ...params, payload }),
    })
  }),
)

const trusteeGroups = HttpApiBuilder.group(
  Api,
  "TrusteeGroups",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ params, query }) => serve("TrusteeGroups.list", { ...query, ...params }),
      add: ({ params, payload }) => serve("TrusteeGroups.add", { ...params, payload }),
      get: ({ params }) => serve("TrusteeGroups.get", params),
      remove: ({ params }) => serve("TrusteeGroups.remove", params),
    })
  }),
)

const trusteeGroupRoles = HttpApiBuilder.group(
  Api,
  "TrusteeGroupRoles",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      get: ({ params }) => serve("TrusteeGroupRoles.get", params),
      replace: ({ params, payload }) => serve("TrusteeGroupRoles.replace", { ...params, payload }),
      clear: ({ params }) => serve("TrusteeGroupRoles.clear", params),
    })
  }),
)

const trusteeGroupRoleDivisions = HttpApiBuilder.group(
  Api,
  "TrusteeGroupRoleDivisions",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      replace: ({ params, payload }) => serve("TrusteeGroupRoleDivisions.replace", { ...params, payload }),
    })
  }),
)

const trustorGroups = HttpApiBuilder.group(
  Api,
  "TrustorGroups",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ params, query }) => serve("TrustorGroups.list", { ...query, ...params }),
      get: ({ params }) => serve("TrustorGroups.get", params),
      add: ({ params }) => serve("TrustorGroups.add", params),
      remove: ({ params }) => serve("TrustorGroups.remove", params),
    })
  }),
)

const trusteeClonedUsers = HttpApiBuilder.group(
  Api,
  "TrusteeClonedUsers",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ params }) => serve("TrusteeClonedUsers.list", params),
      remove: ({ params }) => serve("TrusteeClonedUsers.remove", params),
    })
  }),
)

const trustorClonedUsers = HttpApiBuilder.group(
  Api,
  "TrustorClonedUsers",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ params }) => serve("TrustorClonedUsers.list", params),
      get: ({ params }) => serve("TrustorClonedUsers.get", params),
      create: ({ params }) => serve("TrustorClonedUsers.create", params),
      remove: ({ params }) => serve("TrustorClonedUsers.remove", params),
    })
  }),
)

const defaultTrusts = HttpApiBuilder.group(
  Api,
  "DefaultTrusts",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      get: () => serve("DefaultTrusts.get", {}),
      create: ({ query }) => serve("DefaultTrusts.create", query),
    })
  }),
)

const careTrusts = HttpApiBuilder.group(
  Api,
  "CareTrusts",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: () => serve("CareTrusts.list", {}),
      create: ({ query }) => serve("CareTrusts.create", query),
    })
  }),
)

const bulkRemoval = HttpApiBuilder.group(
  Api,
  "BulkRemoval",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      trustees: ({ query }) => serve("BulkRemoval.trustees", query),
      trustors: ({ query }) => serve("BulkRemoval.trustors", query),
    })
  }),
)

const userTrustors = HttpApiBuilder.group(
  Api,
  "UserTrustors",
  Effect.fnUntraced(function* (handlers) {
    const serve = yield* makeServe
    return handlers.handleAll({
      list: ({ params, query }) => serve("UserTrustors.list", { ...query, ...params }),
    })
  }),
)

/** Handlers of all groups of the API. */
export const layer = Layer.mergeAll(
  pairings,
  trustees,
  trusteeUsers,
  trusteeUserRoles,
  trustors,
  trustorUsers,
  trustAudits,
  trusteeUserRoleDivisions,
  trusteeGroups,
  trusteeGroupRoles,
  trusteeGroupRoleDivisions,
  trustorGroups,
  trusteeClonedUsers,
  trustorClonedUsers,
  defaultTrusts,
  careTrusts,
  bulkRemoval,
  userTrustors,
)
