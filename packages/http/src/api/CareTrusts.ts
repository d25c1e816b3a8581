/**
 * Endpoints of the service `CareTrusts`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"

const list = operations["CareTrusts.list"]
const create = operations["CareTrusts.create"]

/** Endpoints of the service `CareTrusts`. */
export const CareTrusts = HttpApiGroup.make("CareTrusts").add(
  HttpApiEndpoint.get("list", "/trustees/care", {
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("CareTrusts.list")),
  HttpApiEndpoint.post("create", "/trustees/care", {
    query: create.input.fields,
    success: create.output,
    error: errorResponses,
  }).annotateMerge(documentation("CareTrusts.create")),
)
