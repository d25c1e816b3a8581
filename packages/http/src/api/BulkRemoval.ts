/**
 * Endpoints of the service `BulkRemoval`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { idList } from "../internal/idList.ts"
import { documentation } from "../internal/documentation.ts"

const trustees = operations["BulkRemoval.trustees"]
const trustors = operations["BulkRemoval.trustors"]

/** Endpoints of the service `BulkRemoval`. */
export const BulkRemoval = HttpApiGroup.make("BulkRemoval").add(
  HttpApiEndpoint.delete("trustees", "/trustees", {
    query: { id: idList(trustees.input.fields.id) },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("BulkRemoval.trustees")),
  HttpApiEndpoint.delete("trustors", "/trustors", {
    query: { id: idList(trustors.input.fields.id) },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("BulkRemoval.trustors")),
)
