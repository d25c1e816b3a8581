/**
 * Endpoints of the service `TrusteeGroups`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["TrusteeGroups.list"]
const get = operations["TrusteeGroups.get"]
const add = operations["TrusteeGroups.add"]
const remove = operations["TrusteeGroups.remove"]

/** Endpoints of the service `TrusteeGroups`. */
export const TrusteeGroups = HttpApiGroup.make("TrusteeGroups").add(
  HttpApiEndpoint.get("list", "/trustees/:trusteeOrgId/groups", {
    params: { trusteeOrgId: pathSegment(list.input.fields.trusteeOrgId) },
    query: { pageSize: list.input.fields.pageSize, pageNumber: list.input.fields.pageNumber },
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroups.list")),
  HttpApiEndpoint.get("get", "/trustees/:trusteeOrgId/groups/:trusteeGroupId", {
    params: {
      trusteeOrgId: pathSegment(get.input.fields.trusteeOrgId),
      trusteeGroupId: pathSegment(get.input.fields.trusteeGroupId),
    },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroups.get")),
  HttpApiEndpoint.post("add", "/trustees/:trusteeOrgId/groups", {
    params: { trusteeOrgId: pathSegment(add.input.fields.trusteeOrgId) },
    payload: add.input.fields.payload,
    success: add.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroups.add")),
  HttpApiEndpoint.delete("remove", "/trustees/:trusteeOrgId/groups/:trusteeGroupId", {
    params: {
      trusteeOrgId: pathSegment(remove.input.fields.trusteeOrgId),
      trusteeGroupId: pathSegment(remove.input.fields.trusteeGroupId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroups.remove")),
)
