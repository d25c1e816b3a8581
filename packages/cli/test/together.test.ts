import { assert, describe, it } from "@effect/vitest"
import { mistakesIn } from "../src/together.ts"
import { run } from "./support/inProcess.ts"

describe("flags that go together", () => {
  it("are those of the rules, however they are written", () => {
    const rules = [
      { flags: ["apply", "record"], needs: ["close"] },
      { flags: ["audits"], not: ["close"] },
    ]
    const mistakes = (...args: ReadonlyArray<string>) => mistakesIn(args, rules)
    assert.deepStrictEqual(mistakes("--close", "f", "--apply", "--record=r"), [])
    assert.deepStrictEqual(mistakes("--close=f", "--audits"), [
      "--audits does nothing with --close: leave one of them out",
    ])
    assert.deepStrictEqual(mistakes("--apply"), [
      "--apply does nothing without --close: give that too, or leave --apply out",
    ])
    assert.lengthOf(mistakes("--record=r", "--apply"), 2)
    // What stands behind a lone -- is no flag, and neither is a value that looks like a part of one.
    assert.deepStrictEqual(mistakes("--", "--apply"), [])
    assert.deepStrictEqual(mistakes("-apply", "apply", "---apply"), [])
  })
})

/** Command lines in which a flag would do nothing, and what is said of it. */
const idle: ReadonlyArray<readonly [line: string, said: string]> = [
  ["review --apply", "--apply does nothing without --close"],
  ["review --record r.json", "--record does nothing without --close"],
  ["review --yes", "--yes does nothing without --close and --apply"],
  ["review --close d.yaml --yes", "--yes does nothing without --apply"],
  ["review --close d.yaml --max-removals 3", "--max-removals does nothing without --apply"],
  ["review --close d.yaml --allow-no-manager", "--allow-no-manager does nothing without --apply"],
  ["review --open d.yaml --close d.yaml", "--open does nothing with --close: leave one of them out"],
  ["review --answer-by 2030-01-01", "--answer-by does nothing without --open"],
  ["review --unanswered remove", "--unanswered does nothing without --open"],
  ["review --close d.yaml --audits", "--audits does nothing with --close"],
  ["review --close d.yaml --partner a=B", "--partner does nothing with --close"],
  ["review --close d.yaml --soon-days 3", "--soon-days does nothing with --close"],
  ["review --close d.yaml --format html", "--format does nothing with --close"],
  ["review --open d.yaml --output x", "--output does nothing with --open"],
  ["review --open d.yaml --fail-on high", "--fail-on does nothing with --open"],
  ["review --file f.yaml --organization x", "--organization does nothing with --file"],
  ["explain --user u --permission p --file f.yaml --organization x", "--organization does nothing with --file"],
  ["what-if --role r --file f.yaml --organization x", "--organization does nothing with --file"],
  ["what-if", "What would be taken away is not said"],
  ["runs --follow", "--follow does nothing without the id of a run"],
  ["runs --reveal", "--reveal does nothing without the id of a run"],
  ["runs onboarding-1 --all", "--all does nothing with the id of a run"],
  ["runs onboarding-1 --follow --json", "--json does nothing with --follow"],
  ["runs onboarding-1 --reveal --json", "--json does nothing with --reveal"],
  ["runs onboarding-1 --reveal --follow", "--follow does nothing with --reveal"],
  ["answer onboarding-1 agreed yes", "agreed takes nothing after it, got yes"],
  ["answer --token abc give-up because", "--token does nothing with give-up"],
  ["worker --state /tmp/none.db --port 7000 --host h", "--host and --port do nothing without a database in --state"],
]

describe("a flag that has no effect", () => {
  it.each(idle)("in `%s` ends it with 64, and it is said: %s", async (line, said) => {
    const { code, stderr } = await run(...line.split(" "))
    assert.deepStrictEqual([code, stderr.includes(said)], [64, true], stderr)
  })

  it("of those that a command has is told in its help beside which", async () => {
    const { stdout } = await run("review", "--help")
    assert.notInclude(stdout, "--allow-empty-file", "every removal is named by a decision")
    for (const name of ["answer-by", "unanswered", "apply", "record"]) {
      assert.match(stdout, new RegExp(`--${name} .*With --(?:open|close)`))
    }
  })
})
