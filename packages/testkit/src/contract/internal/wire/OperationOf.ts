/**
 * Which operation a request on the wire is.
 */
import {
  basePath,
  type OperationEntry,
  type OperationName,
  operationNames,
  operations,
} from "@org-trust/core/Operation"

interface Route {
  readonly operation: OperationName
  readonly segments: ReadonlyArray<string>
}

const segmentsOf = (path: string): ReadonlyArray<string> => path.replace(/[?#].*$/, "").split("/")

const isParameter = (segment: string): boolean => segment.startsWith("{")

/** By method and number of segments; those whose segments are fixed come first, as `/trustees/care` does. */
const routes = new Map<string, ReadonlyArray<Route>>(
  Object.entries(
    Object.groupBy(
      operationNames.map((operation): Route & { readonly key: string } => {
        const { base = basePath, method, path }: OperationEntry = operations[operation]
        const segments = segmentsOf(`${base}${path}`)
        return { operation, segments, key: `${method} ${segments.length}` }
      }),
      ({ key }) => key,
    ),
  ).map(([key, found = []]) => [
    key,
    found.toSorted((one, other) => one.segments.filter(isParameter).length - other.segments.filter(isParameter).length),
  ]),
)

/** The operation of a request, where the API has one. */
export const operationOf = (method: string, path: string): OperationName | undefined => {
  const segments = segmentsOf(path)
  return routes
    .get(`${method} ${segments.length}`)
    ?.find((route) => route.segments.every((segment, at) => isParameter(segment) || segment === segments[at]))
    ?.operation
}
