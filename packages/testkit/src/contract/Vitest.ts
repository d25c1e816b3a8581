/**
 * The contract as tests of a suite of your own, with vitest.
 */
import * as Effect from "effect/Effect"
import { describe, it } from "vitest"
import type { WorldFile } from "../WorldFile.ts"
import type { Clause } from "./Clause.ts"
import { clauses as inProcess, clausesOverHttp } from "./Contract.ts"
import type { Report } from "./Report.ts"
import { areaOf } from "./report/JUnit.ts"
import { failureText } from "./report/Terminal.ts"
import { run, type RunOptions } from "./Runner.ts"
import type { Subject } from "./Subject.ts"

/**
 * How to run the contract as tests.
 * @category models
 * @since 0.1.0
 */
export interface VitestOptions extends Pick<RunOptions, "seed" | "runs" | "knownFailures"> {
  /** Default: the whole contract, with the clauses of the wire where the subject has one. */
  readonly clauses?: ReadonlyArray<Clause>
  /** Only the clause of this name, as a failure tells to run it again. */
  readonly only?: string
}

/**
 * What the test of a clause ends with: why it was skipped, an error with all that is
 * needed to understand and to repeat its failure, or nothing where all is well.
 * @category functions
 * @since 0.1.0
 */
export const outcomeOf = (report: Report, world: WorldFile): { readonly skipped?: string; readonly error?: Error } => {
  for (const result of report.results) {
    const { clause, standing, verdict } = result
    if (verdict._tag === "Skipped") return { skipped: verdict.reason }
    if (standing === "failed") return { error: new Error(failureText(report, world, result)) }
    if (standing === "unexpected pass") {
      return { error: new Error(`${clause.id} passes, though it is listed as a known failure: take it off the list`) }
    }
  }
  return {}
}

/**
 * Registers each clause as a test. A clause that cannot be checked appears as
 * skipped, with the reason; one that fails throws what is needed to understand and
 * to repeat it. A known failure that passes fails.
 *
 * @example
 * ```ts
 * import { complete } from "@org-trust/testkit/contract/Capabilities"
 * import { vitest } from "@org-trust/testkit/contract/Vitest"
 *
 * vitest({ name: "ours", world, capabilities: complete, connect: (client) => layerFor(client) })
 * ```
 * @category functions
 * @since 0.1.0
 */
export const vitest = (subject: Subject | Effect.Effect<Subject>, options: VitestOptions = {}): void => {
  const isOverHttp = !Effect.isEffect(subject) && subject.wire !== undefined
  const { clauses = isOverHttp ? clausesOverHttp : inProcess, only, ...rest } = options
  const chosen = only === undefined ? clauses : clauses.filter((clause) => clause.name === only)
  if (chosen.length === 0) throw new Error(`No clause is called ${only ?? "anything"}`)
  const connected = Effect.isEffect(subject) ? Effect.runSync(Effect.cached(subject)) : Effect.succeed(subject)
  for (const area of new Set(chosen.map(areaOf))) {
    describe(area, () => {
      for (const clause of chosen.filter((each) => areaOf(each) === area)) {
        it(`${clause.id}: ${clause.sentence}`, { timeout: 600_000 }, async (context) => {
          const { error, skipped } = await Effect.runPromise(
            Effect.flatMap(connected, (subject) =>
              Effect.map(run(subject, { ...rest, clauses, only: clause.name }), (report) =>
                outcomeOf(report, subject.world),
              ),
            ),
          )
          if (skipped !== undefined) return context.skip(skipped)
          if (error !== undefined) throw error
        })
      }
    })
  }
}
