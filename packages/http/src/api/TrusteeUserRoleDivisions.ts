/**
 * The endpoint of the service `TrusteeUserRoleDivisions`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const replace = operations["TrusteeUserRoleDivisions.replace"]

/** The endpoint of the service `TrusteeUserRoleDivisions`. */
export const TrusteeUserRoleDivisions = HttpApiGroup.make("TrusteeUserRoleDivisions").add(
  HttpApiEndpoint.put("replace", "/trustees/:trusteeOrgId/users/:trusteeUserId/roledivisions", {
    params: {
      trusteeOrgId: pathSegment(replace.input.fields.trusteeOrgId),
      trusteeUserId: pathSegment(replace.input.fields.trusteeUserId),
    },
    payload: replace.input.fields.payload,
    success: replace.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeUserRoleDivisions.replace")),
)
