import { type OperationEntry, type OperationInput, type OperationName, operations } from "@org-trust/core/Operation"
import { pathWith, queryText, requestParts } from "@org-trust/core/RequestParts"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { pathSegment } from "./pathSegment.ts"

/** Makes the request of an operation, without what it has in common with all others. */
export type MakeRequest<K extends OperationName> = (
  input: OperationInput<K>,
) => Result.Result<HttpClientRequest.HttpClientRequest, Schema.SchemaError>

const PathSegment = pathSegment(Schema.String)

const withoutUndefined = (values: { readonly [name: string]: unknown }): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, queryText(value)] as const])),
  )

/**
 * Reads from the table how an operation is asked for: what of its input stands in the
 * path, in the query and in the body, and how each of those is written.
 */
export const makeRequest = <K extends OperationName>(operation: K, baseUrl: string): MakeRequest<K> => {
  const { input, method }: OperationEntry = operations[operation]
  const { payload } = input.fields
  const base = baseUrl.replace(/\/+$/, "")
  const parts = requestParts(operation)
  const encodePath = Schema.encodeUnknownResult(
    Schema.Struct(Object.fromEntries(parts.inPath.map((name) => [name, PathSegment]))),
  )
  const query = Struct.pick(input.fields, parts.inQuery)
  const encodeQuery = Struct.keys(query).length === 0 ? undefined : Schema.encodeUnknownResult(Schema.Struct(query))
  const encodePayload = payload === undefined ? undefined : Schema.encodeUnknownResult(payload)
  const make = HttpClientRequest.make(method)

  return (input) => {
    const path = encodePath(input)
    if (Result.isFailure(path)) return Result.fail(path.failure)
    const names = path.success
    const url = base + pathWith(parts.path, (name) => encodeURIComponent(names[name] ?? ""))
    const query = encodeQuery?.(input)
    if (query !== undefined && Result.isFailure(query)) return Result.fail(query.failure)
    const body = encodePayload?.("payload" in input ? input.payload : undefined)
    if (body !== undefined && Result.isFailure(body)) return Result.fail(body.failure)
    return Result.succeed(
      make(url, {
        ...(query !== undefined && { urlParams: withoutUndefined(query.success) }),
        ...(body !== undefined && { body: HttpBody.jsonUnsafe(body.success) }),
      }),
    )
  }
}
