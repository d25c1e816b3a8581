import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { run } from "@org-trust/testkit/contract/Runner"
import { odds } from "@org-trust/testkit/odd/all"
import { capabilitiesOf, optionsOf } from "@org-trust/testkit/odd/Odd"
import { sample, seeds } from "../support/effort.ts"

describe("a right implementation that is odd passes every clause", () => {
  // Each seed has its part of the implementations in `test`, and all of them in `test:thorough`; more seeds have `scripts/odds.ts`.
  for (const seed of seeds(4)) {
    for (const odd of sample(odds, seed)) {
      it.live(`${odd.name}, seed ${seed}`, () =>
        Effect.gen(function* () {
          const subject = { ...(yield* inMemory(optionsOf(odd))), capabilities: capabilitiesOf(odd) }
          const { results } = yield* run(subject, { clauses, seed, runs: 2 })
          const failed = results.flatMap(({ clause, standing, verdict }) =>
            standing === "failed" && verdict._tag === "Failed" ? [`${clause.id}: ${verdict.message}`] : [],
          )
          assert.deepStrictEqual(failed, [], odd.sentence)
        }),
      )
    }
  }
})

describe("the odd implementations", () => {
  it("are at least 25, with names of their own", () => {
    const names = odds.map(({ name }) => name)
    assert.isAtLeast(new Set(names).size, 25)
    assert.strictEqual(new Set(names).size, names.length)
  })
})
