import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type RuleId, rules } from "@org-trust/core/lifecycle/Rule"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { run } from "@org-trust/testkit/contract/Runner"
import { mutants } from "@org-trust/testkit/mutants/all"
import { type Mutant, optionsOf } from "@org-trust/testkit/mutants/Mutant"
import { races } from "@org-trust/testkit/mutants/concurrency"
import { wireMutants } from "@org-trust/testkit/mutants/wire"
import { sample } from "../support/effort.ts"

const isLaw = (name: string) => !name.startsWith("conformance.") && !name.startsWith("concurrency.")

/** Clauses, beside the comparison with the model, that protect one of the rules. */
const protecting = (broken: ReadonlyArray<RuleId>) =>
  clauses.filter(({ name, rules: own }) => isLaw(name) && own.some((rule) => broken.includes(rule)))

/** Whether it does; how small the failure can be made is not asked. */
const rejects = Effect.fnUntraced(function* (clause: Clause, mutant: Mutant): Effect.fn.Return<boolean, unknown> {
  const { results } = yield* run(yield* inMemory(optionsOf(mutant)), { clauses: [clause], shrinks: false })
  return results.some(({ standing }) => standing === "failed")
})

describe("with the default budget", () => {
  for (const mutant of sample(mutants)) {
    it.live(`${mutant.name} is rejected by a clause of a rule that it breaks`, () =>
      Effect.gen(function* () {
        for (const clause of protecting(mutant.rules)) if (yield* rejects(clause, mutant)) return
        assert.fail(mutant.sentence)
      }),
    )
  }
})

describe("with the default budget, a wrong implementation that breaks one of its rules", () => {
  for (const clause of sample(clauses.filter(({ name }) => isLaw(name)))) {
    it.live(`is rejected by ${clause.name}`, () =>
      Effect.gen(function* () {
        const breaking = mutants.filter(({ rules: broken }) => broken.some((rule) => clause.rules.includes(rule)))
        for (const mutant of breaking) {
          if (yield* rejects(clause, mutant)) return
        }
        assert.fail(`None of ${breaking.length} is: this law could not have failed`)
      }),
    )
  }
})

describe("the wrong implementations", () => {
  it("have names of their own", () => {
    const names = [...mutants, ...races].map(({ name }) => name)
    assert.strictEqual(new Set(names).size, names.length)
  })

  it("break every rule", () => {
    const broken = new Set<RuleId>(
      [...mutants, ...races].flatMap((mutant) => mutant.rules).concat(wireMutants.map(({ rule }) => rule)),
    )
    const unbroken = Object.keys(rules).filter((rule) => ![...broken].some((each) => each === rule))
    assert.deepStrictEqual(unbroken, [])
  })
})
