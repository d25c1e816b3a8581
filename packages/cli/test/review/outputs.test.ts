import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { reviewRules } from "@org-trust/core/access/ReviewRule"
import { fold, toCalendar } from "../../src/review/Calendar.ts"
import { cell, toCsv } from "../../src/review/Csv.ts"
import { toHtml } from "../../src/review/Html.ts"
import { toJson } from "../../src/review/Json.ts"
import { toSarif } from "../../src/review/Sarif.ts"
import { hostileNames, sample } from "./sample.ts"

/** Reads CSV as RFC 4180 says. */
const parseCsv = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  [...text.matchAll(/((?:(?:"(?:[^"]|"")*"|[^",\r\n]*),)*(?:"(?:[^"]|"")*"|[^",\r\n]*))\r\n/g)].map(([, line = ""]) =>
    [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^",\r\n]*)/g)].map(([, field = ""]) =>
      field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
    ),
  )

describe("as CSV", () => {
  it.prop("a cell comes back as it was, and is no formula", [Schema.String], ([text]) => {
    const [[field = ""] = []] = parseCsv(`${cell(text)}\r\n`)
    assert.notMatch(field, /^[=+\-@\t\r\n]/)
    assert.strictEqual(field.replace(/^'(?=[=+\-@\t\r\n])/, ""), text)
  })

  it("has one line for each member, each with as many cells", () => {
    const [header = [], ...lines] = parseCsv(toCsv(sample))
    assert.lengthOf(lines, sample.partners.flatMap(({ members }) => members).length)
    for (const line of lines) assert.lengthOf(line, header.length)
  })
})

describe("as a calendar", () => {
  it.prop("a folded line has 75 bytes at most, and unfolds to what it was", [Schema.String], ([text]) => {
    const line = text.replaceAll(/[\r\n]/g, "").toWellFormed()
    const folded = fold(line)
    for (const part of folded.split("\r\n")) assert.isAtMost(Buffer.byteLength(part), 75)
    assert.strictEqual(folded.replaceAll("\r\n ", ""), line)
  })

  it("has an entry for each end, and nothing but lines of the format", () => {
    const text = toCalendar(sample)
    const lines = text.replaceAll("\r\n ", "").split("\r\n")
    assert.strictEqual(lines.pop(), "")
    for (const line of lines) assert.match(line, /^[A-Z-]+[:;]/)
    const ends = sample.partners.filter(({ until }) => until !== undefined)
    assert.lengthOf(
      lines.filter((line) => line === "BEGIN:VEVENT"),
      ends.length,
    )
    assert.include(lines, String.raw`SUMMARY:Trust with Northwind\, Partners\; of the north\nand the south\\ ends`)
    assert.include(lines, "DTSTART:20260512T000000Z")
  })
})

describe("as SARIF", () => {
  it("names the rule, the level and the place of each finding", () => {
    const [run] = toSarif(sample, "trust file.yaml").runs
    assert.lengthOf(run?.results ?? [], sample.findings.length)
    for (const { level, locations, ruleId, ruleIndex } of run?.results ?? []) {
      assert.strictEqual(run?.tool.driver.rules[ruleIndex]?.id, ruleId)
      assert.include(["error", "warning", "note"], level)
      assert.strictEqual(locations[0]?.physicalLocation?.artifactLocation.uri, "trust%20file.yaml")
    }
    const prints = run?.results.map(({ partialFingerprints }) => partialFingerprints["orgTrust/v1"]) ?? []
    assert.strictEqual(new Set(prints).size, prints.length)
    assert.lengthOf(run?.tool.driver.rules ?? [], Object.keys(reviewRules).length)
  })
})

it("is JSON", () => {
  const json = toJson(sample)
  assert.deepStrictEqual(JSON.parse(JSON.stringify(json)), json)
  assert.lengthOf(json.findings, sample.findings.length)
})

it("escapes every name in the page", () => {
  const page = toHtml(sample)
  for (const name of hostileNames.filter((each) => /[<>]/.test(each))) assert.notInclude(page, name)
  // What stands in quotes is a value: there a name may say what it likes.
  assert.notMatch(page.replaceAll(/"[^"]*"/g, '""'), /<[^>]*\s(src|href|style)=/)
})

it("has every rule in the README's table, with its severity and its title", async () => {
  const readme = await readFile(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8")
  for (const [id, { severity, title }] of Object.entries(reviewRules)) {
    assert.match(readme, new RegExp(`\\| \`${id}\` +\\| ${severity} +\\| ${title} +\\|`))
  }
})
