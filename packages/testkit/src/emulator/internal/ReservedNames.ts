/**
 * Names that are no ids. A path of the API that goes on with a name, as
 * `/trustees/audits` does, is never one of the paths that go on with an id there: not
 * for other methods, and not for what would be below.
 */
import { type OperationName, operationNames, pathOf } from "@org-trust/core/Operation"

const segmentsOf = (operation: OperationName): ReadonlyArray<string> => pathOf(operation).split("/")

const isParameter = (segment: string | undefined): boolean => segment?.startsWith("{") === true

/** For each parameter of an operation's path, the names that other paths have in its place. */
const reservedNames = (operation: OperationName): ReadonlyArray<readonly [parameter: string, ReadonlySet<string>]> => {
  const own = segmentsOf(operation)
  return own.flatMap((segment, at) => {
    if (!isParameter(segment)) return []
    const names = operationNames.map(segmentsOf).flatMap((other) => {
      const name = other[at]
      const isBeside = own.slice(0, at).every((each, index) => each === other[index])
      return isBeside && name !== undefined && !isParameter(name) ? [name] : []
    })
    return names.length === 0 ? [] : [[segment.slice(1, -1), new Set(names)] as const]
  })
}

/** Whether the parameters of a request to an operation are ids, as far as the paths of the API tell. */
export const makeHasIds = (
  operation: OperationName,
): ((params: { readonly [name: string]: string | undefined }) => boolean) => {
  const reserved = reservedNames(operation)
  return (params) => reserved.every(([parameter, names]) => !names.has(params[parameter] ?? ""))
}
