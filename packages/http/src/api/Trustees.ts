/**
 * Endpoints of the service `Trustees`.
 */
import { operations } from "@org-trust/core/Operation"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import { errorResponses } from "../internal/errorResponses.ts"
import { documentation } from "../internal/documentation.ts"
import { pathSegment } from "../internal/pathSegment.ts"

const list = operations["Trustees.list"]
const get = operations["Trustees.get"]
const create = operations["Trustees.create"]
const update = operations["Trustees.update"]
const remove = operations["Trustees.remove"]

/** Endpoints of the service `Trustees`. */
export const Trustees = HttpApiGroup.make("Trustees").add(
  HttpApiEndpoint.get("list", "/trustees", {
    query: list.input.fields,
    success: list.output,
    error: errorResponses,
  }).annotateMerge(documentation("Trustees.list")),
  HttpApiEndpoint.get("get", "/trustees/:trusteeOrgId", {
    params: { trusteeOrgId: pathSegment(get.input.fields.trusteeOrgId) },
    success: get.output,
    error: errorResponses,
  }).annotateMerge(documentation("Trustees.get")),
  HttpApiEndpoint.post("create", "/trustees", {
    payload: create.input.fields.payload,
    success: create.output,
    error: errorResponses,
  }).annotateMerge(documentation("Trustees.create")),
  HttpApiEndpoint.put("update", "/trustees/:trusteeOrgId", {
    params: { trusteeOrgId: pathSegment(update.input.fields.trusteeOrgId) },
    payload: update.input.fields.payload,
    success: update.output,
    error: errorResponses,
  }).annotateMerge(documentation("Trustees.update")),
  HttpApiEndpoint.delete("remove", "/trustees/:trusteeOrgId", {
    params: { trusteeOrgId: pathSegment(remove.input.fields.trusteeOrgId) },
    success: HttpApiSchema.NoContent,
    error: errorResponses,
  }).annotateMerge(documentation("Trustees.remove")),
)
