/**
 * Endpoints of the service `TrusteeUserRoles`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const get = operations["TrusteeUserRoles.get"]
const replace = operations["TrusteeUserRoles.replace"]
const clear = operations["TrusteeUserRoles.clear"]

/** Endpoints of the service `TrusteeUserRoles`. */
export const TrusteeUserRoles = HttpApiGroup.make("TrusteeUserRoles").add(
  HttpApiEndpoint.get("get", "/trustees/:trusteeOrgId/users/:trusteeUserId/roles", {
    params: {
      trusteeOrgId: pathSegment(get.input.fields.trusteeOrgId),
      trusteeUserId: pathSegment(get.input.fields.trusteeUserId),
    },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUserRoles.get")),
  HttpApiEndpoint.put("replace", "/trustees/:trusteeOrgId/users/:trusteeUserId/roles", {
    params: {
      trusteeOrgId: pathSegment(replace.input.fields.trusteeOrgId),
      trusteeUserId: pathSegment(replace.input.fields.trusteeUserId),
    },
    payload: replace.input.fields.payload,
    success: replace.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUserRoles.replace")),
  HttpApiEndpoint.delete("clear", "/trustees/:trusteeOrgId/users/:trusteeUserId/roles", {
    params: {
      trusteeOrgId: pathSegment(clear.input.fields.trusteeOrgId),
      trusteeUserId: pathSegment(clear.input.fields.trusteeUserId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUserRoles.clear")),
)
