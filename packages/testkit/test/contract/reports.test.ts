import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { laws as pairings } from "@org-trust/testkit/contract/laws/pairing"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { counts, isOk, type Report } from "@org-trust/testkit/contract/Report"
import { toHtml } from "@org-trust/testkit/contract/report/Html"
import { JsonReport, toJson } from "@org-trust/testkit/contract/report/Json"
import { escapeXml, toJUnit } from "@org-trust/testkit/contract/report/JUnit"
import { resultLine, summary } from "@org-trust/testkit/contract/report/Terminal"
import { run, type RunOptions } from "@org-trust/testkit/contract/Runner"
import { mutants } from "@org-trust/testkit/mutants/all"

const mutant = mutants.find(({ name }) => name === "pairing-reusable")

const reportOf = (options?: Partial<RunOptions>): Effect.Effect<Report> =>
  Effect.gen(function* () {
    assert.isDefined(mutant)
    const { passTime: _, ...subject } = yield* inMemory({ step: mutant.step() })
    return yield* run({ ...subject, name: "<script>" }, { clauses: pairings, ...options })
  }).pipe(Effect.orDie)

const wellFormed = (xml: string): boolean => {
  const open: Array<string> = []
  for (const [, close, name = "", , empty] of xml.matchAll(/<(\/?)([a-z]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (close === "/") {
      if (open.pop() !== name) return false
    } else if (empty !== "/") open.push(name)
  }
  return open.length === 0
}

describe("a report", () => {
  it.live("counts clauses by what came of them", () =>
    Effect.gen(function* () {
      const report = yield* reportOf()
      const { failed, passed, skipped } = counts(report)
      assert.isFalse(isOk(report))
      assert.deepStrictEqual([failed, skipped], [2, 1])
      assert.strictEqual(passed + failed + skipped, pairings.length)
    }),
  )

  it.live("tells of a failure all that repeats it", () =>
    Effect.gen(function* () {
      const report = yield* reportOf()
      const text = summary(report, world)
      for (const part of [
        "MUST pairing.used-once (contract 1.0.0)",
        "rule pairing.used-once, documented",
        "seed",
        'vitest(subject, { seed: 1, runs: 25, only: "pairing.used-once" })',
        "POST /api/v2/orgauthorization/trustees",
      ]) {
        assert.include(text, part)
      }
      assert.include(report.results.map((result) => resultLine(result)).join("\n"), "time cannot be moved")
    }),
  )

  it.live("repeats a failure exactly from its seed", () =>
    Effect.gen(function* () {
      const failures = (report: Report) =>
        report.results.map(({ verdict }) => (verdict._tag === "Failed" ? [verdict.counterexample, verdict.runs] : []))
      const again = yield* reportOf({ only: "pairing.used-once" })
      const whole = (yield* reportOf()).results.filter(({ clause }) => clause.name === "pairing.used-once")
      assert.deepStrictEqual(failures(again), failures({ ...again, results: whole }))
    }),
  )

  it.live("is valid JSON of its schema, valid XML and a page, without any secret", () =>
    Effect.gen(function* () {
      const report = yield* reportOf()
      const json = toJson(report, world)
      assert.deepStrictEqual(Schema.decodeUnknownSync(JsonReport)(JSON.parse(JSON.stringify(json))), json)
      const xml = toJUnit(report, world)
      assert.isTrue(wellFormed(xml.replace(/^<\?.*\?>\n/, "")))
      const html = toHtml(report, world)
      assert.include(html, "&lt;script&gt;")
      assert.notInclude(html, "<script")
      assert.include(html, "curl -X POST")
      for (const { secret } of world.clients) {
        for (const text of [JSON.stringify(json), xml, html, summary(report, world)]) {
          assert.notInclude(text, Redacted.value(secret))
        }
      }
    }),
  )

  it("leaves out what XML cannot hold", () => {
    assert.strictEqual(escapeXml(`a\u0000b\uD800c<&>"\u{1F600}`), "abc&lt;&amp;&gt;&quot;\u{1F600}")
  })
})

describe("known failures", () => {
  const known = ["pairing.used-once", "pairing.for-whoever-uses-it"]

  it.live("do not fail a run", () =>
    Effect.gen(function* () {
      const report = yield* reportOf({ knownFailures: known })
      assert.isTrue(isOk(report))
      assert.strictEqual(counts(report)["expected failure"], 2)
    }),
  )

  it.live("fail a run when they pass", () =>
    Effect.gen(function* () {
      const report = yield* reportOf({ knownFailures: [...known, "pairing.needed"] })
      assert.isFalse(isOk(report))
      assert.strictEqual(counts(report)["unexpected pass"], 1)
    }),
  )

  it.live("have to be clauses", () =>
    Effect.gen(function* () {
      const subject = yield* inMemory()
      const error = yield* Effect.flip(run(subject, { clauses: pairings, knownFailures: ["pairing.nonsense"] }))
      assert.strictEqual(error._tag, "UnknownClause")
      const pattern = yield* Effect.flip(run(subject, { clauses: pairings, only: "nothing.*" }))
      assert.strictEqual(pattern._tag, "UnknownClause")
    }),
  )
})
