/**
 * Rules that no clause protects, and why.
 */
import type { RuleId } from "@org-trust/core/model/Rule"

/** Why a rule has no clause, or no wrong implementation that proves the clause necessary. */
export const untested: { readonly [R in RuleId]?: string } = {
  "principal.known": "a client whose organization or user does not exist cannot log in, so nothing can be asked as it",
}
