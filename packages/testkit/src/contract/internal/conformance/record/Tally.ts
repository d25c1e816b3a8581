/**
 * How often each situation was reached: an operation, its outcome, and the state that
 * what it is about was in.
 */
import type { OperationName } from "@org-trust/core/Operation"
import type { OutcomeName, StateClass } from "./StateClass.ts"

/** Counts visits. */
export interface Tally {
  readonly visit: (operation: OperationName, outcome: OutcomeName, state: StateClass) => void
  readonly visits: (operation: OperationName, outcome: OutcomeName, state: StateClass) => number
}

const key = (operation: OperationName, outcome: OutcomeName, state: StateClass): string =>
  `${operation}/${outcome}/${state}`

/** A tally without visits. */
export const makeTally = (): Tally => {
  const counts = new Map<string, number>()
  return {
    visit: (operation, outcome, state) => {
      const at = key(operation, outcome, state)
      counts.set(at, (counts.get(at) ?? 0) + 1)
    },
    visits: (operation, outcome, state) => counts.get(key(operation, outcome, state)) ?? 0,
  }
}
