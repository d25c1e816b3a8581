/**
 * Which situations a run has reached: operation, outcome, and the state that the
 * trust in question was in. Randomness that is not measured proves nothing.
 */
import { type OperationName, operationNames } from "@org-trust/core/Operation"
import { groundOf } from "./internal/conformance/record/Ground.ts"
import { unreachable } from "./internal/conformance/record/Reachability.ts"
import { classesOf, type OutcomeName, outcomesOf, type StateClass } from "./internal/conformance/record/StateClass.ts"
import { makeTally, type Tally } from "./internal/conformance/record/Tally.ts"
import type { Subject } from "./Subject.ts"

export type { OutcomeName, StateClass } from "./internal/conformance/record/StateClass.ts"
export { makeTally, type Tally } from "./internal/conformance/record/Tally.ts"

/**
 * One situation, and how often it was reached.
 * @category models
 * @since 0.1.0
 */
export interface Cell {
  readonly operation: OperationName
  readonly outcome: OutcomeName
  readonly state: StateClass
  readonly visits: number
  /** Why it cannot be reached; absent where it can. */
  readonly unreachable?: string
}

/**
 * All cells, with the visits of a tally. Those that a subject cannot be brought into say why.
 * @category functions
 * @since 0.1.0
 */
export const cellsOf = (
  subject: Pick<Subject, "capabilities" | "passTime" | "world">,
  tally: Tally = makeTally(),
): ReadonlyArray<Cell> => {
  const ground = groundOf(subject)
  return operationNames.flatMap((operation) =>
    outcomesOf(operation).flatMap((outcome) =>
      classesOf(operation).map((state): Cell => {
        const reason = unreachable(ground, operation, outcome, state)
        return {
          operation,
          outcome,
          state,
          visits: tally.visits(operation, outcome, state),
          ...(reason !== undefined && { unreachable: reason }),
        }
      }),
    ),
  )
}

/**
 * Whether a tally leaves out a situation of an operation that a subject can be brought into.
 * @category functions
 * @since 0.1.0
 */
export const leavesOut = (
  subject: Pick<Subject, "capabilities" | "passTime" | "world">,
  tally: Tally,
): ((operation: OperationName) => boolean) => {
  const reachable = cellsOf(subject).filter(({ unreachable }) => unreachable === undefined)
  const byOperation = Map.groupBy(reachable, ({ operation }) => operation)
  return (operation) =>
    byOperation.get(operation)?.some(({ outcome, state }) => tally.visits(operation, outcome, state) === 0) === true
}

/**
 * The cells that can be reached and were not.
 * @category functions
 * @since 0.1.0
 */
export const missing = (cells: ReadonlyArray<Cell>): ReadonlyArray<Cell> =>
  cells.filter((cell) => cell.unreachable === undefined && cell.visits === 0)

/**
 * The cells that were reached although they are called unreachable: an error of the table.
 * @category functions
 * @since 0.1.0
 */
export const surprising = (cells: ReadonlyArray<Cell>): ReadonlyArray<Cell> =>
  cells.filter((cell) => cell.unreachable !== undefined && cell.visits > 0)

/**
 * A cell in one line.
 * @category functions
 * @since 0.1.0
 */
export const describeCell = ({ operation, outcome, state }: Cell): string => `${operation} → ${outcome} with ${state}`
