/**
 * Endpoints of the service `TrustorGroups`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["TrustorGroups.list"]
const get = operations["TrustorGroups.get"]
const add = operations["TrustorGroups.add"]
const remove = operations["TrustorGroups.remove"]

/** Endpoints of the service `TrustorGroups`. */
export const TrustorGroups = HttpApiGroup.make("TrustorGroups").add(
  HttpApiEndpoint.get("list", "/trustors/:trustorOrgId/groups", {
    params: { trustorOrgId: pathSegment(list.input.fields.trustorOrgId) },
    query: { pageSize: list.input.fields.pageSize, pageNumber: list.input.fields.pageNumber },
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorGroups.list")),
  HttpApiEndpoint.get("get", "/trustors/:trustorOrgId/groups/:trustorGroupId", {
    params: {
      trustorOrgId: pathSegment(get.input.fields.trustorOrgId),
      trustorGroupId: pathSegment(get.input.fields.trustorGroupId),
    },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorGroups.get")),
  HttpApiEndpoint.put("add", "/trustors/:trustorOrgId/groups/:trustorGroupId", {
    params: {
      trustorOrgId: pathSegment(add.input.fields.trustorOrgId),
      trustorGroupId: pathSegment(add.input.fields.trustorGroupId),
    },
    success: add.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorGroups.add")),
  HttpApiEndpoint.delete("remove", "/trustors/:trustorOrgId/groups/:trustorGroupId", {
    params: {
      trustorOrgId: pathSegment(remove.input.fields.trustorOrgId),
      trustorGroupId: pathSegment(remove.input.fields.trustorGroupId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrustorGroups.remove")),
)
