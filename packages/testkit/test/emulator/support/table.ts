import { type OperationEntry, type OperationName, operationNames, operations } from "@org-trust/core/Operation"

/** What the table says of an operation. */
export const entryOf = (name: OperationName): OperationEntry => operations[name]

const hasInput = (field: string) => (name: OperationName) => Object.hasOwn(operations[name].input.fields, field)

/** The operations that take a body. */
export const withPayload = operationNames.filter(hasInput("payload"))

/** The operations that take none. */
export const withoutPayload = operationNames.filter((name) => !withPayload.includes(name))

/** The operations that answer a page at a time. */
export const withPages = operationNames.filter(hasInput("pageSize"))

/** The operations that can be asked for an order. */
export const withOrder = operationNames.filter(hasInput("sortBy"))

/** The status of success: 204 where nothing comes back. */
export const successOf = (name: OperationName): 200 | 204 => (entryOf(name).output.ast._tag === "Void" ? 204 : 200)

/** The status and code for a caller who holds no permission. */
export const refusalOf = (name: OperationName) => {
  const { checkedIn, permissions } = entryOf(name)
  if (checkedIn === "trustor") return "missing.trustor.permissions"
  return permissions.mode === "ALL" ? "missing.permissions" : "missing.any.permissions"
}

const parameter = /\{(\w+)\}/g

/** The names of the parameters in an operation's path. */
export const parametersOf = (name: OperationName): ReadonlyArray<string> =>
  Array.from(entryOf(name).path.matchAll(parameter), ([, found = ""]) => found)

/** A whole path with its parameters filled in as they are, without escaping. */
export const fillPath = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(parameter, (_, found: string) => values[found] ?? "")
