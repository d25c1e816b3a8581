/**
 * The contract as tests of a suite of your own, with vitest.
 */
import * as Effect from "effect/Effect"
import { describe, it } from "vitest"
import type { Clause } from "./Clause.ts"
import { clauses as contract } from "./Contract.ts"
import { failureText } from "./report/Terminal.ts"
import { run, type RunOptions } from "./Runner.ts"
import type { Subject } from "./Subject.ts"

/** How to run the contract as tests. */
export interface VitestOptions extends Pick<RunOptions, "seed" | "runs" | "knownFailures"> {
  /** Default: the whole contract. */
  readonly clauses?: ReadonlyArray<Clause>
  /** Only the clause of this name, as a failure tells to run it again. */
  readonly only?: string
}

const area = (clause: Clause): string => clause.name.split(".", 1).join("")

/**
 * Registers each clause as a test. A clause that cannot be checked appears as
 * skipped, with the reason; one that fails throws what is needed to understand and
 * to repeat it.
 *
 * @example
 * ```ts
 * import { complete } from "@org-trust/testkit/contract/Capabilities"
 * import { vitest } from "@org-trust/testkit/contract/Vitest"
 *
 * vitest({ name: "ours", world, capabilities: complete, connect: (client) => layerFor(client) })
 * ```
 */
export const vitest = (subject: Subject | Effect.Effect<Subject>, options: VitestOptions = {}): void => {
  const { clauses: all = contract, only, ...rest } = options
  const clauses = only === undefined ? all : all.filter((clause) => clause.name === only)
  if (clauses.length === 0) throw new Error(`No clause is called ${only}`)
  const connected = Effect.isEffect(subject) ? Effect.runSync(Effect.cached(subject)) : Effect.succeed(subject)
  for (const name of new Set(clauses.map(area))) {
    describe(name, () => {
      for (const clause of clauses.filter((each) => area(each) === name)) {
        it(`${clause.id}: ${clause.sentence}`, { timeout: 600_000 }, async (context) => {
          const chosen = await Effect.runPromise(connected)
          const report = await Effect.runPromise(run(chosen, { ...rest, clauses, only: clause.name }))
          const [result] = report.results
          if (result === undefined) throw new Error(`${clause.id} was not run`)
          const { standing, verdict } = result
          if (verdict._tag === "Skipped") return context.skip(verdict.reason)
          if (standing === "unexpected pass")
            throw new Error(`${clause.id} passes, though it is listed as a known failure`)
          if (standing === "failed") throw new Error(failureText(report, chosen.world, result))
        })
      }
    })
  }
}
