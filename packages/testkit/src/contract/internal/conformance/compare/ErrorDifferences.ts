/**
 * How an error differs from the model's.
 */
import type { TrustError } from "@org-trust/core/TrustError"
import { invalidCodes } from "../../expectations.ts"
import type { Differences } from "./Differences.ts"

/** A field where both errors say it. */
const both = (name: string, expected: unknown, actual: unknown): Differences =>
  expected === undefined || actual === undefined || expected === actual
    ? []
    : [`${name}: expected ${String(expected)}, got ${String(actual)}`]

const always = (name: string, expected: unknown, actual: unknown): Differences =>
  expected === actual ? [] : [`${name}: expected ${String(expected)}, got ${String(actual)}`]

/** How an error differs from one of the same kind. What it is about and which limit it names are each implementation's own words. */
export const errorDifferences = (expected: TrustError, actual: TrustError): Differences => {
  if (expected._tag === "InvalidRequest" && actual._tag === "InvalidRequest") {
    // Which of the codes of 400 is for what is not documented; what it is about can be wrong in two ways at once.
    const isDocumented = expected.status !== 400 ? expected.code === actual.code : invalidCodes.has(actual.code)
    return [
      ...(isDocumented ? [] : [`code: expected one that is documented for a ${expected.status}, got ${actual.code}`]),
      ...always("status", expected.status, actual.status),
    ]
  }
  if (expected._tag === "Conflict" && actual._tag === "Conflict") {
    const limits =
      expected.limit === undefined && actual.limit !== undefined
        ? [`limit: expected none, since none was hit, got ${actual.limit.key ?? "one without a key"}`]
        : both("limit.value", expected.limit?.value, actual.limit?.value)
    return [...always("code", expected.code, actual.code), ...limits]
  }
  if ("permissions" in expected && "permissions" in actual) {
    // How a refusal names them is not documented: one that is named has to be one that is asked for.
    const others = actual.permissions.filter((permission) => !expected.permissions.includes(permission))
    return others.map((permission) => `permissions: expected those that the operation asks for, got ${permission}`)
  }
  return []
}
