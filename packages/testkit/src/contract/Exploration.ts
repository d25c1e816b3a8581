/**
 * Which situations a run has reached: operation, outcome, and the state that the
 * trust in question was in. Randomness that is not measured proves nothing.
 */

/** The state of the trust, or of the pairing, that an operation was about. */
export type StateClass = "none" | "open" | "disabled" | "expired" | "used"

/** One situation, and how often it was reached. */
export interface Cell {
  readonly operation: string
  /** `Success`, or the tag of the error. */
  readonly outcome: string
  readonly state: StateClass
  readonly visits: number
  /** Why it cannot be reached; absent where it can. */
  readonly unreachable?: string
}
