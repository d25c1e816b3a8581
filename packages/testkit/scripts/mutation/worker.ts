/**
 * Puts changed models through the contract, as the parent process asks for it.
 */
import * as Effect from "effect/Effect"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { conformance } from "@org-trust/testkit/contract/Conformance"
import { run } from "@org-trust/testkit/contract/Runner"
import { laws } from "../../src/contract/internal/laws/all.ts"
import { load } from "./loading.ts"
import type { Mutation } from "./mutations.ts"

/** What came of a change; `by` is the clause that rejects it. */
export interface Outcome {
  readonly by: string | undefined
}

/** What the parent asks for. */
export interface Question {
  readonly mutation: Mutation | undefined
  readonly runs: number
  readonly seed: number
}

/** Laws that speak of the same words first: they are the ones that bite. */
const inOrder = (mutation: Mutation | undefined): ReadonlyArray<Clause> => {
  const words = (mutation?.file ?? "").toLowerCase()
  const isNear = ({ name }: Clause): boolean => words.includes(name.slice(0, name.indexOf(".")).replace(/s$/, ""))
  return [...laws.filter(isNear), conformance, ...laws.filter((law) => !isNear(law))]
}

const judge = async ({ mutation, runs, seed }: Question): Promise<Outcome> => {
  const { inMemory } = await load(mutation)
  return Effect.runPromise(
    Effect.gen(function* () {
      for (const clause of inOrder(mutation)) {
        const { results } = yield* run(yield* inMemory(), { clauses: [clause], runs, seed })
        if (results.some(({ standing }) => standing === "failed")) return { by: clause.name }
      }
      return { by: undefined }
    }),
  )
}

process.on("message", (question: Question) => {
  judge(question).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.({ by: `it does not work at all: ${String(error).slice(0, 200)}` }),
  )
})
