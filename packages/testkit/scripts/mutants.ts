/**
 * Puts every wrong implementation through the contract and prints, as a table, which
 * law rejects it, in how many runs and in how much time, and whether comparing random
 * histories with the model would have found it, made up as the contract does or plainly.
 */
import * as Effect from "effect/Effect"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { conformance, conformanceWith } from "@org-trust/testkit/contract/Conformance"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { laws } from "../src/contract/internal/laws/all.ts"
import type { ClauseResult } from "@org-trust/testkit/contract/Report"
import { run } from "@org-trust/testkit/contract/Runner"
import { mutants } from "@org-trust/testkit/mutants/all"
import { type Mutant, optionsOf } from "@org-trust/testkit/mutants/Mutant"

const protects = (clause: Clause, mutant: Mutant): boolean => clause.rules.some((rule) => mutant.rules.includes(rule))

const isLaw = ({ name }: Clause): boolean => laws.some((law) => law.name === name)

const judge = Effect.fnUntraced(function* (mutant: Mutant, chosen: ReadonlyArray<Clause>) {
  const subject = yield* inMemory(optionsOf(mutant))
  const { results } = yield* run(subject, { clauses: chosen })
  return results.filter(({ standing }) => standing === "failed")
})

// What one would write first: uniform commands compared with the model, nothing wrong on purpose.
const plain = conformanceWith({ swarm: false, deviations: false, steering: false })

const table = Effect.gen(function* () {
  console.log(
    "| mutant | rejected by | runs | ms | conformance | plain commands |\n| --- | --- | --- | --- | --- | --- |",
  )
  const caught = { laws: 0, conformance: 0, plain: 0 }
  for (const mutant of mutants) {
    const [first] = yield* judge(
      mutant,
      clauses.filter((clause) => isLaw(clause) && protects(clause, mutant)),
    )
    const [compared] = yield* judge(mutant, [conformance])
    const [uniform] = yield* judge(mutant, [plain])
    if (first !== undefined) caught.laws++
    if (compared !== undefined) caught.conformance++
    if (uniform !== undefined) caught.plain++
    const runsOf = (result: ClauseResult | undefined) =>
      result?.verdict._tag === "Failed" ? `run ${result.verdict.runs}` : "–"
    console.log(
      `| ${mutant.name} | ${first?.clause.name ?? "**none**"} | ${runsOf(first)} | ${first?.millis ?? ""} | ${runsOf(compared)} | ${runsOf(uniform)} |`,
    )
  }
  console.log(
    `\nOf ${mutants.length}: ${caught.laws} by a law of a broken rule, ${caught.conformance} by conformance, ${caught.plain} by plain commands`,
  )
})

await Effect.runPromise(table)
