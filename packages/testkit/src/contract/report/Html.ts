/**
 * Results as one page that needs nothing else: no script, no font, no picture.
 */
import type { WorldFile } from "../../WorldFile.ts"
import type { Report, Standing } from "../Report.ts"
import { timeWords, toDiagram } from "../internal/report/Diagram.ts"
import { escapeXml as escape } from "../internal/report/Escape.ts"
import { explorationSection } from "../internal/report/ExplorationTable.ts"
import {
  type JsonFailure,
  type JsonReport,
  type JsonResult,
  type JsonStep,
  type ReportOptions,
  toJson,
} from "./Json.ts"
import { causeLine } from "../internal/report/Causes.ts"
import { areaOf } from "./JUnit.ts"
import { namingOf } from "../internal/report/Naming.ts"
import { ruleText } from "../internal/report/RuleText.ts"
import { style } from "../internal/report/Style.ts"
import { answerText } from "./Terminal.ts"
import { conclusionText, countOf, momentWords, remarkWords, tookWords } from "../internal/report/Words.ts"
import { toCurl, toLogin } from "../internal/report/Wire.ts"

const tone = (standing: Standing): string => {
  switch (standing) {
    case "passed":
      return "good"
    case "failed":
    case "unexpected pass":
      return "bad"
    case "expected failure":
      return "known"
    case "skipped":
    case "in part":
    case "hardly tried":
      return "faint"
  }
}

/** Where the requests of a page go; what was tested in process has no URL. */
interface Target {
  readonly url: string
  readonly loginUrl: string
}

const stepItem = (step: JsonStep, { url }: Target): string => {
  if (step.kind === "time") return `<li class="faint">${timeWords(step.millis)} pass</li>`
  if (step.kind === "aside") return `<li class="faint">${escape(step.text)}</li>`
  const { client, clientId, operation, succeeded } = step
  const kind = succeeded ? "good" : "bad"
  const answer = `${succeeded ? "✓" : "✗"} ${answerText(step)}`
  return `<li>${escape(client)}: <code>${escape(operation)}</code><pre>${escape(toCurl(url, clientId, step))}</pre><pre class="answer ${kind}">${escape(answer)}</pre></li>`
}

const logins = (trace: ReadonlyArray<JsonStep>, { loginUrl }: Target): string => {
  const clients = new Map(
    trace.flatMap((step) => (step.kind === "call" ? [[step.clientId, step.client] as const] : [])),
  )
  const lines = [...clients].map(([id, label]) => `# ${label}\n${toLogin(loginUrl, id)}`)
  return lines.length === 0 ? "" : `<p class="faint">To log in:</p><pre>${escape(lines.join("\n"))}</pre>`
}

const failureSection = (
  result: JsonResult,
  failure: JsonFailure,
  { contractVersion, seed }: JsonReport,
  world: WorldFile,
  target: Target,
): string => {
  const isKnown = result.standing === "expected failure"
  const { counterexample, message, replay, runs, shrinks, stack, trace } = failure
  const ruleItems = result.rules.map((rule) => `<li><code>${escape(rule)}</code>, ${escape(ruleText(rule))}</li>`)
  return `<section class="failure${isKnown ? " expected" : ""}" id="${escape(result.name)}" aria-labelledby="failure-${escape(result.name)}">
<h3 id="failure-${escape(result.name)}"><span class="${tone(result.standing)}">✗</span> ${escape(result.id)}${isKnown ? ' <span class="known">known to fail</span>' : ""}</h3>
<p>${escape(result.sentence)}</p>
<ul class="rules faint">${ruleItems.join("\n")}</ul>
<pre class="${tone(result.standing)}">${escape(stack === undefined ? message : `${message}\n${stack}`)}</pre>
<dl><dt>Smallest input</dt><dd><code>${escape(JSON.stringify(counterexample))}</code></dd>
<dt>Found</dt><dd>in run ${runs}, made smaller ${countOf(shrinks, "time")}; seed ${seed} (${failure.seed} of this clause), contract ${escape(contractVersion)}</dd>
<dt>Again</dt><dd><code>${escape(replay)}</code></dd></dl>
<div class="scroll" tabindex="0" role="group" aria-label="What was asked and answered, as a diagram">${toDiagram(failure, namingOf(world, trace))}</div>
<details><summary>${countOf(trace.length, "step")} as requests</summary>${logins(trace, target)}<ol class="steps">${trace.map((step) => stepItem(step, target)).join("\n")}</ol></details>
</section>`
}

const clauseRow = (result: JsonResult): string => {
  const { failure, level, millis, name, reason, rules, sentence, standing } = result
  const remark = reason ?? (standing === "unexpected pass" ? "was listed as known to fail" : remarkWords(result))
  const label = failure === undefined ? escape(name) : `<a href="#${escape(name)}">${escape(name)}</a>`
  return `<tr class="${standing === "passed" ? "passed " : ""}${level}"><td class="verdict ${tone(standing)}">${standing}</td><td class="level">${level}</td><td class="name"><code>${label}</code></td><td>${escape(sentence)}<code class="rules faint">${rules.map(escape).join(", ")}</code>${remark === "" ? "" : `<span class="known">${escape(remark)}</span>`}</td><td class="number millis">${tookWords(millis)}</td></tr>`
}

const areaSection = (area: string, results: ReadonlyArray<JsonResult>): string =>
  `<div class="area"><h3 id="area-${escape(area)}">${escape(area)}</h3><table class="clauses" aria-labelledby="area-${escape(area)}"><thead><tr><th scope="col" class="verdict">verdict</th><th scope="col" class="level">level</th><th scope="col" class="name">clause</th><th scope="col">sentence and rules</th><th scope="col" class="number millis">time</th></tr></thead><tbody>${results.map(clauseRow).join("\n")}</tbody></table></div>`

/** Which clauses are shown. It works without a script. */
const filter = `<fieldset class="filter"><legend>Show</legend>${[
  ["all", "all"],
  ["open", "what did not pass"],
  ["MUST", "MUST"],
  ["SHOULD", "SHOULD"],
]
  .map(
    ([id, words], at) =>
      `<label><input type="radio" name="show" id="show-${id}"${at === 0 ? " checked" : ""}>${words}</label>`,
  )
  .join("")}</fieldset>`

const causeItem = (cause: JsonReport["causes"][number]): string => {
  const links = cause.clauses.map((name) => `<a href="#${escape(name)}"><code>${escape(name)}</code></a>`)
  return `<li><b class="bad">${escape(causeLine(cause))}</b><br>${links.join(", ")}</li>`
}

const causeSection = (causes: JsonReport["causes"]): string =>
  causes.length === 0 ? "" : `<h2>What to mend first</h2><ol class="causes">${causes.map(causeItem).join("\n")}</ol>`

const countItems = (level: string, counts: JsonReport["counts"]): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([standing, count]) => `<span><b>${count}</b>${level} ${standing}</span>`)
    .join("")

/**
 * The report as an HTML page.
 * @category conversions
 * @since 0.1.0
 */
export const toHtml = (report: Report, world: WorldFile, options: ReportOptions = {}): string => {
  const json = toJson(report, world, options)
  const { causes, conclusion, contractVersion, levels, millis, results, runs, seed, subject } = json
  const url = /^https?:/.test(subject) ? subject : "$URL"
  const target = { url, loginUrl: options.loginUrl ?? url }
  const kind = { fulfils: "good", "does not fulfil": "bad", "was not checked enough": "known" }[conclusion]
  const gravest = [
    ...results.filter(({ level }) => level === "MUST"),
    ...results.filter(({ level }) => level !== "MUST"),
  ]
  const failures = gravest.flatMap((result) =>
    result.failure === undefined ? [] : [failureSection(result, result.failure, json, world, target)],
  )
  const areas = [...new Set(results.map(areaOf))].map((area) =>
    areaSection(
      area,
      results.filter((result) => areaOf(result) === area),
    ),
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(subject)}: Org Trust contract</title><style>${style}</style></head>
<body><main>
<h1>${escape(subject)}</h1>
<p><b class="${kind}">${conclusionText(json)}</b></p>
<p class="faint">Org Trust contract ${escape(contractVersion)}, seed ${seed}, ${countOf(runs, "input")} per clause, begun ${momentWords(report.startedAt)}, took ${tookWords(millis).replaceAll(" ", "&nbsp;")}</p>
<div class="counts">${countItems("MUST", levels.MUST)}${countItems("SHOULD", levels.SHOULD)}</div>
${causeSection(causes)}
${failures.length === 0 ? "" : `<h2>What failed</h2>${failures.join("\n")}`}
<h2>Clauses</h2>
${filter}
${areas.join("\n")}
${explorationSection(json.exploration)}
</main></body></html>
`
}
