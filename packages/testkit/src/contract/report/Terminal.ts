/**
 * Results as text for a terminal.
 */
import { timeWords } from "../internal/report/Diagram.ts"
import type { WorldFile } from "../../WorldFile.ts"
import { type ClauseResult, contractVersion, type Report } from "../Report.ts"
import { type JsonFailure, type JsonResult, type JsonStep, type ReportOptions, toJson, toResult } from "./Json.ts"
import type { Redact } from "./Redact.ts"
import { causeLine } from "../internal/report/Causes.ts"
import { ruleText } from "../internal/report/RuleText.ts"
import { besideWords, conclusionText, countOf, numbers, remarkWords, tookWords } from "../internal/report/Words.ts"

/**
 * Colours text, or does not.
 * @category models
 * @since 0.1.0
 */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly faint: (text: string) => string
}

const escape = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`

/**
 * Colours for a terminal that has them.
 * @category constants
 * @since 0.1.0
 */
export const colours: Paint = { good: escape(32), bad: escape(31), faint: escape(2) }

/**
 * No colours, for files and pipes.
 * @category constants
 * @since 0.1.0
 */
export const plain: Paint = { good: (text) => text, bad: (text) => text, faint: (text) => text }

/**
 * One line about a clause that is done.
 * @category functions
 * @since 0.1.0
 */
export const resultLine = (
  { clause, millis, standing, verdict }: ClauseResult,
  paint: Paint = plain,
  redact: Redact = (text) => text,
): string => {
  const time = paint.faint(` ${millis} ms`)
  const remark = verdict._tag === "Passed" ? remarkWords({ standing, ...verdict }) : ""
  switch (standing) {
    case "passed":
    case "in part":
      return `${paint.good("✓")} ${clause.id}${remark === "" ? "" : paint.faint(`, ${remark}`)}${time}`
    case "hardly tried":
      return `${paint.faint("?")} ${clause.id}: ${remark}${time}`
    case "failed":
      return `${paint.bad("✗")} ${clause.id}${time}`
    case "unexpected pass":
      return `${paint.bad("✗")} ${clause.id}: passes, though it is listed as a known failure${time}`
    case "expected failure":
      return `${paint.faint("~")} ${clause.id}: fails, as is known${time}`
    case "skipped":
      return paint.faint(`– ${clause.id}: skipped, ${verdict._tag === "Skipped" ? redact(verdict.reason) : ""}`)
  }
}

/**
 * What a call was answered: JSON of the reply, or the error in words.
 * @category functions
 * @since 0.1.0
 */
export const answerText = ({ crash, error, reply }: Extract<JsonStep, { readonly kind: "call" }>): string => {
  if (crash !== undefined) return crash.stack === "" ? crash.message : `${crash.message}\n${crash.stack}`
  if (error === undefined) return reply === undefined ? "done" : JSON.stringify(reply)
  const words = [error.tag, error.status, error.code].filter((word) => word !== undefined).join(" ")
  const excerpt = error.excerpt === undefined || error.excerpt === "" ? "" : `\n${error.excerpt}`
  return `${words}: ${error.message}${excerpt}`
}

const indented = (text: string, indentation: string): string => text.replaceAll("\n", `\n${indentation}`)

const stepText = (step: JsonStep): string => {
  if (step.kind === "time") return `${timeWords(step.millis)} pass`
  if (step.kind === "aside") return step.text
  const { body, client, method, path, succeeded } = step
  const payload = body === undefined ? "" : ` ${JSON.stringify(body)}`
  return `${client}: ${method} ${path}${payload}\n${succeeded ? "✓" : "✗"} ${answerText(step)}`
}

/** What a failure was found with, what was done, and how to do it again. */
const evidenceOf = (failure: JsonFailure): ReadonlyArray<string> => [
  `found in run ${failure.runs}, made smaller ${countOf(failure.shrinks, "time")}, seed ${failure.seed}`,
  `input ${JSON.stringify(failure.counterexample)}`,
  failure.cast.map(({ name, part }) => `${part} ${name}`).join(", "),
  ...(failure.stack === undefined || failure.trace.some((step) => step.kind === "call" && step.crash !== undefined)
    ? []
    : [failure.stack]),
  ...failure.trace.map((step, at) => `${at + 1}. ${indented(stepText(step), "  ")}`),
  `again: ${failure.replay}`,
]

const paragraph = (lines: ReadonlyArray<string>): string => lines.map((line) => indented(line, "  ")).join("\n  ")

/**
 * Everything that helps to understand and to repeat a failure.
 * @category functions
 * @since 0.1.0
 */
export const failureLines = ({ failure, id, rules, sentence }: JsonResult): string =>
  failure === undefined
    ? ""
    : paragraph([
        `${id} (contract ${contractVersion})`,
        sentence,
        ...rules.map((rule) => `rule ${rule}, ${ruleText(rule)}`),
        failure.message,
        ...evidenceOf(failure),
      ])

/**
 * Everything that helps to understand and to repeat a failure.
 * @category functions
 * @since 0.1.0
 */
export const failureText = (
  report: Pick<Report, "subject" | "seed" | "runs">,
  world: WorldFile,
  result: ClauseResult,
  options?: ReportOptions,
): string => failureLines(toResult(report, world, result, options))

/**
 * What came of the contract, failures first: of clauses that stop at the same, the first
 * with all that helps, the others by name. Then what to mend first, the numbers of both
 * levels, and what may be said of the implementation.
 * @category functions
 * @since 0.1.0
 */
export const summary = (
  report: Report,
  world: WorldFile,
  paint: Paint = plain,
  options: ReportOptions = {},
): string => {
  const json = toJson(report, world, options)
  const { causes, conclusion, levels, results, seed, subject } = json
  const line = `Contract ${report.contractVersion}, ${subject}, seed ${seed}: MUST ${numbers(levels.MUST)}; SHOULD ${numbers(levels.SHOULD)}; in ${tookWords(report.millis)}`
  const firsts = new Set(causes.map(({ clauses: [first] }) => first))
  const mends = causes.map((each, at) => `${at === 0 ? "Mend first: " : "Then: "}${causeLine(each)}`)
  const asides = results.flatMap(({ beside, id }) => (beside === undefined ? [] : [{ beside, id }]))
  const tone = { fulfils: paint.good, "does not fulfil": paint.bad, "was not checked enough": paint.faint }[conclusion]
  return [
    ...results.flatMap((result) => {
      if (result.standing === "failed" && firsts.has(result.name)) {
        const others = causes.find(({ clauses: [first] }) => first === result.name)?.clauses.slice(1) ?? []
        const also = others.length === 0 ? "" : `\n  the same stops ${others.join(", ")}`
        return [`${paint.bad("✗")} ${failureLines(result)}${also}\n`]
      }
      if (result.standing !== "unexpected pass") return []
      return [`${paint.bad("✗")} ${result.id} passes, though it is listed as a known failure: take it off the list\n`]
    }),
    ...asides.map(({ beside, id }, at) => {
      // Where trusts share something that is many clauses, all alike; JSON has what was done in each.
      const evidence = at === 0 ? evidenceOf(beside) : []
      return `? ${paragraph([`${id} ${besideWords(beside)}`, ...evidence])}\n`
    }),
    ...mends.map(paint.bad),
    line,
    tone(conclusionText(json)),
  ].join("\n")
}
