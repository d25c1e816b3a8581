/**
 * Endpoints of the service `DefaultTrusts`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"

const get = operations["DefaultTrusts.get"]
const create = operations["DefaultTrusts.create"]

/** Endpoints of the service `DefaultTrusts`. */
export const DefaultTrusts = HttpApiGroup.make("DefaultTrusts").add(
  HttpApiEndpoint.get("get", "/trustees/default", {
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("DefaultTrusts.get")),
  HttpApiEndpoint.post("create", "/trustees/default", {
    query: create.input.fields,
    success: create.output,
    error: errorResponses,
  }).annotateMerge(documentation("DefaultTrusts.create")),
)
