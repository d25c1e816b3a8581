/**
 * Where what the caller of an operation says stands in a request, by the table: the
 * parameters that the path names stand in it, `payload` is the body, and all else is
 * the query.
 */
import { type OperationEntry, type OperationName, operations, pathOf } from "./Operation.ts"

/**
 * Names of inputs, by where they stand.
 * @category models
 * @since 0.1.0
 */
export interface RequestParts {
  /** The whole path, cut at its parameters: text and names by turns, text first. */
  readonly path: ReadonlyArray<string>
  readonly inPath: ReadonlyArray<string>
  readonly inQuery: ReadonlyArray<string>
  readonly hasPayload: boolean
}

/**
 * The parts of an operation's request.
 * @category functions
 * @since 0.1.0
 */
export const requestParts = (operation: OperationName): RequestParts => {
  const { input }: OperationEntry = operations[operation]
  const path = pathOf(operation).split(/[{}]/)
  const inPath = path.filter((_, at) => at % 2 === 1)
  const names = Object.keys(input.fields)
  return {
    path,
    inPath,
    inQuery: names.filter((name) => name !== "payload" && !inPath.includes(name)),
    hasPayload: names.includes("payload"),
  }
}

/**
 * A path with something in place of each of its parameters.
 * @category functions
 * @since 0.1.0
 */
export const pathWith = (path: RequestParts["path"], valueOf: (name: string) => string): string =>
  path.map((part, at) => (at % 2 === 0 ? part : valueOf(part))).join("")

/**
 * A value of the query as the vendor's own client writes it: an array is one value with commas.
 * @category functions
 * @since 0.1.0
 */
export const queryText = (value: unknown): string => (Array.isArray(value) ? value.join(",") : String(value))
