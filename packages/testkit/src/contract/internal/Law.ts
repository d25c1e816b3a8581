/**
 * Laws: clauses that say what is true without asking the model. Each is checked on
 * many inputs; one that fails is made as small as possible.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as fc from "fast-check"
import type { WorldFile } from "../../WorldFile.ts"
import type { Bench } from "./Bench.ts"
import type { Cast } from "../Cast.ts"
import type { OperationGroup } from "../Capabilities.ts"
import * as Clause from "../Clause.ts"
import { notServed } from "./Attempt.ts"
import { Checks, none as noChecks } from "./Checks.ts"
import { breachOf } from "./Crash.ts"
import { isCut } from "./Cut.ts"
import { endTrusts } from "./endTrusts.ts"
import * as Habits from "./beside/Habits.ts"
import * as Lab from "./Lab.ts"
import type { Verdict } from "../Verdict.ts"
import { NotApplicable, type Violation } from "../Violation.ts"

/** A law over inputs of a type. */
export interface Law<A> extends Clause.ClauseText {
  /** The inputs; picks from the world are numbers, taken modulo what there is. */
  readonly given: (world: WorldFile) => fc.Arbitrary<A>
  /** Whether it waits where time cannot be moved: then it is checked with a few inputs only. */
  readonly waits?: boolean
  /** How many times the usual number of inputs to try; default 1. */
  readonly effort?: number
  readonly check: (lab: Lab.Lab, input: A) => Effect.Effect<void, Violation | NotApplicable>
}

/** Inputs that are tried where each takes seconds. */
const waitingRuns = 3

/** Where the world has not what an input asks for, others are tried in its stead, so many at most for each that is wanted. */
const mostSkips = 4

/** If the world has not what any of so many inputs asks for, no other is tried. */
const leastSkips = 20

interface Ground {
  readonly cast: Cast
  readonly byCare: boolean
}

/** Who plays which part, and how their trusts come about: one in five by letting Customer Care in, where the world allows it. */
const grounds = ({ careCasts, casts }: Bench): fc.Arbitrary<Ground> => {
  const ordinary = fc.constantFrom(...casts).map((cast): Ground => ({ cast, byCare: false }))
  if (careCasts.length === 0) return ordinary
  const withCare = fc.constantFrom(...careCasts).map((cast): Ground => ({ cast, byCare: true }))
  return fc.oneof({ weight: 4, arbitrary: ordinary }, { weight: 1, arbitrary: withCare })
}

/** What came of a law with one input. */
interface Checked {
  readonly lab: Lab.Lab
  readonly checks: Checks
  readonly exit: Exit.Exit<void, Violation | NotApplicable>
}

interface Found {
  readonly message: string
  readonly stack?: string
  readonly cast: Cast
  readonly lab: Lab.Lab
}

/** Makes a law a clause. */
export const law = <A>(law: Law<A>): Clause.Clause =>
  Clause.make({ ...law, isBeside: true }, (bench, { onProgress, runs, seed, shrinks = true }) =>
    Effect.gen(function* (): Effect.fn.Return<Verdict> {
      const context = yield* Effect.context<never>()
      const run = Effect.runPromiseWith(context)
      let found: Found | undefined
      let inapplicable: string | undefined
      let applied = 0
      let skipped = 0
      let done = 0
      const without = new Set<OperationGroup>()
      const isWaiting = law.waits === true && bench.subject.passTime === undefined
      const numRuns = isWaiting ? Math.min(runs, waitingRuns) : runs * (law.effort ?? 1)
      const hopeless = isWaiting ? numRuns : Math.max(numRuns, leastSkips)
      const habitsOf = (): Habits.Habits =>
        bench.places === undefined
          ? Habits.alone(bench.connected)
          : Habits.make(bench.places, bench.connected, bench.subject.world)
      // A trust that comes about by letting Customer Care in needs more than others do.
      const [habits, habitsByCare] = [habitsOf(), habitsOf()]
      const checkWith = ({ byCare, cast }: Ground, input: A): Effect.Effect<Checked> =>
        (byCare ? habitsByCare : habits).within(cast, (connected) => {
          const once: Effect.Effect<Checked> = Effect.suspend(() => {
            const lab = Lab.make(bench.subject, cast, connected, byCare)
            const checks = noChecks()
            const checking = law.check(lab, input).pipe(Effect.provideService(Checks, checks))
            return Effect.map(Effect.exit(Effect.ensuring(checking, endTrusts(bench, lab))), (exit) => ({
              lab,
              checks,
              exit,
            }))
          })
          return Effect.flatMap(once, (checked) =>
            Exit.isFailure(checked.exit) && isCut(checked.lab) ? once : Effect.succeed(checked),
          )
        })
      const property = fc.asyncProperty(grounds(bench), law.given(bench.subject.world), async (ground, input) => {
        if (found === undefined && applied === 0 && skipped >= hopeless) return true
        const { checks, exit, lab } = await run(checkWith(ground, input))
        const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
        if (error instanceof NotApplicable && error.without === undefined) {
          inapplicable = error.message
          skipped++
          return fc.pre(false)
        }
        if (found === undefined && onProgress !== undefined) await run(onProgress({ done: ++done, of: numRuns }))
        if (Exit.isSuccess(exit)) {
          for (const group of checks.without) without.add(group)
          if (checks.made > 0 || checks.without.size === 0) applied++
          return true
        }
        if (error instanceof NotApplicable) {
          for (const group of [...checks.without, ...(error.without === undefined ? [] : [error.without])]) {
            without.add(group)
          }
          if (checks.made > 0) applied++
          return true
        }
        found = { ...breachOf(error), cast: ground.cast, lab }
        return false
      })
      // Whoever interrupts a run has to wait for the clause: only then have its trusts been ended.
      const details = yield* Effect.uninterruptible(
        Effect.promise(() =>
          fc.check(property, {
            seed,
            numRuns,
            endOnFailure: !shrinks,
            maxSkipsPerRun: isWaiting ? 1 : Math.max(mostSkips, Math.ceil(leastSkips / numRuns)),
          }),
        ),
      )
      if (found !== undefined) {
        return {
          _tag: "Failed",
          runs: details.numRuns,
          shrinks: details.numShrinks,
          seed,
          message: found.message,
          ...(found.stack !== undefined && { stack: found.stack }),
          counterexample: details.counterexample?.[1],
          cast: found.cast,
          trace: found.lab.trace,
        }
      }
      const [missing] = without
      const reason = missing === undefined ? inapplicable : notServed(missing).message
      return applied === 0 && reason !== undefined
        ? { _tag: "Skipped", reason }
        : {
            _tag: "Passed",
            runs: applied,
            tried: numRuns,
            ...(without.size > 0 && { without: [...without] }),
          }
    }),
  )
