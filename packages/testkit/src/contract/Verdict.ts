/**
 * What came of checking a clause.
 */
import type { OperationGroup } from "./Capabilities.ts"
import type { Cast } from "./Cast.ts"
import type { Cell } from "./Exploration.ts"
import type { Step } from "./Trace.ts"

/**
 * How a clause failed, and what reproduces it.
 * @category models
 * @since 0.1.0
 */
export interface Failure {
  readonly _tag: "Failed"
  /** Runs until it was found. */
  readonly runs: number
  readonly shrinks: number
  /** Seed of the clause's own generator. */
  readonly seed: number
  readonly message: string
  /** Clauses that have to be checked before, for this one to fail again. */
  readonly after?: ReadonlyArray<string>
  /** The smallest input that still fails. */
  readonly counterexample: unknown
  readonly cast: Cast
  /** What was done with that input, step by step. */
  readonly trace: ReadonlyArray<Step>
  /** Where something crashed that should not have, as JavaScript tells it. */
  readonly stack?: string
  /** The situations that were reached until then, where the clause measures them. */
  readonly exploration?: ReadonlyArray<Cell>
}

/**
 * What came of checking a clause.
 * @category models
 * @since 0.1.0
 */
export type Verdict =
  | {
      readonly _tag: "Passed"
      /** Inputs that the clause could be checked with. */
      readonly runs: number
      /** Inputs that it was to be checked with; the others asked for what this world does not have. */
      readonly tried: number
      /** The groups of operations that the implementation does not have, for want of which a part was not checked. */
      readonly without?: ReadonlyArray<OperationGroup>
      /** The situations that were reached, where the clause measures them. */
      readonly exploration?: ReadonlyArray<Cell>
    }
  | Failure
  | { readonly _tag: "Skipped"; readonly reason: string }
