/**
 * What can be told from an answer about the state that it was given in: the part of
 * it on which two right implementations agree.
 */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import type { OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"

const flags = ["usesDefaultRole", "hasFullAccess", "isTrustedUser"] as const

/** A trust or a member by its id, a trust's switch and flags with it; that a flag is not set need not be said. */
const entity = (item: unknown): string => {
  if (!isReadonlyObject(item)) return ""
  const parts = [item["id"], item["enabled"], ...flags.filter((flag) => item[flag] === true)]
  return parts.filter((part) => part !== undefined).join(" ")
}

const each = (items: unknown): string => (Array.isArray(items) ? items.map(entity).sort().join() : "")

/** Replies of which nothing can be told: ids and times of the implementation's own. Other clauses look at them. */
const untold: ReadonlySet<OperationName> = new Set<OperationName>([
  "Pairings.create",
  "TrustAudits.ofTrustees",
  "TrustAudits.ofTrustor",
])

const observe = (operation: OperationName, reply: unknown): string => {
  if (!isReadonlyObject(reply) || untold.has(operation)) return ""
  if ("entities" in reply) return each(reply["entities"])
  return "id" in reply ? entity(reply) : each(reply["roles"])
}

/** An answer, reduced to what it tells. */
export const observation = <K extends OperationName>(
  operation: K,
  result: Result.Result<OperationOutput<K>, TrustError>,
): string =>
  Result.match(result, {
    onSuccess: (reply) => `✓ ${observe(operation, reply)}`,
    onFailure: (error) => `✗ ${error._tag}`,
  })
