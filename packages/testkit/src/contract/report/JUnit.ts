/**
 * Results as JUnit XML, for continuous integration.
 */
import type { WorldFile } from "../../WorldFile.ts"
import type { Report } from "../Report.ts"
import { escapeXml } from "../internal/report/Escape.ts"
import { type JsonResult, type ReportOptions, toJson } from "./Json.ts"
import { causeLine, causesOf } from "../internal/report/Causes.ts"
import { conclusionText, remarkWords } from "../internal/report/Words.ts"
import { failureLines } from "./Terminal.ts"

/**
 * The area of the contract that a clause belongs to: the first part of its name.
 * @category functions
 * @since 0.1.0
 */
export const areaOf = ({ name }: { readonly name: string }): string => name.split(".", 1).join("")

/** Text within an attribute, where a line's end would be read as a space. */
const attribute = (text: string): string => escapeXml(text).replaceAll("\n", "&#10;")

/** What clauses of a suite stop at, what to mend first before. */
const properties = (results: ReadonlyArray<JsonResult>): ReadonlyArray<string> => {
  const causes = causesOf(results).map((each) => `      <property name="cause" value="${attribute(causeLine(each))}"/>`)
  return causes.length === 0 ? [] : ["    <properties>", ...causes, "    </properties>"]
}

const testCase = (result: JsonResult): string => {
  const { failure, id, millis, reason, standing } = result
  const open = `    <testcase classname="contract.${attribute(areaOf(result))}" name="${attribute(id)}" time="${millis / 1000}"`
  const containing = (content: string) => `${open}>\n      ${content}\n    </testcase>`
  switch (standing) {
    case "passed":
    case "in part":
    case "hardly tried": {
      const remark = remarkWords(result)
      return remark === "" ? `${open}/>` : containing(`<system-out>${escapeXml(remark)}</system-out>`)
    }
    case "failed":
      return containing(
        `<failure type="${attribute(failure?.cause ?? "")}" message="${attribute(failure?.message ?? "")}">${escapeXml(failureLines(result))}</failure>`,
      )
    case "unexpected pass":
      return containing('<failure message="passes, though it is listed as a known failure"/>')
    case "expected failure":
      return containing(`<skipped message="${attribute(`known to fail: ${failure?.message ?? ""}`)}"/>`)
    case "skipped":
      return containing(`<skipped message="${attribute(reason ?? "")}"/>`)
  }
}

const totals = (results: ReadonlyArray<JsonResult>): string => {
  const count = (...standings: ReadonlyArray<string>) =>
    results.filter(({ standing }) => standings.includes(standing)).length
  const seconds = results.reduce((sum, { millis }) => sum + millis, 0) / 1000
  return `tests="${results.length}" failures="${count("failed", "unexpected pass")}" errors="0" skipped="${count("skipped", "expected failure")}" time="${seconds}"`
}

/**
 * The report as a document with one suite per area of the contract.
 * @category conversions
 * @since 0.1.0
 */
export const toJUnit = (report: Report, world: WorldFile, options?: ReportOptions): string => {
  const json = toJson(report, world, options)
  const { contractVersion, results, subject } = json
  const suites = [...new Set(results.map(areaOf))].map((area) => {
    const ofArea = results.filter((result) => areaOf(result) === area)
    return [
      `  <testsuite name="${attribute(area)}" ${totals(ofArea)}>`,
      ...properties(ofArea),
      ...ofArea.map(testCase),
      "  </testsuite>",
    ].join("\n")
  })
  const name = attribute(`Org Trust contract ${contractVersion}: ${subject}. ${conclusionText(json)}`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${name}" ${totals(results)}>\n${suites.join("\n")}\n</testsuites>\n`
}
