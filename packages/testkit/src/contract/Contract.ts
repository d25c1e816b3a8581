/**
 * The contract: what every implementation of the trust lifecycle has to do.
 */
import type { Clause } from "./Clause.ts"
import { concurrency } from "./internal/concurrency/Concurrency.ts"
import { conformance } from "./Conformance.ts"
import { laws } from "./internal/laws/all.ts"
import { wireClauses as ofWire } from "./internal/wire/all.ts"

/**
 * All clauses that hold in process as well, in the order in which they are checked.
 * @category constants
 * @since 0.1.0
 */
export const clauses: ReadonlyArray<Clause> = [...laws, conformance, ...concurrency]

/**
 * The clauses about the wire, for what is called over HTTP.
 * @category constants
 * @since 0.1.0
 */
export const wireClauses: ReadonlyArray<Clause> = ofWire

/**
 * The whole contract for what is called over HTTP. Those about the wire come last: they
 * are about every answer, and so have heard what the others asked for.
 * @category constants
 * @since 0.1.0
 */
export const clausesOverHttp: ReadonlyArray<Clause> = [...clauses, ...wireClauses]
