/**
 * Endpoints of the service `Trustors`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["Trustors.list"]
const get = operations["Trustors.get"]
const remove = operations["Trustors.remove"]

/** Endpoints of the service `Trustors`. */
export const Trustors = HttpApiGroup.make("Trustors").add(
  HttpApiEndpoint.get("list", "/trustors", {
    query: list.input.fields,
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("Trustors.list")),
  HttpApiEndpoint.get("get", "/trustors/:trustorOrgId", {
    params: { trustorOrgId: pathSegment(get.input.fields.trustorOrgId) },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("Trustors.get")),
  HttpApiEndpoint.delete("remove", "/trustors/:trustorOrgId", {
    params: { trustorOrgId: pathSegment(remove.input.fields.trustorOrgId) },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("Trustors.remove")),
)
