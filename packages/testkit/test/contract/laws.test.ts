import * as Effect from "effect/Effect"
import { assert, describe, expect, it } from "@effect/vitest"
import { rules } from "@org-trust/core/lifecycle/Rule"
import { step, type Step } from "@org-trust/core/lifecycle/Step"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { otherChoices } from "../../scripts/mutation/otherChoices.ts"
import { laws } from "../../src/contract/internal/laws/all.ts"
import type { PlatformOptions } from "@org-trust/testkit/Platform"
import { run } from "@org-trust/testkit/contract/Runner"
import { isFast, sample, seeds, share } from "../support/effort.ts"

const tried = seeds(3)

const settings: ReadonlyArray<{
  readonly name: string
  readonly options: PlatformOptions
  readonly skipped: ReadonlyArray<string>
}> = [
  { name: "with the default choices", options: {}, skipped: [] },
  {
    name: "with every choice taken the other way",
    options: otherChoices,
    skipped: ["page.defaults", "trust.member-limit-named"],
  },
]

describe("the laws", () => {
  it("have unique names", () => {
    const names = laws.map((law) => law.name)
    expect(names).toEqual([...new Set(names)])
  })

  it("protect rules that exist", () => {
    for (const law of laws) {
      expect(law.rules.length).toBeGreaterThan(0)
      for (const rule of law.rules) expect(Object.keys(rules)).toContain(rule)
    }
  })

  it("protect every rule, apart from that of concurrency and those of the wire", () => {
    const covered = new Set<string>(laws.flatMap((law) => law.rules))
    const uncovered = Object.keys(rules).filter((rule) => !covered.has(rule) && !rule.startsWith("wire."))
    expect(uncovered).toEqual(["concurrency.one-after-the-other"])
  })

  it("say what they say in one sentence", () => {
    for (const law of laws) expect(law.sentence).toMatch(/^[A-Z].*\.$/)
  })
})

describe("a law that is skipped", () => {
  it.live("says what would let it be checked", () =>
    Effect.gen(function* () {
      const { accessWithin: _, passTime: __, setGroupMembers: ___, ...still } = yield* inMemory()
      const small = {
        ...still.world,
        organizations: still.world.organizations.map((organization) => ({
          ...organization,
          users: organization.users.slice(0, 3),
          groups: [],
          divisions: [],
        })),
      }
      for (const subject of [still, { ...still, world: small }]) {
        const { results } = yield* run(subject, { clauses: laws, runs: 2, shrinks: false })
        const reasons = results.flatMap(({ verdict }) => (verdict._tag === "Skipped" ? [verdict.reason] : []))
        assert.isNotEmpty(reasons)
        for (const reason of reasons) assert.match(reason, /lets? (it|clauses about time) be checked$/)
      }
    }),
  )
})

describe("trusts that came about by letting Customer Care in", () => {
  // The built-in Customer Care has too few people to fill a trust.
  const tooFew = new Set(["trust.member-limit", "group.member-limit", "trust.member-limit-named", "clone.limit"])
  const met = new Set<string>()
  let checked = 0

  for (const law of sample(laws)) {
    it.effect(`are trusts: ${law.id}`, () =>
      Effect.scoped(
        Effect.gen(function* () {
          const watching: Step = (environment, state, request) => {
            if (request.operation === "DefaultTrusts.create" || request.operation === "CareTrusts.create")
              met.add(law.id)
            return step(environment, state, request)
          }
          const bench = yield* Bench.make(yield* inMemory({ step: watching }))
          const [first, ...others] = bench.careCasts
          if (first === undefined) return assert.fail("Customer Care cannot act in the built-in world")
          checked++
          const verdict = yield* law.run({ ...bench, casts: [first, ...others] }, { seed: 1, runs: 10 })
          const told = verdict._tag === "Failed" ? [verdict.message, verdict.counterexample] : verdict._tag
          return assert.deepStrictEqual(told, tooFew.has(law.name) ? "Skipped" : "Passed")
        }),
      ),
    )
  }

  it("are what most laws are run on; the others are about pairings or audits", () => {
    assert.isAtLeast(met.size, checked / 2)
  })
})

for (const { name, options, skipped } of settings) {
  describe(`the in-memory services ${name}`, () => {
    for (const law of laws) {
      it.effect(law.id, () =>
        Effect.scoped(
          Effect.gen(function* () {
            const bench = yield* Bench.make(yield* inMemory(options))
            for (const seed of tried) {
              const verdict = yield* law.run(bench, { seed, runs: share(20, isFast ? 5 : 10) })
              const told = verdict._tag === "Failed" ? [verdict.message, verdict.counterexample] : verdict._tag
              assert.deepStrictEqual(told, skipped.includes(law.name) ? "Skipped" : "Passed")
            }
          }),
        ),
      )
    }
  })
}
