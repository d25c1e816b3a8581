/**
 * Endpoints of the service `UserTrustors`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["UserTrustors.list"]

/** Endpoints of the service `UserTrustors`. */
export const UserTrustors = HttpApiGroup.make("UserTrustors").add(
  HttpApiEndpoint.get("list", "/api/v2/users/:userId/trustors", {
    params: { userId: pathSegment(list.input.fields.userId) },
    query: { pageSize: list.input.fields.pageSize, pageNumber: list.input.fields.pageNumber },
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("UserTrustors.list")),
)
