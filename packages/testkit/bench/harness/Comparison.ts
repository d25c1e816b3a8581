/**
 * What is measured, and what it is measured against.
 */

/** Measures of one process, by name. */
export type Measures = Readonly<Record<string, number>>

/** How much is measured. */
export interface Effort {
  /** Milliseconds of CPU time under load before anything is measured. */
  readonly warmup: number
  /** Milliseconds that are measured, of CPU time under load. */
  readonly measured: number
  /** Requests that are under way at any time. */
  readonly concurrency: number
  /** Entities where "many" of them are needed. */
  readonly many: number
}

/** One of the things that are compared. Each run has a process of its own. */
export type Side = (effort: Effort) => Promise<Measures>

/** One measure of one side. */
export interface Reading {
  readonly side: string
  readonly measure: string
}

/** A line of the table. */
export interface Line {
  readonly what: string
  /** What it is measured against, in words; none where a figure is only reported. */
  readonly reference?: string
  readonly unit: string
  readonly ours: Reading
  readonly theirs?: Reading
  /** Whether the ratio should be high (speed) or low (cost). */
  readonly better: "higher" | "lower"
  readonly toReach?: number
  readonly dream?: number
}

/** Sides that are run one after the other in each round, and the lines that come of it. */
export interface Comparison {
  readonly sides: Readonly<Record<string, Side>>
  readonly lines: ReadonlyArray<Line>
  /** It takes long, or does not vary: one round is enough. */
  readonly isOnce?: boolean
}
