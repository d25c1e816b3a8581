/**
 * Results as text for a terminal.
 */
import { rules } from "@org-trust/core/model/Rule"
import type { WorldFile } from "../../WorldFile.ts"
import { type ClauseResult, contractVersion, counts, type Report } from "../Report.ts"
import { replayCommand } from "./Replay.ts"
import { stepText, toJsonText } from "./Wire.ts"

/** Colours text, or does not. */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly faint: (text: string) => string
}

const escape = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`

/** Colours for a terminal that has them. */
export const colours: Paint = { good: escape(32), bad: escape(31), faint: escape(2) }

/** No colours, for files and pipes. */
export const plain: Paint = { good: (text) => text, bad: (text) => text, faint: (text) => text }

/** One line about a clause that is done. */
export const resultLine = ({ clause, millis, standing, verdict }: ClauseResult, paint: Paint = plain): string => {
  const time = paint.faint(` ${millis} ms`)
  switch (standing) {
    case "passed":
      return `${paint.good("✓")} ${clause.id}${time}`
    case "failed":
      return `${paint.bad("✗")} ${clause.id}${time}`
    case "unexpected pass":
      return `${paint.bad("✗")} ${clause.id}: passes, though it is listed as a known failure`
    case "expected failure":
      return `${paint.faint("~")} ${clause.id}: fails, as is known`
    case "skipped":
      return paint.faint(`– ${clause.id}: skipped, ${verdict._tag === "Skipped" ? verdict.reason : ""}`)
  }
}

/** Everything that helps to understand and to repeat a failure. */
export const failureText = (
  report: Pick<Report, "subject" | "seed" | "runs">,
  world: WorldFile,
  { clause, verdict }: ClauseResult,
): string => {
  if (verdict._tag !== "Failed") return ""
  return [
    `${clause.id} (contract ${contractVersion})`,
    `  ${clause.sentence}`,
    ...clause.rules.map((rule) => `  rule ${rule}, ${rules[rule].level}: ${rules[rule].sentence}`),
    `  ${verdict.message}`,
    `  found in run ${verdict.runs}, made smaller ${verdict.shrinks} times, seed ${verdict.seed}`,
    `  input ${toJsonText(verdict.counterexample)}`,
    `  trustor ${verdict.cast.trustor.organization.name}, trustee ${verdict.cast.trustee.organization.name}`,
    ...verdict.trace.map((step, at) => `  ${at + 1}. ${stepText(world, step)}`),
    `  again: ${replayCommand(report, clause.name)}`,
  ].join("\n")
}

/** What came of the contract, failures first. */
export const summary = (report: Report, world: WorldFile, paint: Paint = plain): string => {
  const failed = report.results.filter(({ standing }) => standing === "failed")
  const numbers = Object.entries(counts(report))
    .filter(([, count]) => count > 0)
    .map(([standing, count]) => `${count} ${standing}`)
  const line = `Contract ${report.contractVersion}, ${report.subject}, seed ${report.seed}: ${numbers.join(", ")} in ${report.millis} ms`
  return [
    ...failed.map((result) => `${paint.bad("✗")} ${failureText(report, world, result)}\n`),
    (failed.length === 0 ? paint.good : paint.bad)(line),
  ].join("\n")
}
