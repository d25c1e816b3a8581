import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type RuleId, rules } from "@org-trust/core/lifecycle/Rule"
import { mutants } from "@org-trust/testkit/mutants/all"
import { races } from "@org-trust/testkit/mutants/concurrency"
import { clauses as recorded, misfits, read, wrongs } from "../../scripts/matrix/Recorded.ts"
import { judge } from "../../scripts/matrix/Rejects.ts"
import { touched } from "../../scripts/matrix/Touched.ts"
import { laws } from "../../src/contract/internal/laws/all.ts"
import { wireMutants } from "@org-trust/testkit/mutants/wire"
import { sample } from "../support/effort.ts"

const matrix = read()

const shares = (protectedRules: ReadonlyArray<RuleId>, broken: ReadonlyArray<RuleId>) =>
  protectedRules.some((rule) => broken.includes(rule))

describe("with the default budget", () => {
  for (const mutant of sample(mutants)) {
    it.live(`${mutant.name} is rejected by the clauses that MATRIX.md names`, () =>
      Effect.gen(function* () {
        for (const clause of recorded.filter(({ name }) => matrix.get(mutant.name)?.has(name))) {
          assert.isTrue(yield* judge(clause, mutant), clause.id)
        }
      }),
    )
  }

  // The whole row of a law; `scripts/matrix.ts --check` tries all rows.
  for (const law of sample(sample(laws))) {
    it.live(`${law.name} rejects what MATRIX.md says, and nothing else`, () =>
      Effect.gen(function* () {
        const rejected: Array<string> = []
        for (const mutant of yield* touched(law, mutants)) if (yield* judge(law, mutant)) rejected.push(mutant.name)
        const wanted = mutants.filter(({ name }) => matrix.get(name)?.has(law.name)).map(({ name }) => name)
        assert.deepStrictEqual(rejected, wanted)
      }),
    )
  }
})

describe("MATRIX.md", () => {
  it("has the clauses and the wrong implementations that there are, and each is in it", () => {
    assert.deepStrictEqual(misfits(matrix), [])
  })

  it("has each wrong implementation rejected by a clause of a rule that it breaks", () => {
    const missing = wrongs.filter(({ name, rules: broken }) =>
      recorded.every((clause) => !shares(clause.rules, broken) || matrix.get(name)?.has(clause.name) !== true),
    )
    assert.deepStrictEqual(
      missing.map(({ name }) => name),
      [],
    )
  })

  it("has each clause reject a wrong implementation that breaks one of its rules", () => {
    const missing = recorded.filter((clause) =>
      wrongs.every(({ name, rules: broken }) => !shares(clause.rules, broken) || !matrix.get(name)?.has(clause.name)),
    )
    assert.deepStrictEqual(
      missing.map(({ name }) => name),
      [],
    )
  })
})

describe("with the default budget, a wrong implementation that breaks one of its rules", () => {
  for (const clause of sample(laws)) {
    it.live(`is rejected by ${clause.name}`, () =>
      Effect.gen(function* () {
        const breaking = mutants.filter(({ rules: broken }) => shares(clause.rules, broken))
        // Those that the record names come first.
        const isRecorded = (name: string) => matrix.get(name)?.has(clause.name) === true
        for (const mutant of breaking.toSorted(
          (one, other) => Number(isRecorded(other.name)) - Number(isRecorded(one.name)),
        )) {
          if (yield* judge(clause, mutant)) return
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
