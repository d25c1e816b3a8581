import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { defaultPageSize } from "@org-trust/core/Page"
import type * as Context from "effect/Context"
import * as OpenApi from "effect/http-api/OpenApi"

const describe = (entry: OperationEntry): string => {
  const { mode, permissions } = entry.permissions
  const where = entry.checkedIn === "caller" ? "the caller's organization" : "the trustor organization"
  return `Needs ${mode === "ANY" ? "any" : "all"} of: ${permissions.join(", ")}; held in ${where}.`
}

/** The API's own description of page numbers, in place of the pattern that numbers in a query have otherwise. */
const pageParameters = new Map([
  ["pageSize", { type: "integer", format: "int32", default: defaultPageSize }],
  ["pageNumber", { type: "integer", format: "int32", default: 1 }],
])

const describePages = ({ parameters, ...operation }: Record<string, unknown>): Record<string, unknown> => ({
  ...operation,
  parameters: Array.isArray(parameters)
    ? parameters.map((parameter: { readonly name: string; readonly schema: unknown }) => ({
        ...parameter,
        schema: pageParameters.get(parameter.name) ?? parameter.schema,
      }))
    : parameters,
})

/** What the OpenAPI document says of an operation, read from the table of operations. */
export const documentation = (name: OperationName): Context.Context<never> => {
  const entry = operations[name]
  return OpenApi.annotations({
    identifier: entry.apiName,
    summary: entry.summary,
    description: describe(entry),
    transform: describePages,
  })
}
