/**
 * The clauses about the wire.
 */
import type { Clause } from "../../Clause.ts"
import { judgements } from "./judgements.ts"
import { requestClauses } from "./requests.ts"
import { ofEveryAnswer } from "./WireClause.ts"

/** The clauses about the wire; those about every answer come first, and hear what the others ask. */
export const wireClauses: ReadonlyArray<Clause> = [...judgements.map(ofEveryAnswer), ...requestClauses]
