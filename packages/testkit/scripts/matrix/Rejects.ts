/**
 * Whether a clause rejects a wrong implementation, with the default budget.
 */
import * as Effect from "effect/Effect"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Race } from "@org-trust/testkit/mutants/concurrency"
import { type Mutant, optionsOf } from "@org-trust/testkit/mutants/Mutant"
import { laws } from "../../src/contract/internal/laws/all.ts"
import { repeatably } from "./Touched.ts"

/** Where another request can come in; a law makes one after the other, and need not wait for any. */
const pauseFor = (clause: Clause): Effect.Effect<void> =>
  laws.includes(clause) ? Effect.yieldNow : Effect.sleep("2 millis")

/** Whether the clause rejects it. */
export const rejects = Effect.fnUntraced(function* (clause: Clause, wrong: Mutant | Race) {
  const subject = yield* inMemory("step" in wrong ? optionsOf(wrong) : { transact: wrong.transact(pauseFor(clause)) })
  const { results } = yield* run(subject, { clauses: [clause], shrinks: false })
  return results.some(({ standing }) => standing === "failed")
}, repeatably)

/** Whether the clause rejects it; what crashes outside of a request is rejected too. */
export const judge = (clause: Clause, wrong: Mutant | Race): Effect.Effect<boolean> =>
  Effect.catchCause(rejects(clause, wrong), () => Effect.succeed(true))
