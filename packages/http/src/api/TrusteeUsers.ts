/**
 * Endpoints of the service `TrusteeUsers`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["TrusteeUsers.list"]
const get = operations["TrusteeUsers.get"]
const add = operations["TrusteeUsers.add"]
const remove = operations["TrusteeUsers.remove"]

/** Endpoints of the service `TrusteeUsers`. */
export const TrusteeUsers = HttpApiGroup.make("TrusteeUsers").add(
  HttpApiEndpoint.get("list", "/trustees/:trusteeOrgId/users", {
    params: { trusteeOrgId: pathSegment(list.input.fields.trusteeOrgId) },
    query: { pageSize: list.input.fields.pageSize, pageNumber: list.input.fields.pageNumber },
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUsers.list")),
  HttpApiEndpoint.get("get", "/trustees/:trusteeOrgId/users/:trusteeUserId", {
    params: {
      trusteeOrgId: pathSegment(get.input.fields.trusteeOrgId),
      trusteeUserId: pathSegment(get.input.fields.trusteeUserId),
    },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUsers.get")),
  HttpApiEndpoint.post("add", "/trustees/:trusteeOrgId/users", {
    params: { trusteeOrgId: pathSegment(add.input.fields.trusteeOrgId) },
    payload: add.input.fields.payload,
    success: add.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUsers.add")),
  HttpApiEndpoint.delete("remove", "/trustees/:trusteeOrgId/users/:trusteeUserId", {
    params: {
      trusteeOrgId: pathSegment(remove.input.fields.trusteeOrgId),
      trusteeUserId: pathSegment(remove.input.fields.trusteeUserId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUsers.remove")),
)
