/**
 * The contract: what every implementation of the trust lifecycle has to do.
 */
import type { Clause } from "./Clause.ts"
import { concurrency } from "./internal/concurrency/Concurrency.ts"
import { conformance } from "./Conformance.ts"
import { laws } from "./internal/laws/all.ts"

/**
 * All clauses, in the order in which they are checked.
 * @category constants
 * @since 0.1.0
 */
export const clauses: ReadonlyArray<Clause> = [...laws, conformance, ...concurrency]
