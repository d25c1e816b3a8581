/**
 * A history: calls of several clients that may overlap, with what they were
 * answered.
 */
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"

/** One call. The times order calls: one is before another when it returned before the other began. */
export interface Call<K extends OperationName = OperationName> {
  /** Who of those at work at once made it. */
  readonly lane: number
  readonly principal: Principal
  readonly operation: K
  readonly input: OperationInput<K>
  /** What the answer tells of the state that it was given in: see `observation`. */
  readonly observed: string
  /** Counted up with each beginning and end of a call. */
  readonly began: number
  readonly returned: number
  /** Milliseconds, to measure how old an answer was. */
  readonly beganAt: number
  readonly returnedAt: number
}

/** Calls that may overlap. */
export type History = ReadonlyArray<Call>
