/**
 * Endpoints of the service `TrustorUsers`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["TrustorUsers.list"]
const get = operations["TrustorUsers.get"]
const add = operations["TrustorUsers.add"]
const remove = operations["TrustorUsers.remove"]

/** Endpoints of the service `TrustorUsers`. */
export const TrustorUsers = HttpApiGroup.make("TrustorUsers").add(
  HttpApiEndpoint.get("list", "/trustors/:trustorOrgId/users", {
    params: { trustorOrgId: pathSegment(list.input.fields.trustorOrgId) },
    query: { pageSize: list.input.fields.pageSize, pageNumber: list.input.fields.pageNumber },
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorUsers.list")),
  HttpApiEndpoint.get("get", "/trustors/:trustorOrgId/users/:trusteeUserId", {
    params: {
      trustorOrgId: pathSegment(get.input.fields.trustorOrgId),
      trusteeUserId: pathSegment(get.input.fields.trusteeUserId),
    },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorUsers.get")),
  HttpApiEndpoint.put("add", "/trustors/:trustorOrgId/users/:trusteeUserId", {
    params: {
      trustorOrgId: pathSegment(add.input.fields.trustorOrgId),
      trusteeUserId: pathSegment(add.input.fields.trusteeUserId),
    },
    success: add.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorUsers.add")),
  HttpApiEndpoint.delete("remove", "/trustors/:trustorOrgId/users/:trusteeUserId", {
    params: {
      trustorOrgId: pathSegment(remove.input.fields.trustorOrgId),
      trusteeUserId: pathSegment(remove.input.fields.trusteeUserId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorUsers.remove")),
)
