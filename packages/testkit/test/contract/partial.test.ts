/* An implementation that has only some of the operations is checked as far as they go. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { step, type Step } from "@org-trust/core/lifecycle/Step"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { type OperationGroup, operationGroups, serves } from "@org-trust/testkit/contract/Capabilities"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { counts, isOk } from "@org-trust/testkit/contract/Report"
import { toJson } from "@org-trust/testkit/contract/report/Json"
import { resultLine, summary } from "@org-trust/testkit/contract/report/Terminal"
import { run } from "@org-trust/testkit/contract/Runner"
import { mutants } from "@org-trust/testkit/mutants/all"
import { optionsOf } from "@org-trust/testkit/mutants/Mutant"
import type { PlatformOptions } from "@org-trust/testkit/Platform"
import { sample } from "../support/effort.ts"

const partly = Effect.fnUntraced(function* (groups: ReadonlyArray<OperationGroup>, options: PlatformOptions = {}) {
  /** Whoever asks for what is not there finds out. */
  const partial: Step = (environment, state, request) => {
    if (!serves({ groups }, request.operation)) throw new Error(`${request.operation} was asked for`)
    return (options.step ?? step)(environment, state, request)
  }
  const subject = yield* inMemory({ ...options, step: partial })
  return yield* run({ ...subject, capabilities: { ...subject.capabilities, groups } }, { clauses, runs: 3 })
})

describe("an implementation of pairings and trustees alone", () => {
  it.live("is checked by more than fifty clauses, and is told what would let the others be checked", () =>
    Effect.gen(function* () {
      const report = yield* partly(["Pairings", "Trustees"])
      const count = counts(report)
      assert.isTrue(isOk(report), summary(report, world))
      assert.isAbove(count.passed + count["in part"], 50)
      assert.isAbove(count["in part"], 20)
      for (const { clause, verdict } of report.results) {
        if (verdict._tag === "Skipped") assert.match(verdict.reason, /no \w+; with it among its groups/, clause.name)
      }
      const json = toJson(report, world)
      assert.strictEqual(json.conclusion, "was not checked enough")
      assert.include(summary(report, world), "MUST checked in part")
      const seen = json.results.find(({ name }) => name === "trust.seen-by-both")
      assert.deepStrictEqual([seen?.standing, seen?.without], ["in part", ["Trustors"]])
      assert.include(
        report.results.map((result) => resultLine(result)).join("\n"),
        "✓ MUST trust.seen-by-both, in part: the implementation does not have Trustors",
      )
    }),
  )

  for (const name of ["pairing-reusable", "second-trust-replaces", "past-end-accepted"]) {
    it.live(`is rejected where it is wrong: ${name}`, () =>
      Effect.gen(function* () {
        const wrong = mutants.find((mutant) => mutant.name === name)
        assert.isDefined(wrong)
        assert.isFalse(isOk(yield* partly(["Pairings", "Trustees"], optionsOf(wrong))))
      }),
    )
  }
})

describe("an implementation that lacks one group of operations", () => {
  for (const absent of sample(operationGroups)) {
    it.live(`passes whatever can be checked without ${absent}`, () =>
      Effect.gen(function* () {
        const report = yield* partly(operationGroups.filter((group) => group !== absent))
        assert.isTrue(isOk(report), summary(report, world))
      }),
    )
  }
})
