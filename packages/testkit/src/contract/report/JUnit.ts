/**
 * Results as JUnit XML, for continuous integration.
 */
import type { WorldFile } from "../../WorldFile.ts"
import type { ClauseResult, Report } from "../Report.ts"
import { failureText } from "./Terminal.ts"

/** Text that is safe within XML: markup escaped, characters that XML does not have left out. */
export const escapeXml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- the characters that XML 1.0 forbids
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")

const area = (name: string): string => name.split(".", 1).join("")

const testCase = (report: Report, world: WorldFile, result: ClauseResult): string => {
  const { clause, millis, standing, verdict } = result
  const open = `    <testcase classname="contract.${escapeXml(area(clause.name))}" name="${escapeXml(clause.id)}" time="${millis / 1000}"`
  if (standing === "failed") {
    const message = verdict._tag === "Failed" ? verdict.message : ""
    return `${open}>\n      <failure message="${escapeXml(message)}">${escapeXml(failureText(report, world, result))}</failure>\n    </testcase>`
  }
  if (standing === "unexpected pass") {
    return `${open}>\n      <failure message="passes, though it is listed as a known failure"/>\n    </testcase>`
  }
  if (standing === "passed") return `${open}/>`
  const reason = verdict._tag === "Skipped" ? verdict.reason : "known to fail"
  return `${open}>\n      <skipped message="${escapeXml(reason)}"/>\n    </testcase>`
}

/** The report as a document with one suite per area of the contract. */
export const toJUnit = (report: Report, world: WorldFile): string => {
  const areas = [...new Set(report.results.map(({ clause }) => area(clause.name)))]
  const suites = areas.map((name) => {
    const results = report.results.filter(({ clause }) => area(clause.name) === name)
    const count = (...standings: ReadonlyArray<string>) =>
      results.filter(({ standing }) => standings.includes(standing)).length
    const seconds = results.reduce((sum, { millis }) => sum + millis, 0) / 1000
    return [
      `  <testsuite name="${escapeXml(name)}" tests="${results.length}" failures="${count("failed", "unexpected pass")}" skipped="${count("skipped", "expected failure")}" time="${seconds}">`,
      ...results.map((result) => testCase(report, world, result)),
      "  </testsuite>",
    ].join("\n")
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(`Org Trust contract ${report.contractVersion}: ${report.subject}`)}">\n${suites.join("\n")}\n</testsuites>\n`
}
