/**
 * Endpoints of the service `TrusteeGroupRoles`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const get = operations["TrusteeGroupRoles.get"]
const replace = operations["TrusteeGroupRoles.replace"]
const clear = operations["TrusteeGroupRoles.clear"]

/** Endpoints of the service `TrusteeGroupRoles`. */
export const TrusteeGroupRoles = HttpApiGroup.make("TrusteeGroupRoles").add(
  HttpApiEndpoint.get("get", "/trustees/:trusteeOrgId/groups/:trusteeGroupId/roles", {
    params: {
      trusteeOrgId: pathSegment(get.input.fields.trusteeOrgId),
      trusteeGroupId: pathSegment(get.input.fields.trusteeGroupId),
    },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroupRoles.get")),
  HttpApiEndpoint.put("replace", "/trustees/:trusteeOrgId/groups/:trusteeGroupId/roles", {
    params: {
      trusteeOrgId: pathSegment(replace.input.fields.trusteeOrgId),
      trusteeGroupId: pathSegment(replace.input.fields.trusteeGroupId),
    },
    payload: replace.input.fields.payload,
    success: replace.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroupRoles.replace")),
  HttpApiEndpoint.delete("clear", "/trustees/:trusteeOrgId/groups/:trusteeGroupId/roles", {
    params: {
      trusteeOrgId: pathSegment(clear.input.fields.trusteeOrgId),
      trusteeGroupId: pathSegment(clear.input.fields.trusteeGroupId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroupRoles.clear")),
)
