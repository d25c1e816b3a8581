/* Conformance alone, without any law, has to tell wrong implementations from right ones. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { read } from "../../scripts/matrix/Recorded.ts"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { check, type Generation } from "@org-trust/testkit/contract/Conformance"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import type { Failure } from "@org-trust/testkit/contract/Verdict"
import { mutants } from "@org-trust/testkit/mutants/all"
import { type Mutant, optionsOf } from "@org-trust/testkit/mutants/Mutant"
import { isThorough, sample } from "../support/effort.ts"

/** The failure, if any; made small only where that is looked at, since it takes longer than finding it. */
const reject = Effect.fnUntraced(function* (
  mutant: Mutant,
  seed: number,
  generation?: Generation,
  shrinks = false,
): Effect.fn.Return<Failure | undefined, unknown> {
  const subject = yield* inMemory(optionsOf(mutant))
  const verdict = yield* Effect.scoped(
    Effect.flatMap(Bench.make(subject), (bench) => check(bench, { seed, runs: 25, shrinks }, generation)),
  )
  return verdict._tag === "Failed" ? verdict : undefined
})

const named = (name: string): Mutant => {
  const mutant = mutants.find((each) => each.name === name)
  if (mutant === undefined) throw new Error(`There is no mutant ${name}`)
  return mutant
}

/** A few of each kind, easy and hard. */
const chosen = [
  "pairing-reusable",
  "pairing-readable-after-use",
  "pairing-expires-a-moment-late",
  "refusal-uses-pairing-up",
  "trustee-sees-stale-switch",
  "trust-expires-a-moment-late",
  "second-trust-replaces",
  "member-limit-one-too-many",
  "trustee-add-joins-anew",
  "roles-kept-on-return",
  "removal-not-stored",
  "clear-takes-one",
  "group-roles-for-everybody",
  "cleared-roles-still-grant",
  "page-gap",
  "page-size-off-by-one",
  "form-before-permission",
  "refused-but-done",
  "permission-checked-at-home",
  "audit-misattributed",
  "audit-oldest-first",
  "same-correlation-id-for-all",
  "third-reads-trust",
]

describe("conformance rejects", () => {
  for (const name of sample(chosen)) {
    it.live(name, () =>
      Effect.gen(function* () {
        const failure = yield* reject(named(name), 1)
        assert.isDefined(failure)
        assert.isNotEmpty(failure?.trace)
        assert.match(failure?.message ?? "", /^Step \d+: /)
      }),
    )
  }
})

/**
 * What conformance lets pass, and laws tell: the shape of facets is nobody's promise, and
 * histories neither write ids in upper case, nor name all divisions by `*`, nor remove
 * while they go through a listing, nor tell audits of one removal by their ids.
 */
const missed: ReadonlySet<string> = new Set([
  "audit-facets-of-page",
  "case-of-ids-matters",
  "case-of-trustor-ids-matters",
  "all-divisions-are-none",
  "order-turned-by-who-leaves",
  "bulk-audits-of-one-id",
])

/**
 * What random histories seldom come to, so that most seeds let it pass: a group that has
 * several roles just when they are cleared, a second page of few trustors, members of a
 * trust with Customer Care who act in it, audits of some trustees or of one user's deeds,
 * ids in upper case. Laws do.
 */
const seldom: ReadonlySet<string> = new Set([
  "clear-takes-one-of-group",
  "page-gap-in-trustors-list",
  "page-gap-in-usertrustors-list",
  "care-trust-not-ended-by-care",
  "care-trust-without-groups",
  "roles-of-users-in-care-trust-grant-nothing",
  "roles-of-groups-in-care-trust-grant-nothing",
  "audit-deeds-of-users-missing",
  "audit-first-trustee-only",
  "audit-several-trustees-are-all",
  "audit-filter-by-whole-values",
  "audit-case-of-ids-matters",
  "case-of-listed-ids-matters",
])

describe("conformance rejects every wrong implementation but those that it lets pass", () => {
  it("of which each is there, and rejected by a law that MATRIX.md names", () => {
    const there = mutants.filter(({ name }) => missed.has(name) || seldom.has(name)).map(({ name }) => name)
    assert.sameMembers(there, [...missed, ...seldom])
    const matrix = read()
    assert.deepStrictEqual(
      there.filter((name) => (matrix.get(name)?.size ?? 0) === 0),
      [],
    )
  })

  for (const mutant of sample(mutants.filter(({ name }) => !seldom.has(name)))) {
    it.live(mutant.name, () =>
      Effect.gen(function* () {
        const failure = yield* reject(mutant, 2)
        assert.strictEqual(failure === undefined, missed.has(mutant.name), mutant.sentence)
      }),
    )
  }
})

/** Wrong implementations, each with the fewest calls that show by hand what is wrong. */
const smallest: ReadonlyArray<readonly [string, ...ReadonlyArray<string>]> = [
  ["pairing-reusable", "Pairings.create", "Trustees.create", "Trustees.create"],
  ["pairing-expires-a-moment-late", "Pairings.create", "TimePassed", "Trustees.create"],
  ["second-trust-replaces", "Pairings.create", "Trustees.create", "Pairings.create", "Trustees.create"],
  ["trustee-sees-stale-switch", "Pairings.create", "Trustees.create", "Trustees.update", "Trustors.get"],
  // The end is given with an update: it could be given at the start.
  [
    "trust-expires-a-moment-late",
    "Pairings.create",
    "Trustees.create",
    "Trustees.update",
    "TimePassed",
    "TrustorGroups.list",
  ],
  ["member-limit-one-too-many", "Pairings.create", "Trustees.create", "TrusteeUsers.add"],
  ["removal-not-stored", "Pairings.create", "Trustees.create", "TrusteeUsers.remove", "TrusteeUsers.list"],
  ["clear-takes-one", "Pairings.create", "Trustees.create", "TrusteeUserRoles.clear", "TrusteeUserRoles.get"],
  ["group-roles-for-everybody", "Pairings.create", "Trustees.create", "Trustors.get"],
  ["audit-misattributed", "Pairings.create", "Trustees.create", "TrustorClonedUsers.create", "TrustAudits.ofTrustees"],
  ["same-correlation-id-for-all", "Trustees.get", "Trustees.get"],
  ["third-reads-trust", "Pairings.create", "Trustees.create", "Trustees.get"],
]

describe("a failure", () => {
  for (const [name, ...steps] of sample(smallest)) {
    it.live(`shows what matters, and what it rests on, alone: ${name}`, () =>
      Effect.gen(function* () {
        const failure = yield* reject(named(name), 1, undefined, true)
        const done = (failure?.trace ?? []).map((step) => (step._tag === "Call" ? step.operation : step._tag))
        assert.isAtMost(done.length, steps.length, `${done.join(", ")}: ${failure?.message}`)
        assert.match(failure?.message ?? "", /^Step \d+: [A-Z].* expected .*, got /)
        assert.include(failure?.message, `Step ${done.length}: `)
      }),
    )
  }

  it.live("is the same again from its seed", () =>
    Effect.gen(function* () {
      const one = yield* reject(named("pairing-reusable"), 1, undefined, true)
      const other = yield* reject(named("pairing-reusable"), 1, undefined, true)
      assert.deepStrictEqual(one?.counterexample, other?.counterexample)
      assert.strictEqual(one?.message, other?.message)
      assert.strictEqual(one?.runs, other?.runs)
      assert.include(one?.message ?? "", "pairing.used-once")
    }),
  )

  // Most are looked for in vain.
  it.live.runIf(isThorough)("is found much less often by plain commands", () =>
    Effect.gen(function* () {
      const plain: Generation = { swarm: false, deviations: false, steering: false }
      const missed = new Set<string>()
      for (const name of chosen) {
        if ((yield* reject(named(name), 1, plain)) === undefined) missed.add(name)
        if (missed.size === 8) return
      }
      assert.fail(`all but ${[...missed]} are found`)
    }),
  )
})
