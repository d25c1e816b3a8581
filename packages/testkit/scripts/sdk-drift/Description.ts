/**
 * What can be said of an API in one form, whoever says it: the vendor's SDK in its types
 * and code, or our table and schemas.
 */

/** What a value is. What is `open` may be anything: it is kept as it came. */
export type Shape =
  | { readonly kind: "open" | "nothing" | "number" | "boolean" }
  /** `values` are those that are named; without them any text. */
  | { readonly kind: "text"; readonly values?: ReadonlyArray<string> }
  | { readonly kind: "list" | "record"; readonly of: Shape }
  /** A model by the name under which {@link Description.models} has it. */
  | { readonly kind: "model"; readonly name: string }

/** A field of a model, or a parameter. */
export interface Field {
  readonly required: boolean
  readonly shape: Shape
}

/** A parameter of an operation; `format` is how a list of values is written. */
export interface Parameter extends Field {
  readonly place: "path" | "query" | "header" | "form"
  readonly format?: string
}

/** One operation. */
export interface Operation {
  readonly method: string
  readonly path: string
  /** In the order of the path, then as they are written. */
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly body?: Field
  readonly response: Shape
}

/** An API. */
export interface Description {
  /** By the name in the vendor's SDK. */
  readonly operations: ReadonlyMap<string, Operation>
  readonly models: ReadonlyMap<string, ReadonlyMap<string, Field>>
  /** The domain of each region. */
  readonly regions: ReadonlyMap<string, string>
}

/** Whether an operation is of this API, by its path: it is below the API's own, or about a trustee or trustor. */
export const isOurs = (path: string): boolean => /^\/api\/v2\/orgauthorization(\/|$)|trustee|trustor/i.test(path)
