/**
 * Endpoints of the service `TrusteeClonedUsers`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["TrusteeClonedUsers.list"]
const remove = operations["TrusteeClonedUsers.remove"]

/** Endpoints of the service `TrusteeClonedUsers`. */
export const TrusteeClonedUsers = HttpApiGroup.make("TrusteeClonedUsers").add(
  HttpApiEndpoint.get("list", "/trustees/:trusteeOrgId/clonedusers", {
    params: { trusteeOrgId: pathSegment(list.input.fields.trusteeOrgId) },
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeClonedUsers.list")),
  HttpApiEndpoint.delete("remove", "/trustees/:trusteeOrgId/clonedusers/:trusteeUserId", {
    params: {
      trusteeOrgId: pathSegment(remove.input.fields.trusteeOrgId),
      trusteeUserId: pathSegment(remove.input.fields.trusteeUserId),
    },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("TrusteeClonedUsers.remove")),
)
