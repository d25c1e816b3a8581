/**
 * How an error differs from the model's.
 */
import type { TrustError } from "@org-trust/core/TrustError"
import type { Differences } from "./Differences.ts"

/** A field where both errors say it. */
const both = (name: string, expected: unknown, actual: unknown): Differences =>
  expected === undefined || actual === undefined || expected === actual
    ? []
    : [`${name} is ${String(actual)}, not ${String(expected)}`]

const always = (name: string, expected: unknown, actual: unknown): Differences =>
  expected === actual ? [] : [`${name} is ${String(actual)}, not ${String(expected)}`]

const specifics = (expected: TrustError, actual: TrustError, pairings: ReadonlyMap<string, string>): Differences => {
  if (expected._tag === "InvalidRequest" && actual._tag === "InvalidRequest") {
    return [...always("code", expected.code, actual.code), ...always("status", expected.status, actual.status)]
  }
  if (expected._tag === "NotFound" && actual._tag === "NotFound") {
    return both("entityId", expected.entityId, pairings.get(actual.entityId ?? "") ?? actual.entityId)
  }
  if (expected._tag === "Conflict" && actual._tag === "Conflict") {
    const limits =
      expected.limit === undefined && actual.limit !== undefined
        ? [`a limit is named (${actual.limit.key ?? "?"}), but none was hit`]
        : [
            ...both("limit.key", expected.limit?.key, actual.limit?.key),
            ...both("limit.namespace", expected.limit?.namespace, actual.limit?.namespace),
            ...both("limit.value", expected.limit?.value, actual.limit?.value),
          ]
    return [
      ...always("code", expected.code, actual.code),
      ...both("entityId", expected.entityId, actual.entityId),
      ...limits,
    ]
  }
  if ("permissions" in expected && "permissions" in actual && actual.permissions.length > 0) {
    return always("permissions", [...expected.permissions].sort().join(", "), [...actual.permissions].sort().join(", "))
  }
  return []
}

/** How an error differs; `pairings` has the model's names of the implementation's pairings. */
export const errorDifferences = (
  expected: TrustError,
  actual: TrustError,
  pairings: ReadonlyMap<string, string>,
): Differences =>
  expected._tag === actual._tag
    ? specifics(expected, actual, pairings)
    : [`the error is ${actual._tag} (${actual.message}), not ${expected._tag}`]
