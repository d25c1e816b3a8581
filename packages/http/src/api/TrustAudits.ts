/**
 * Endpoints of the service `TrustAudits`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"

const ofTrustees = operations["TrustAudits.ofTrustees"]
const ofTrustor = operations["TrustAudits.ofTrustor"]

/** Endpoints of the service `TrustAudits`. */
export const TrustAudits = HttpApiGroup.make("TrustAudits").add(
  HttpApiEndpoint.post("ofTrustees", "/trustees/audits", {
    query: {
      pageSize: ofTrustees.input.fields.pageSize,
      pageNumber: ofTrustees.input.fields.pageNumber,
      sortBy: ofTrustees.input.fields.sortBy,
      sortOrder: ofTrustees.input.fields.sortOrder,
    },
    payload: ofTrustees.input.fields.payload,
    success: ofTrustees.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustAudits.ofTrustees")),
  HttpApiEndpoint.post("ofTrustor", "/trustor/audits", {
    query: {
      pageSize: ofTrustor.input.fields.pageSize,
      pageNumber: ofTrustor.input.fields.pageNumber,
      sortBy: ofTrustor.input.fields.sortBy,
      sortOrder: ofTrustor.input.fields.sortOrder,
    },
    payload: ofTrustor.input.fields.payload,
    success: ofTrustor.output,
    error: errorResponses,
  }).annotateMerge(documentation("TrustAudits.ofTrustor")),
)
