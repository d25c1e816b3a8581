/**
 * What came of putting an implementation through the contract.
 */
import type { Clause } from "./Clause.ts"
import type { Cell } from "./Exploration.ts"
import type { Failure, Verdict } from "./Verdict.ts"

/**
 * Version of the contract. It is a version of its own: a clause that is added or
 * tightened is a new minor one, a clause that is taken away or reversed a new major.
 * @category constants
 * @since 0.1.0
 */
export const contractVersion = "2.0.0"

/**
 * How a clause counts. A failure that was listed as known is expected; a known
 * failure that passes counts as a failure of the run, so that lists cannot go stale.
 * One that holds, but could be checked with less than a fifth of the inputs, is hardly
 * tried. One of which a part was not checked, for want of operations that the implementation
 * does not have, holds in part.
 * @category models
 * @since 0.1.0
 */
export type Standing =
  | "passed"
  | "in part"
  | "hardly tried"
  | "failed"
  | "skipped"
  | "expected failure"
  | "unexpected pass"

/**
 * One clause and what came of it.
 * @category models
 * @since 0.1.0
 */
export interface ClauseResult {
  readonly clause: Clause
  readonly verdict: Verdict
  readonly standing: Standing
  readonly millis: number
  /**
   * What went wrong while other clauses were checked at the same time, where it does not
   * with nothing beside it: something that trusts share, or chance. Its input is not made smaller.
   */
  readonly beside?: Failure
}

/**
 * What came of all clauses.
 * @category models
 * @since 0.1.0
 */
export interface Report {
  readonly contractVersion: string
  readonly subject: string
  readonly seed: number
  /** Inputs tried per clause. */
  readonly runs: number
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number
  readonly results: ReadonlyArray<ClauseResult>
  readonly exploration: ReadonlyArray<Cell>
  readonly millis: number
  /** Clauses that were not to be checked, or were not because the run was stopped. */
  readonly unchecked: number
}

/**
 * Whether every clause that was checked holds, known failures aside.
 * @category predicates
 * @since 0.1.0
 */
export const isOk = (report: Report): boolean =>
  report.results.every(({ standing }) => standing !== "failed" && standing !== "unexpected pass")

/**
 * What may be said of the implementation after this run. It `fulfils` the contract only
 * where every clause was run and every `MUST` among them was checked and holds, also beside others.
 * @category models
 * @since 0.1.0
 */
export type Conclusion = "fulfils" | "does not fulfil" | "was not checked enough"

/**
 * What may be said of the implementation after this run.
 * @category functions
 * @since 0.1.0
 */
export const conclusionOf = (report: Report): Conclusion => {
  if (!isOk(report)) return "does not fulfil"
  const musts = report.results.filter(({ clause }) => clause.level === "MUST")
  if (musts.some(({ standing }) => standing === "expected failure")) return "does not fulfil"
  const isChecked =
    report.unchecked === 0 && musts.every(({ beside, standing }) => standing === "passed" && beside === undefined)
  return isChecked ? "fulfils" : "was not checked enough"
}

/**
 * Number of clauses of each standing, of one level or of both.
 * @category functions
 * @since 0.1.0
 */
export const counts = (report: Report, level?: Clause["level"]): Readonly<Record<Standing, number>> => {
  const count = (standing: Standing) =>
    report.results.filter(
      (result) => result.standing === standing && (level ?? result.clause.level) === result.clause.level,
    ).length
  return {
    passed: count("passed"),
    "in part": count("in part"),
    "hardly tried": count("hardly tried"),
    failed: count("failed"),
    skipped: count("skipped"),
    "expected failure": count("expected failure"),
    "unexpected pass": count("unexpected pass"),
  }
}
