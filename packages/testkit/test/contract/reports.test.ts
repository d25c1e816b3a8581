import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { step as modelStep, type Step } from "@org-trust/core/lifecycle/Step"
import { law } from "../../src/contract/internal/Law.ts"
import { NotApplicable } from "@org-trust/testkit/contract/Violation"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { laws as ofGroups } from "../../src/contract/internal/laws/groups.ts"
import { laws as pairings } from "../../src/contract/internal/laws/pairing.ts"
import { conformance } from "@org-trust/testkit/contract/Conformance"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { contractVersion, counts, isOk, type Report } from "@org-trust/testkit/contract/Report"
import { toHtml } from "@org-trust/testkit/contract/report/Html"
import { JsonReport, toJson } from "@org-trust/testkit/contract/report/Json"
import { escapeXml } from "../../src/contract/internal/report/Escape.ts"
import { countOf, momentWords, tookWords } from "../../src/contract/internal/report/Words.ts"
import { toJUnit } from "@org-trust/testkit/contract/report/JUnit"
import { redactor } from "@org-trust/testkit/contract/report/Redact"
import { colours, resultLine, summary } from "@org-trust/testkit/contract/report/Terminal"
import { run, type RunOptions } from "@org-trust/testkit/contract/Runner"
import { outcomeOf } from "@org-trust/testkit/contract/Vitest"
import { mutants } from "@org-trust/testkit/mutants/all"
import { optionsOf } from "@org-trust/testkit/mutants/Mutant"

const mutant = mutants.find(({ name }) => name === "pairing-reusable")

const reportOf = (options?: Partial<RunOptions>): Effect.Effect<Report> =>
  Effect.gen(function* () {
    assert.isDefined(mutant)
    const { passTime: _, ...subject } = yield* inMemory(optionsOf(mutant))
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

describe("numbers of a report", () => {
  it("have units, and a plural where there are several", () => {
    assert.deepStrictEqual(
      [0, 1, 2].map((count) => countOf(count, "step")),
      ["0 steps", "1 step", "2 steps"],
    )
    assert.deepStrictEqual([0, 999, 1_000, 59_949, 59_950, 93_396, 3_600_000].map(tookWords), [
      "0 ms",
      "999 ms",
      "1.0 s",
      "59.9 s",
      "1 min 0 s",
      "1 min 33 s",
      "60 min 0 s",
    ])
    assert.strictEqual(momentWords(Date.UTC(2026, 0, 31, 9, 5, 59)), "2026-01-31 09:05 UTC")
  })
})

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
        `MUST pairing.used-once (contract ${contractVersion})`,
        "rule pairing.used-once, documented: A pairing makes one trust and is used up by it. (support site of the platform)",
        "seed",
        'vitest(subject, { seed: 1, runs: 25, only: "pairing.used-once" })',
        "POST /api/v2/orgauthorization/trustees",
      ]) {
        assert.include(text, part)
      }
      assert.include(report.results.map((result) => resultLine(result)).join("\n"), "time cannot be moved")
    }),
  )

  it.live("tells what was done and asked beside the API", () =>
    Effect.gen(function* () {
      const wrong = mutants.find(({ name }) => name === "new-member-without-access")
      assert.isDefined(wrong)
      const report = yield* run(yield* inMemory(optionsOf(wrong)), { clauses: ofGroups, only: "group.membership-*" })
      assert.include(summary(report, world), "members of the group")
      const [result] = toJson(report, world).results
      assert.isTrue(result?.failure?.trace.some(({ kind }) => kind === "aside"))
      assert.include(toHtml(report, world), "members of the group")
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
      const decoded = yield* Effect.orDie(Schema.decodeUnknownEffect(JsonReport)(JSON.parse(JSON.stringify(json))))
      assert.deepStrictEqual(decoded, json)
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

describe("a run", () => {
  it.live("tells apart MUST and SHOULD, and does not say that the contract is fulfilled while a MUST is skipped", () =>
    Effect.gen(function* () {
      const { passTime: _, ...subject } = yield* inMemory()
      const skipping = toJson(yield* run(subject, { clauses: pairings }), world)
      assert.deepStrictEqual([skipping.fulfilled, skipping.conclusion], [false, "was not checked enough"])
      assert.strictEqual(skipping.levels.MUST.skipped + skipping.levels.SHOULD.skipped, skipping.counts.skipped)
      const whole = yield* run(yield* inMemory(), { clauses: pairings })
      assert.isTrue(toJson(whole, world).fulfilled)
      assert.include(summary(whole, world), "It fulfils the contract.")
      const part = yield* run(yield* inMemory(), { clauses: pairings, only: "pairing.needed" })
      assert.isFalse(toJson(part, world).fulfilled)
      assert.include(summary(part, world), `${pairings.length - 1} clauses not run`)
      const known = yield* reportOf({ knownFailures: ["pairing.used-once", "pairing.for-whoever-uses-it"] })
      assert.strictEqual(toJson(known, world).conclusion, "does not fulfil")
    }),
  )

  for (const [applicable, standing] of [
    [5, "hardly tried"],
    [6, "passed"],
    [0, "skipped"],
  ] as const) {
    it.live(`of a law that can be checked with ${applicable} of 26 inputs is ${standing}`, () =>
      Effect.gen(function* () {
        let tried = 0
        const seldom = law<number>({
          name: "pairing.seldom",
          sentence: "This holds.",
          rules: ["pairing.used-once"],
          groups: [],
          given: () => fc.nat(),
          check: () =>
            ++tried <= applicable ? Effect.void : Effect.fail(new NotApplicable({ message: "there is nobody" })),
        })
        const report = yield* run(yield* inMemory(), { clauses: [seldom], runs: 26 })
        assert.strictEqual(report.results[0]?.standing, standing)
        assert.isTrue(isOk(report))
        assert.strictEqual(toJson(report, world).fulfilled, standing === "passed")
        if (standing !== "hardly tried") return
        for (const text of [
          toJUnit(report, world),
          toHtml(report, world),
          report.results.map((each) => resultLine(each)).join(""),
        ]) {
          assert.include(text, "hardly tried")
          assert.include(text, "with 5 of 26 inputs")
        }
        assert.include(summary(report, world), "hardly tried")
      }),
    )
  }

  it.live("of a law that one input in four is for has as many inputs as are wanted", () =>
    Effect.gen(function* () {
      const seldom = law<number>({
        name: "pairing.seldom",
        sentence: "This holds.",
        rules: ["pairing.used-once"],
        groups: [],
        given: () => fc.noBias(fc.nat()),
        check: (_, number) =>
          number % 4 === 0 ? Effect.void : Effect.fail(new NotApplicable({ message: "there is nobody" })),
      })
      for (const runs of [5, 25]) {
        const { results } = yield* run(yield* inMemory(), { clauses: [seldom], runs })
        assert.strictEqual(results[0]?.standing, "passed")
      }
    }),
  )

  it.live("tells how far each clause is, input by input", () =>
    Effect.gen(function* () {
      const told: Array<string> = []
      yield* run(yield* inMemory(), {
        clauses: pairings,
        only: "pairing.needed,pairing.used-once",
        runs: 3,
        onProgress: ({ name }, { done, of }) => Effect.sync(() => told.push(`${name} ${done}/${of}`)),
      })
      const of = (name: string) => [1, 2, 3].map((done) => `${name} ${done}/3`)
      assert.deepStrictEqual(told, [...of("pairing.used-once"), ...of("pairing.needed")])
    }),
  )

  it.live("says of a difference what was expected and what was got, once", () =>
    Effect.gen(function* () {
      const wrong = mutants.find(({ name }) => name === "pairing-reusable")
      assert.isDefined(wrong)
      const { results } = yield* run(yield* inMemory(optionsOf(wrong)), { clauses: [...pairings, conformance] })
      const failed = results.filter(({ standing }) => standing === "failed")
      assert.isAtLeast(failed.length, 2)
      for (const { clause, verdict } of failed) {
        if (verdict._tag !== "Failed") continue
        const [line = ""] = verdict.message.split("\n")
        assert.match(line, /expected .+, got /, clause.name)
        const [, step] = /^Step (\d+): /.exec(line) ?? []
        if (step === undefined) continue
        assert.strictEqual(Number(step), verdict.trace.length)
        // The two sides are not told once more in other words.
        assert.lengthOf(line.match(/got /g) ?? [], line.split("; ").length)
      }
    }),
  )

  it.live("says once what many clauses stop at, and of a crash where it was", () =>
    Effect.gen(function* () {
      const broken: Step = (environment, state, request) => {
        if (request.operation === "Pairings.create") throw new TypeError("object is not iterable")
        return modelStep(environment, state, request)
      }
      const report = yield* run(yield* inMemory({ step: broken }), { clauses: pairings })
      const { causes, results } = toJson(report, world)
      const cause = "Pairings.create crashed: TypeError: object is not iterable"
      assert.strictEqual(causes[0]?.cause, cause)
      assert.isAbove(causes[0]?.clauses.length ?? 0, 5)
      const last = results[0]?.failure?.trace.at(-1)
      assert.include(last?.kind === "call" ? last.crash?.stack : undefined, "reports.test.ts")
      const text = summary(report, world)
      assert.include(text, `Mend first: ${causes[0]?.clauses.length} clauses stop at ${cause}`)
      assert.strictEqual(text.split("input {").length - 1, causes.length)
      assert.include(toHtml(report, world), `clauses stop at ${cause}`)
      assert.include(toJUnit(report, world), `type="${cause}"`)
    }),
  )
})

/** A report of one failure in which the implementation answered something strange. */
const strange = (reply: unknown, message: string): Effect.Effect<Report> =>
  Effect.map(reportOf({ only: "pairing.used-once" }), (report) => ({
    ...report,
    results: report.results.map((result) => {
      const { verdict } = result
      if (verdict._tag !== "Failed") return result
      const trace = verdict.trace.map((step) =>
        step._tag === "Call" ? { ...step, outcome: { _tag: "Reply" as const, reply } } : step,
      )
      return { ...result, verdict: { ...verdict, message, counterexample: reply, trace } }
    }),
  }))

const everyText = (report: Report): ReadonlyArray<string> => [
  JSON.stringify(toJson(report, world)),
  toJUnit(report, world),
  toHtml(report, world),
  summary(report, world),
]

describe("a strange answer", () => {
  const circular: { self?: object } = {}
  circular.self = circular

  it.live("never keeps a report from being written", () =>
    Effect.gen(function* () {
      for (const reply of [circular, 1n, Symbol("x"), () => 1, null, Number.NaN, "\u0000<b>", { toJSON: 1 }]) {
        const report = yield* strange(reply, "m")
        const json: unknown = JSON.parse(JSON.stringify(toJson(report, world)))
        assert.doesNotThrow(() => Schema.decodeUnknownSync(JsonReport)(json))
        for (const text of everyText(report)) assert.isAbove(text.length, 100)
      }
    }),
  )

  it.live("is no markup", () =>
    Effect.gen(function* () {
      const report = yield* strange({ id: "</pre><script>alert(1)</script>" }, `<img src=x onerror="alert(1)">`)
      assert.notMatch(toHtml(report, world), /<script|<img/)
      assert.isTrue(wellFormed(toJUnit(report, world).replace(/^<\?.*\?>\n/, "")))
    }),
  )

  it.live("does not bring a secret into a report that it repeats", () =>
    Effect.gen(function* () {
      const [client] = world.clients
      assert.isDefined(client)
      const secret = Redacted.value(client.secret)
      const basic = Buffer.from(`${client.id}:${secret}`).toString("base64")
      const report = yield* strange({ name: `is it ${secret}?` }, `Basic ${basic}`)
      for (const text of everyText(report)) {
        assert.notInclude(text, secret)
        assert.notInclude(text, basic)
        assert.include(text, "[redacted]")
      }
      assert.strictEqual(redactor(world, ["some-token"])("Bearer some-token"), "Bearer [redacted]")
    }),
  )
})

describe("a page", () => {
  it.live("shows who asked for what, by name, and needs nothing else", () =>
    Effect.gen(function* () {
      const html = toHtml(yield* reportOf({ only: "pairing.used-once" }), world)
      for (const part of [
        "Harbor Bank",
        "implementation",
        "pairing 1, enabled: true",
        "✓ done",
        "grant_type=client_credentials",
      ]) {
        assert.include(html, part)
      }
      assert.notMatch(html, /<(?:link|img|iframe|script)|@import|url\(/)
      const used = [...html.matchAll(/Bearer \$(\w+)/g)].map(([, name]) => name)
      assert.isAbove(used.length, 0)
      for (const name of used) assert.include(html, `${name}=$(curl`)
    }),
  )
})

describe("a command that repeats a failure", () => {
  it.live("has the flags that were given, quoted for a shell", () =>
    Effect.gen(function* () {
      const report = { ...(yield* reportOf({ only: "pairing.used-once" })), subject: "http://localhost:1" }
      const text = summary(report, world, colours, { replayFlags: ["--world", "my world.json"] })
      assert.include(
        text,
        "again: org-trust verify --url http://localhost:1 --seed 1 --runs 25 --only pairing.used-once --world 'my world.json'",
      )
    }),
  )
})

describe("the test of a clause", () => {
  const outcome = (options: Partial<RunOptions>) => Effect.map(reportOf(options), (report) => outcomeOf(report, world))

  it.live("fails with all that repeats the failure", () =>
    Effect.gen(function* () {
      const { error } = yield* outcome({ only: "pairing.used-once" })
      for (const part of [
        "MUST pairing.used-once (contract 2.",
        "rule pairing.used-once",
        "seed",
        "input {",
        "1. ",
        "again: ",
      ]) {
        assert.include(error?.message, part)
      }
    }),
  )

  it.live("is skipped with the reason, passes, or is known to fail", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* outcome({ only: "pairing.needed" }), {})
      assert.include((yield* outcome({ only: "pairing.expires" })).skipped, "time cannot be moved")
      const knownFailures = ["pairing.used-once", "pairing.needed"]
      assert.deepStrictEqual(yield* outcome({ only: "pairing.used-once", knownFailures }), {})
      const { error } = yield* outcome({ only: "pairing.needed", knownFailures })
      assert.include(error?.message, "take it off the list")
    }),
  )
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
