/**
 * Puts every wrong implementation through the contract and prints, as a table, which
 * clause rejects it, in how many runs and in how much time.
 */
import * as Effect from "effect/Effect"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { run } from "@org-trust/testkit/contract/Runner"
import { mutants } from "@org-trust/testkit/mutants/all"
import type { Mutant } from "@org-trust/testkit/mutants/Mutant"

const protects = (clause: Clause, mutant: Mutant): boolean => clause.rules.some((rule) => mutant.rules.includes(rule))

const judge = Effect.fnUntraced(function* (mutant: Mutant, chosen: ReadonlyArray<Clause>) {
  const subject = yield* inMemory({ step: mutant.step() })
  const { results } = yield* run(subject, { clauses: chosen })
  return results.filter(({ standing }) => standing === "failed")
})

const table = Effect.gen(function* () {
  console.log("| mutant | clause of its rule | runs | ms | other clauses |\n| --- | --- | --- | --- | --- |")
  let missed = 0
  for (const mutant of mutants) {
    const own = clauses.filter((clause) => protects(clause, mutant))
    const others = clauses.filter((clause) => !protects(clause, mutant))
    const [first, ...more] = yield* judge(mutant, own)
    const also = yield* judge(mutant, others)
    if (first === undefined) missed++
    const runs = first?.verdict._tag === "Failed" ? first.verdict.runs : ""
    console.log(
      `| ${mutant.name} | ${first?.clause.name ?? "**none**"} | ${runs} | ${first?.millis ?? ""} | ${
        [...more, ...also].map(({ clause }) => clause.name).join(", ") || "–"
      } |`,
    )
  }
  console.log(`\n${mutants.length - missed} of ${mutants.length} rejected by a clause of a rule that they break`)
})

await Effect.runPromise(table)
