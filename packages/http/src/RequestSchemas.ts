/**
 * What stands in a request as a server reads it, by the table: a codec for each part.
 */
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { pathWith, requestParts } from "@org-trust/core/RequestParts"
import type * as Schema from "effect/Schema"
import { idList } from "./internal/idList.ts"
import { pathSegment } from "./internal/pathSegment.ts"

/**
 * Inputs by name, as they are written.
 * @category models
 * @since 0.1.0
 */
export type Fields = { readonly [name: string]: Schema.Codec<unknown, unknown> }

/**
 * One operation's request; a part that it does not have is undefined.
 * @category models
 * @since 0.1.0
 */
export interface RequestSchemas {
  /** The whole path as routers write it, with `:name` for a parameter. */
  readonly path: `/${string}`
  readonly params: Fields | undefined
  readonly query: Fields | undefined
  readonly payload: Schema.Codec<unknown, unknown> | undefined
}

const pick = (fields: Fields, names: ReadonlyArray<string>, write: (field: Fields[string]) => Fields[string]) =>
  names.length === 0
    ? undefined
    : Object.fromEntries(
        Object.entries(fields).flatMap(([name, field]) =>
          names.includes(name) ? [[name, write(field)] as const] : [],
        ),
      )

const inQuery = (field: Fields[string]): Fields[string] => (field.ast._tag === "Arrays" ? idList(field) : field)

/**
 * The request of an operation.
 * @category functions
 * @since 0.1.0
 */
export const requestSchemas = (operation: OperationName): RequestSchemas => {
  const { input }: OperationEntry = operations[operation]
  const { fields } = input
  const parts = requestParts(operation)
  return {
    path: `/${pathWith(parts.path, (name) => `:${name}`).slice(1)}`,
    params: pick(fields, parts.inPath, pathSegment),
    query: pick(fields, parts.inQuery, inQuery),
    payload: fields["payload"],
  }
}
