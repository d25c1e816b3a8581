/**
 * Endpoints of the service `TrustorClonedUsers`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["TrustorClonedUsers.list"]
const get = operations["TrustorClonedUsers.get"]
const create = operations["TrustorClonedUsers.create"]
const remove = operations["TrustorClonedUsers.remove"]

/** Endpoints of the service `TrustorClonedUsers`. */
export const TrustorClonedUsers = HttpApiGroup.make("TrustorClonedUsers").add(
  HttpApiEndpoint.get("list", "/trustors/:trustorOrgId/clonedusers", {
    params: { trustorOrgId: pathSegment(list.input.fields.trustorOrgId) },
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorClonedUsers.list")),
  HttpApiEndpoint.get("get", "/trustors/:trustorOrgId/clonedusers/:trusteeUserId", {
    params: {
      trustorOrgId: pathSegment(get.input.fields.trustorOrgId),
      trusteeUserId: pathSegment(get.input.fields.trusteeUserId),
    },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorClonedUsers.get")),
  HttpApiEndpoint.put("create", "/trustors/:trustorOrgId/clonedusers/:trusteeUserId", {
    params: {
      trustorOrgId: pathSegment(create.input.fields.trustorOrgId),
      trusteeUserId: pathSegment(create.input.fields.trusteeUserId),
    },
    success: create.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorClonedUsers.create")),
  HttpApiEndpoint.delete("remove", "/trustors/:trustorOrgId/clonedusers/:trusteeUserId", {
    params: {
      trustorOrgId: pathSegment(remove.input.fields.trustorOrgId),
      trusteeUserId: pathSegment(remove.input.fields.trusteeUserId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorClonedUsers.remove")),
)
