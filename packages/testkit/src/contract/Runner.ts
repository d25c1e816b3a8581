/**
 * Puts an implementation through the clauses of the contract.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Hash from "effect/Hash"
import * as Schema from "effect/Schema"
import * as Bench from "./internal/Bench.ts"
import type { Clause, Progress } from "./Clause.ts"
import { type ClauseResult, contractVersion, type Report, type Standing } from "./Report.ts"
import type { Subject } from "./Subject.ts"
import type { Verdict } from "./Verdict.ts"
import type { NotApplicable } from "./Violation.ts"

/**
 * A pattern or a clause id that names no clause: nothing would be checked, silently.
 * @category errors
 * @since 0.1.0
 */
export class UnknownClause extends Schema.TaggedError<UnknownClause>()("UnknownClause", {
  message: Schema.String,
}) {}

/**
 * How to run the contract.
 * @category models
 * @since 0.1.0
 */
export interface RunOptions {
  readonly clauses: ReadonlyArray<Clause>
  /** Default 1. The same seed tries the same inputs. */
  readonly seed?: number
  /** Inputs tried per clause; default 25. */
  readonly runs?: number
  /** Whether an input that fails is made as small as possible; default true. */
  readonly shrinks?: boolean
  /** Only the clauses whose name matches; `*` stands for anything, and commas part several. */
  readonly only?: string
  /** Names of clauses that are known to fail. */
  readonly knownFailures?: ReadonlyArray<string>
  /** Is told of each clause as it is done. */
  readonly onResult?: (result: ClauseResult) => Effect.Effect<void>
  /** Is told how far a clause is, with each input that is done. */
  readonly onProgress?: (clause: Clause, progress: Progress) => Effect.Effect<void>
}

/**
 * Inputs tried per clause unless told otherwise.
 * @category constants
 * @since 0.1.0
 */
export const defaultRuns = 25

const matches = (pattern: string, clause: Clause): boolean => {
  const parts = pattern.split("*").map((part) => part.replace(/[.\\+?^${}()|[\]]/g, "\\$&"))
  const expression = new RegExp(`^${parts.join(".*")}$`)
  return expression.test(clause.name) || expression.test(clause.id)
}

const selected = Effect.fnUntraced(function* (
  clauses: ReadonlyArray<Clause>,
  only: string | undefined,
): Effect.fn.Return<ReadonlyArray<Clause>, UnknownClause> {
  if (only === undefined) return clauses
  const patterns = only.split(",")
  const chosen = clauses.filter((clause) => patterns.some((pattern) => matches(pattern, clause)))
  return chosen.length > 0 ? chosen : yield* new UnknownClause({ message: `No clause matches ${only}` })
})

/** A clause has to be checkable with one in so many inputs. */
const leastPart = 5

const standingOf = (verdict: Verdict, isKnown: boolean): Standing => {
  switch (verdict._tag) {
    case "Skipped":
      return "skipped"
    case "Passed":
      if (isKnown) return "unexpected pass"
      if (verdict.runs < Math.max(1, Math.ceil(verdict.tried / leastPart))) return "hardly tried"
      return (verdict.without ?? []).length > 0 ? "in part" : "passed"
    case "Failed":
      return isKnown ? "expected failure" : "failed"
  }
}

/**
 * What came of the clauses that were checked so far, as a report; `millis` is how long it took.
 * @category constructors
 * @since 0.1.0
 */
export const reportOf = (
  subject: Subject,
  { clauses, runs = defaultRuns, seed = 1 }: Pick<RunOptions, "clauses" | "runs" | "seed">,
  results: ReadonlyArray<ClauseResult>,
  startedAt: number,
  millis: number,
): Report => ({
  contractVersion,
  subject: subject.name,
  seed,
  runs,
  results,
  exploration: results.flatMap(({ verdict }) => (verdict._tag === "Skipped" ? [] : (verdict.exploration ?? []))),
  startedAt,
  millis,
  unchecked: clauses.length - results.length,
})

/**
 * Runs clauses one after the other and leaves the implementation as it was, as far
 * as the API allows: trusts that were made are ended, pairings run out.
 * @category functions
 * @since 0.1.0
 */
export const run = Effect.fnUntraced(function* (
  subject: Subject,
  options: RunOptions,
): Effect.fn.Return<Report, UnknownClause | NotApplicable> {
  const {
    knownFailures = [],
    onProgress,
    onResult = () => Effect.void,
    runs = defaultRuns,
    seed = 1,
    shrinks = true,
  } = options
  const clauses = yield* selected(options.clauses, options.only)
  const unknown = knownFailures.find((name) => !options.clauses.some((clause) => matches(name, clause)))
  if (unknown !== undefined) {
    return yield* new UnknownClause({ message: `A known failure names no clause: ${unknown}` })
  }
  const start = yield* Clock.currentTimeMillis
  const results = yield* Effect.scoped(
    Effect.gen(function* () {
      const bench = yield* Bench.make(subject)
      return yield* Effect.forEach(
        clauses,
        Effect.fnUntraced(function* (clause) {
          const began = yield* Clock.currentTimeMillis
          bench.ear?.turnTo(clause.name)
          // Each clause has a seed of its own, so that a selection tries what the whole would.
          const clauseSeed = Hash.string(`${seed}/${clause.name}`)
          const verdict = yield* clause.run(bench, {
            seed: clauseSeed,
            runs,
            shrinks,
            ...(onProgress !== undefined && { onProgress: (progress) => onProgress(clause, progress) }),
          })
          const isKnown = knownFailures.some((name) => matches(name, clause))
          const result: ClauseResult = {
            clause,
            verdict,
            standing: standingOf(verdict, isKnown),
            millis: (yield* Clock.currentTimeMillis) - began,
          }
          yield* onResult(result)
          return result
        }),
      )
    }),
  )
  return reportOf(subject, options, results, start, (yield* Clock.currentTimeMillis) - start)
})
