/* Several clauses at once come to what one after the other comes to, of what is right; what is wrong is found. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { OrganizationId } from "@org-trust/core/Identifiers"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import { Unavailable } from "@org-trust/core/TrustError"
import { toJson } from "@org-trust/testkit/contract/report/Json"
import { summary } from "@org-trust/testkit/contract/report/Terminal"
import { type ClauseResult, conclusionOf, type Report } from "@org-trust/testkit/contract/Report"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import * as InMemory from "@org-trust/testkit/InMemory"
import { mutants } from "@org-trust/testkit/mutants/all"
import { optionsOf } from "@org-trust/testkit/mutants/Mutant"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { sample } from "../../support/effort.ts"

/** Others get their turn before each call, as they do where calls go over a network. */
const inTurns =
  (invoke: Invoke): Invoke =>
  (operation, input) =>
    Effect.andThen(Effect.yieldNow, invoke(operation, input))

/** Reads of a trust find nothing while somebody else waits for an answer. */
const confused = () => {
  let under = 0
  return (invoke: Invoke): Invoke =>
    (operation, input) =>
      Effect.suspend(() => {
        under++
        const asked = operation === "Trustees.get" && under > 1 ? { trusteeOrgId: absent } : input
        return Effect.ensuring(
          Effect.andThen(Effect.yieldNow, invoke(operation, { ...input, ...asked })),
          Effect.sync(() => under--),
        )
      })
}

/** The answer to some calls is lost on the way. */
const losing = () => {
  let count = 0
  return (invoke: Invoke): Invoke =>
    (operation, input) =>
      Effect.suspend(() => {
        const reply = inTurns(invoke)(operation, input)
        if (++count % 211 !== 7) return reply
        const lost = new Unavailable({ operation, message: "the connection failed", reason: "Transport" })
        return Effect.andThen(Effect.ignore(reply), Effect.fail(lost))
      })
}

const absent = OrganizationId.make("99999999-0000-4000-8000-000000000000")

const subjectOf = (options: Platform.PlatformOptions, way = inTurns): Effect.Effect<Subject> =>
  Effect.map(Platform.make(options), (platform) => ({
    name: "in turns",
    world: platform.world,
    capabilities: complete,
    connect: (client) =>
      Layer.effectContext(
        Effect.map(
          Layer.build(Layer.provide(InMemory.layer(principalOf(client)), Layer.succeed(Platform.Platform, platform))),
          (services) => Services.make(way(Services.toInvoke(services))),
        ),
      ),
  }))

/** What does not depend on ids that are drawn, nor on how long it took. */
const essence = ({ beside, clause, standing, verdict }: ClauseResult) => ({
  name: clause.name,
  standing,
  // Without it nobody would see clauses that get in each other's way: alone they come to the same.
  beside,
  ...(verdict._tag === "Passed" && { runs: verdict.runs, tried: verdict.tried }),
  ...(verdict._tag === "Skipped" && { reason: verdict.reason }),
  ...(verdict._tag === "Failed" && { counterexample: verdict.counterexample, runs: verdict.runs }),
})

// What waits, waits in real time; conformance is checked alone anyway.
const quick = clauses.filter(
  ({ name }) =>
    !["trust.expired-grants-nothing", "default-trust.access-ends", "conformance.agrees-with-model"].includes(name),
)

const found = Effect.fnUntraced(function* (options: () => Platform.PlatformOptions, atOnce: number) {
  const told: Array<string> = []
  const subject = yield* subjectOf(options())
  const { results } = yield* run(subject, {
    clauses: quick,
    runs: 2,
    atOnce,
    onResult: ({ clause }) => Effect.sync(() => told.push(clause.name)),
  })
  assert.deepStrictEqual(
    told,
    results.map(({ clause }) => clause.name),
  )
  return results.map(essence)
})

describe("clauses that are checked at once", () => {
  it.live("come to the same as one after the other, and are told in their order", () =>
    Effect.gen(function* () {
      const alone = yield* found(() => ({}), 1)
      assert.deepStrictEqual(yield* found(() => ({}), 12), alone)
      assert.isTrue(alone.some(({ standing }) => standing === "passed"))
    }),
  )

  it.live("say what holds alone and did not beside others", () =>
    Effect.gen(function* () {
      const reportOf = Effect.fnUntraced(function* (atOnce: number) {
        const subject = yield* subjectOf({}, confused())
        return { world: subject.world, report: yield* run(subject, { clauses: quick, runs: 2, atOnce }) }
      })
      const { report, world } = yield* reportOf(12)
      const one = toJson(report, world).results.find(({ beside }) => beside !== undefined)
      assert.strictEqual(one?.standing, "passed")
      assert.isNotEmpty(one?.beside?.trace)
      assert.notInclude(one?.beside?.replay, "only")
      assert.include(summary(report, world), `${one?.id} holds when it is checked alone, and did not while others`)
      const must = report.results.find(({ beside, clause }) => beside !== undefined && clause.level === "MUST")
      const only = (beside: ClauseResult["beside"]): Report => ({
        ...report,
        results: report.results.flatMap(({ beside: _, ...result }) =>
          result.clause === must?.clause ? [{ ...result, ...(beside !== undefined && { beside }) }] : [],
        ),
        unchecked: 0,
      })
      assert.strictEqual(conclusionOf(only(undefined)), "fulfils")
      assert.strictEqual(conclusionOf(only(must?.beside)), "was not checked enough")
      assert.include(summary(only(must?.beside), world), "is open: 1 MUST held only alone.")
      const alone = yield* reportOf(1)
      assert.isTrue(alone.report.results.every(({ beside }) => beside === undefined))
    }),
  )

  it.live("do not get in each other's way where a connection breaks now and then", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf({}, losing())
      const { results } = yield* run(subject, { clauses: quick, runs: 2, atOnce: 12 })
      const told = results.flatMap(({ beside, clause }) => (beside === undefined ? [] : [[clause.name, beside]]))
      assert.deepStrictEqual(told, [])
    }),
  )

  // Which clauses fail hangs on what was before, where a mistake outlasts a trust, or goes from one into another.
  for (const mutant of sample(sample(mutants, 3))) {
    it.live(`find fault with ${mutant.name} where one after the other does`, () =>
      Effect.gen(function* () {
        const isRejected = Effect.fnUntraced(function* (atOnce: number) {
          const results = yield* found(() => optionsOf(mutant), atOnce)
          return results.some(({ standing }) => standing === "failed")
        })
        assert.strictEqual(yield* isRejected(12), yield* isRejected(1))
      }),
    )
  }
})
