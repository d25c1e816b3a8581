/**
 * Puts an implementation through the clauses of the contract.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Hash from "effect/Hash"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import * as Bench from "./internal/Bench.ts"
import * as Places from "./internal/beside/Places.ts"
import * as Ear from "./internal/wire/Ear.ts"
import type { Clause, Progress } from "./Clause.ts"
import { type ClauseResult, contractVersion, type Report, type Standing } from "./Report.ts"
import type { Subject } from "./Subject.ts"
import type { Failure, Verdict } from "./Verdict.ts"
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
  /**
   * Clauses that are checked at once, at most; default 1. Those that need the clock or who is
   * in a group, or that look at everything, are checked alone all the same. What comes of an implementation that is right is the same.
   */
  readonly atOnce?: number
  /** Is told of each clause as it and those before it are done; of all that are done, where the run is stopped. */
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

/** Whether clauses can keep apart: a clock, and who is in a group, there is once for all. */
const mayBeside = ({ accessWithin, passTime, setGroupMembers }: Subject): boolean =>
  [accessWithin, passTime, setGroupMembers].every((control) => control === undefined)

/** Results, told in the order of the clauses, whenever they come. */
const makeTelling = (count: number, onResult: (result: ClauseResult) => Effect.Effect<void>) => {
  const found = new Map<number, ClauseResult>()
  const inOrder = Array.from({ length: count }, (_, at) => at)
  const turns = Semaphore.makeUnsafe(1)
  let told = 0
  const tellNext = Effect.gen(function* () {
    for (let next = found.get(told); next !== undefined; next = found.get(told)) {
      told++
      yield* onResult(next)
    }
  })
  return {
    has: (at: number): boolean => found.has(at),
    tell: (at: number, result: ClauseResult): Effect.Effect<void> =>
      Effect.suspend(() => {
        found.set(at, result)
        return turns.withPermit(tellNext)
      }),
    /** Tells what waits for others. */
    tellRest: Effect.suspend(() => {
      const rest = inOrder.slice(told).flatMap((at) => found.get(at) ?? [])
      told = count
      return Effect.forEach(rest, onResult, { discard: true })
    }),
    results: (): ReadonlyArray<ClauseResult> => inOrder.flatMap((at) => found.get(at) ?? []),
  }
}

/**
 * Runs clauses, one after the other or several at once, and leaves the implementation as it was, as far
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
    atOnce = 1,
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
      const telling = makeTelling(clauses.length, onResult)
      const check = Effect.fnUntraced(function* (bench: Bench.Bench, at: number, clause: Clause, shrinks: boolean) {
        const began = yield* Clock.currentTimeMillis
        const verdict = yield* clause
          .run(bench, {
            // Each clause has a seed of its own, so that a selection tries what the whole would.
            seed: Hash.string(`${seed}/${clause.name}`),
            runs,
            shrinks,
            ...(onProgress !== undefined && { onProgress: (progress) => onProgress(clause, progress) }),
          })
          .pipe(Effect.provideService(Ear.Under, { name: clause.name, at }))
        const isKnown = knownFailures.some((name) => matches(name, clause))
        const millis = (yield* Clock.currentTimeMillis) - began
        return { clause, verdict, standing: standingOf(verdict, isKnown), millis }
      })
      const failedBeside = new Map<number, Failure>()
      const numbered = clauses.map((clause, at) => ({ clause, at }))
      yield* Effect.gen(function* () {
        if (mayBeside(subject) && atOnce > 1) {
          const crowded = { ...bench, places: Places.make() }
          yield* Effect.forEach(
            numbered.filter(({ clause }) => clause.isBeside === true),
            Effect.fnUntraced(function* ({ at, clause }) {
              const result = yield* check(crowded, at, clause, false)
              // What fails is checked again with nobody beside it: so it fails for a reason of its own, and is made small.
              if (result.verdict._tag === "Failed") failedBeside.set(at, result.verdict)
              else yield* telling.tell(at, result)
            }),
            { concurrency: atOnce, discard: true },
          )
        }
        for (const { at, clause } of numbered) {
          if (telling.has(at)) continue
          const result = yield* check(bench, at, clause, shrinks)
          const beside = result.verdict._tag === "Failed" ? undefined : failedBeside.get(at)
          yield* telling.tell(at, { ...result, ...(beside !== undefined && { beside }) })
        }
      }).pipe(Effect.onInterrupt(() => telling.tellRest))
      return telling.results()
    }),
  )
  return reportOf(subject, options, results, start, (yield* Clock.currentTimeMillis) - start)
})
