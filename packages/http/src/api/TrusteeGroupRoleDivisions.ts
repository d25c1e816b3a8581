/**
 * The endpoint of the service `TrusteeGroupRoleDivisions`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const replace = operations["TrusteeGroupRoleDivisions.replace"]

/** The endpoint of the service `TrusteeGroupRoleDivisions`. */
export const TrusteeGroupRoleDivisions = HttpApiGroup.make("TrusteeGroupRoleDivisions").add(
  HttpApiEndpoint.put("replace", "/trustees/:trusteeOrgId/groups/:trusteeGroupId/roledivisions", {
    params: {
      trusteeOrgId: pathSegment(replace.input.fields.trusteeOrgId),
      trusteeGroupId: pathSegment(replace.input.fields.trusteeGroupId),
    },
    payload: replace.input.fields.payload,
    success: replace.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeGroupRoleDivisions.replace")),
)
