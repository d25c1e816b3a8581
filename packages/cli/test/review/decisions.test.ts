import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { resolve } from "@org-trust/core/access/Decisions"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { lockJournal } from "../../src/access/journalLock.ts"
import { readText } from "../../src/access/readText.ts"
import { decisionForm } from "../../src/review/DecisionText.ts"
import { serve, type Served } from "../support/cli.ts"
import { run } from "../support/inProcess.ts"

const { harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users

const head = [
  "organization: us",
  "asked: 2026-12-01T08:00:00Z",
  "answerBy: 2026-12-15",
  "unanswered: remove",
  `organizations: { us: ${harborBank.id}, northwind: ${northwindPartners.id} }`,
  `roles: { visitor: ${harborBank.roles.visitor.id} }`,
  `users: { tom: ${tom.id} }`,
  "questions:",
  "  - trust: northwind",
]
const question = [
  "    user: tom",
  "    about: Tom",
  "    has: [visitor]",
  "    recommendation: keep",
  "    reason: None.",
]
const whole = ["    about: Northwind", "    recommendation: keep", "    reason: None."]

/** The mistakes of an answer, each as `line:column message`. */
const mistakes = (answer: ReadonlyArray<string>, about = question): ReadonlyArray<string> => {
  const read = readText([...head, ...about, ...answer.map((line) => `    ${line}`), ""].join("\n"), decisionForm)
  const placed = Result.isFailure(read)
    ? read.failure
    : Result.match(resolve(read.success.value, DateTime.makeUnsafe("2026-12-20T10:00:00Z")), {
        onSuccess: () => [],
        onFailure: read.success.place,
      })
  return placed.map(({ column, line, message }) => `${line}:${column} ${message}`)
}

describe("a decisions file", () => {
  it("may be answered, or not yet", () => {
    assert.deepStrictEqual(mistakes(["decision:", "by:", "on:"]), [])
    assert.deepStrictEqual(mistakes(["decision: keep", "by: Ada", "on: 2026-12-15"]), [])
    assert.deepStrictEqual(mistakes(["decision: shorten", "by: Ada", "on: 2026-12-02", "keeps: [visitor]"]), [])
    assert.deepStrictEqual(
      mistakes(["decision: shorten", "by: Ada", "on: 2026-12-02", "until: 2027-01-01T00:00:00Z"], whole),
      [],
    )
  })

  it.each([
    [["decision: kep"], '15:15 questions / 0 / decision: expected keep, remove or shorten, got "kep"'],
    [["decison: keep"], "15:5 decison is no key here; did you mean decision?"],
    [["decision: keep", "on: 2026-12-02"], "9:5 by is missing: the name of who decided"],
    [["decision: keep", "by: Ada"], "9:5 on is missing: the day of the decision, such as 2027-01-31"],
    [["decision:", "by: Ada"], "9:5 decision is missing: keep, remove or shorten"],
    [["decision: keep", "by: Ada", "on: today"], '17:9 "today" is no day: write one such as 2027-01-31'],
    [
      ["decision: keep", "by: Ada", "on: 2026-11-30"],
      "17:9 2026-11-30 is before the question was asked, which was 2026-12-01",
    ],
    [["decision: keep", "by: Ada", "on: 2026-12-21"], "17:9 2026-12-21 has not come yet"],
    [
      ["decision: keep", "by: Ada", "on: 2026-12-16"],
      "17:9 2026-12-16 is too late: answers were asked for by 2026-12-15. Move answerBy, or take the answer out",
    ],
    [
      ["decision: keep", "by: Ada", "on: 2026-12-02", "until: 2027-01-01T00:00:00Z"],
      "18:12 until goes with shorten, and the decision is keep",
    ],
    [["decision: shorten", "by: Ada", "on: 2026-12-02"], "9:5 keeps is missing: the roles that stay"],
    [
      ["decision: shorten", "by: Ada", "on: 2026-12-02", "keeps: [visiter]"],
      '18:13 No role is called "visiter": write an id, or name one under roles; the file names visitor',
    ],
  ] as const)("tells a mistake with its place: %j", (answer, told) => {
    assert.deepStrictEqual(mistakes(answer), [told])
  })

  it("does not end a trust in the past", () => {
    assert.deepStrictEqual(
      mistakes(["decision: shorten", "by: Ada", "on: 2026-12-02", "until: 2026-12-10T00:00:00Z"], whole),
      ["16:12 2026-12-10T00:00:00Z has come already: to end it now, decide remove"],
    )
  })
})

describe("a review that is answered", () => {
  let directory: string
  let served: Served
  let profiles: string
  const call = async (...args: ReadonlyArray<string>) => run(...args, "--profiles", profiles)

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "org-trust-decisions-"))
    served = await serve()
    profiles = join(directory, "profiles")
    const lines = [
      ["", harborBank.clients.admin.id, "harbor-admin-secret", harborBank.id],
      ["NORTHWIND_", northwindPartners.clients.admin.id, "northwind-admin-secret", northwindPartners.id],
    ].flatMap(([prefix, id, secret, own]) => [
      `${prefix}GENESYSCLOUD_API_URL=${served.url}`,
      `${prefix}GENESYSCLOUD_OAUTHCLIENT_ID=${id}`,
      `${prefix}GENESYSCLOUD_OAUTHCLIENT_SECRET=${secret}`,
      `${prefix}GENESYSCLOUD_ORGANIZATION_ID=${own}`,
    ])
    await writeFile(profiles, lines.join("\n"))
  })

  afterAll(async () => {
    await served.stop()
    await rm(directory, { recursive: true })
  })

  it("is asked, answered, closed, made so, and recorded", async () => {
    const trusts = join(directory, "trusts.yaml")
    await writeFile(
      trusts,
      [
        "organization: us",
        `organizations: { us: ${harborBank.id}, northwind: ${northwindPartners.id} }`,
        `roles: { visitor: ${harborBank.roles.visitor.id}, supervisor: ${harborBank.roles.supervisor.id} }`,
        `users: { tom: ${tom.id}, lea: ${lea.id} }`,
        "trustees: { northwind: { users: { tom: [visitor, supervisor], lea: [supervisor] } } }",
        "",
      ].join("\n"),
    )
    // Two runs with one journal at once would not know of each other.
    const meanwhile = await Effect.runPromise(
      Effect.scoped(
        Effect.andThen(
          lockJournal(`${trusts}.journal`),
          Effect.promise(async () => call("apply", trusts, "--yes", "--partner", "northwind=NORTHWIND")),
        ),
      ),
    )
    assert.deepStrictEqual(
      [meanwhile.code, /another run with the journal .* is under way/.test(meanwhile.stderr)],
      [1, true],
    )
    const applied = await call("apply", trusts, "--yes", "--partner", "northwind=NORTHWIND")
    assert.strictEqual(applied.code, 0, applied.stderr)

    const decisions = join(directory, "decisions.yaml")
    const opened = await call("review", "--file", trusts, "--open", decisions)
    assert.deepStrictEqual([opened.code, /asks 3 questions/.test(opened.stdout)], [0, true], opened.stderr)
    const again = await call("review", "--file", trusts, "--open", decisions)
    assert.deepStrictEqual([again.code, /is there already/.test(again.stderr)], [1, true])
    // What it says to do next can be run as it is.
    const subject = `review --profiles ${profiles} --file ${trusts}`
    assert.include(opened.stdout, `org-trust ${subject} --close ${decisions}\n`)
    const unanswered = await call("review", "--file", trusts, "--close", decisions)
    assert.deepStrictEqual([unanswered.code, /3 not answered yet/.test(unanswered.stdout)], [2, true])

    const today = DateTime.formatIsoDateUtc(DateTime.nowUnsafe())
    const answer = (text: string, about: RegExp, decision: string, ...more: ReadonlyArray<string>) =>
      text.replace(new RegExp(`(${about.source}[^]*?)    decision:\n    by:\n    on:\n`), (_, before: string) =>
        [`${before}    decision: ${decision}`, "    by: Ada Owner", `    on: ${today}`, ...more, ""].join("\n"),
      )
    const blank = await readFile(decisions, "utf8")
    const answered = answer(
      answer(blank, /user: tom-thorne/, "shorten", "    keeps: [visitor]"),
      new RegExp(`about: ${"lea"}`),
      "remove",
    )
    assert.notStrictEqual(answered, blank)
    await writeFile(decisions, answered)
    const planned = await call("review", "--file", trusts, "--close", decisions)
    assert.deepStrictEqual(
      [planned.code, /1 to remove, 1 to shorten, 1 not answered yet/.test(planned.stdout)],
      [2, true],
    )
    assert.include(planned.stdout, `org-trust ${subject} --close ${decisions} --apply\n`)
    assert.include(planned.stdout, "Change it too, or the next apply undoes this")
    const refused = await call("review", "--file", trusts, "--close", decisions, "--apply", "--yes")
    assert.deepStrictEqual([refused.code, /--max-removals/.test(refused.stderr)], [1, true])
    const done = await call("review", "--file", trusts, "--close", decisions, "--apply", "--yes", "--max-removals", "1")
    assert.deepStrictEqual([done.code, /2 done/.test(done.stdout)], [2, true], done.stderr)

    const [record = "", ...others] = (await readdir(directory)).filter((name) => name.includes(".record-"))
    assert.deepStrictEqual(others, [], "what the rails refused leaves no record")
    const Recorded = Schema.Struct({
      decisions: Schema.Array(
        Schema.Struct({
          kind: Schema.String,
          fate: Schema.String,
          answer: Schema.optionalKey(Schema.Struct({ by: Schema.String, on: Schema.String })),
          step: Schema.optionalKey(
            Schema.Struct({ outcome: Schema.String, correlationIds: Schema.Array(Schema.String) }),
          ),
        }),
      ),
    })
    const read = Schema.decodeUnknownSync(Schema.fromJsonString(Recorded))(
      await readFile(join(directory, record), "utf8"),
    )
    assert.sameDeepMembers(
      read.decisions.map(({ answer, fate, step }) => [fate, answer?.by, step?.outcome]),
      [
        ["open", undefined, undefined],
        ["shortened", "Ada Owner", "done"],
        ["removed", "Ada Owner", "done"],
      ],
    )
    for (const { step } of read.decisions) if (step !== undefined) assert.isAbove(step.correlationIds.length, 0)
    // What was done is done: there is nothing left but the question that is open.
    const last = await call("review", "--file", trusts, "--close", decisions)
    assert.deepStrictEqual([last.code, /1 gone already, 1 not answered yet/.test(last.stdout)], [2, true], last.stderr)
    assert.include(last.stdout, "Nothing to do.")
    assert.include(last.stdout, "There is time to answer until")
    // The record of a closing that had nothing to do is found too.
    const recorded = await call("review", "--file", trusts, "--close", decisions, "--apply", "--yes")
    const [, path = ""] = /The record is in (\S+)\./.exec(recorded.stdout) ?? []
    assert.include(await readFile(path, "utf8"), "Ada Owner")
  })
})
