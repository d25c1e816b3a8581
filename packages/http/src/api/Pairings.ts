/**
 * Endpoints of the service `Pairings`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const create = operations["Pairings.create"]
const get = operations["Pairings.get"]

/** Endpoints of the service `Pairings`. */
export const Pairings = HttpApiGroup.make("Pairings").add(
  HttpApiEndpoint.post("create", "/pairings", {
    payload: create.input.fields.payload,
    success: create.output,
    error: errorResponses,
  }).annotateMerge(documentation("Pairings.create")),
  HttpApiEndpoint.get("get", "/pairings/:pairingId", {
    params: { pairingId: pathSegment(get.input.fields.pairingId) },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("Pairings.get")),
)
