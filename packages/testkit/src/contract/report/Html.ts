/**
 * Results as one page that needs nothing else: no script, no font, no picture.
 */
import { rules } from "@org-trust/core/model/Rule"
import type { WorldFile } from "../../WorldFile.ts"
import type { Cell } from "../Exploration.ts"
import { type ClauseResult, counts, isOk, type Report, type Standing } from "../Report.ts"
import { toDiagram } from "./Diagram.ts"
import { escapeXml as escape } from "./JUnit.ts"
import { replayCommand } from "./Replay.ts"
import { clientLabel, outcomeText, toCurl, toJsonText } from "./Wire.ts"

const style = `
:root { color-scheme: light dark; --ink: #1c2330; --faint: #5d6779; --line: #d8dde6; --paper: #ffffff; --panel: #f5f7fa; --good: #0f7a3d; --bad: #b3261e; --known: #8a6100; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --faint: #98a2b3; --line: #333b49; --paper: #14181f; --panel: #1c222c; --good: #5bd08a; --bad: #ff8a80; --known: #e8c26a; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
p { margin: .25rem 0 } .faint { color: var(--faint) } .good { color: var(--good) } .bad { color: var(--bad) } .known { color: var(--known) }
a { color: inherit } code, pre { font: .85rem/1.5 ui-monospace, monospace } pre { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; overflow-x: auto; margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) } th { color: var(--faint); font-weight: 600 } td.state { white-space: nowrap } td.number { text-align: right; font-variant-numeric: tabular-nums }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 1rem 0 } .counts b { font-size: 1.4rem; display: block; line-height: 1.2 }
.failure { border: 1px solid var(--line); border-left: .3rem solid var(--bad); border-radius: .4rem; padding: .8rem 1rem; margin: 1rem 0 }
.failure h3 { margin-top: 0 } ol.steps { padding-left: 1.6rem } ol.steps li { margin: .6rem 0 } summary { cursor: pointer }
svg { max-width: none } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; text-anchor: middle } svg .head { font-weight: 600 } svg .part, svg .time { fill: var(--faint) } svg text.good { fill: var(--good) } svg text.bad { fill: var(--bad) }
svg line, svg path { stroke: var(--ink); fill: none } svg .lane { stroke: var(--line) } svg line.good, svg path.good { stroke: var(--good) } svg line.bad, svg path.bad { stroke: var(--bad) } svg line.good, svg line.bad { stroke-dasharray: 4 3 }
@media (max-width: 40rem) { td.sentence, th.sentence { min-width: 14rem } }
`

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
      return "faint"
  }
}

const failure = (report: Report, world: WorldFile, { clause, verdict }: ClauseResult): string => {
  if (verdict._tag !== "Failed") return ""
  const steps = verdict.trace.map((step) => {
    if (step._tag === "TimePassed") return `<li class="faint">${step.millis} ms pass</li>`
    const kind = step.outcome._tag === "Reply" ? "good" : "bad"
    const curl = toCurl(
      report.subject.startsWith("http") ? report.subject : "$URL",
      step.client,
      step.operation,
      step.input,
    )
    return `<li>${escape(clientLabel(world, step.client))}: <code>${escape(step.operation)}</code><pre>${escape(curl)}</pre><pre class="${kind}">${escape(outcomeText(step))}</pre></li>`
  })
  const ruleLines = clause.rules.map(
    (rule) =>
      `<p class="faint"><code>${escape(rule)}</code>, ${rules[rule].level}: ${escape(rules[rule].sentence)} (${escape(rules[rule].source)})</p>`,
  )
  return `<section class="failure" id="${escape(clause.name)}">
<h3><span class="bad">✗</span> ${escape(clause.id)}</h3>
<p>${escape(clause.sentence)}</p>
${ruleLines.join("\n")}
<pre class="bad">${escape(verdict.message)}</pre>
<p class="faint">Found in run ${verdict.runs}, made smaller ${verdict.shrinks} times, seed ${verdict.seed}, contract ${escape(report.contractVersion)}. Input: <code>${escape(toJsonText(verdict.counterexample))}</code></p>
<pre>${escape(replayCommand(report, clause.name))}</pre>
<div class="scroll">${toDiagram(verdict.cast, verdict.trace)}</div>
<details><summary>The ${verdict.trace.length} steps, as requests</summary><ol class="steps">${steps.join("\n")}</ol></details>
</section>`
}

const clauseRow = ({ clause, millis, standing, verdict }: ClauseResult): string => {
  const remark =
    verdict._tag === "Skipped" ? verdict.reason : standing === "unexpected pass" ? "was listed as known to fail" : ""
  const name =
    verdict._tag === "Failed" ? `<a href="#${escape(clause.name)}">${escape(clause.name)}</a>` : escape(clause.name)
  return `<tr><td class="${tone(standing)}">${standing}</td><td>${clause.level}</td><td><code>${name}</code></td><td class="sentence">${escape(clause.sentence)}${remark === "" ? "" : `<br><span class="faint">${escape(remark)}</span>`}</td><td><code>${clause.rules.map(escape).join("<br>")}</code></td><td class="number">${millis}</td></tr>`
}

const clauseTable = (results: ReadonlyArray<ClauseResult>): string =>
  `<div class="scroll"><table><thead><tr><th>verdict</th><th>level</th><th>clause</th><th class="sentence">sentence</th><th>rules</th><th>ms</th></tr></thead><tbody>${results.map(clauseRow).join("\n")}</tbody></table></div>`

const cellRow = ({ operation, outcome, state, unreachable, visits }: Cell): string => {
  const isMissing = visits === 0 && unreachable === undefined
  const count = unreachable === undefined ? String(visits) : `<span class="faint">${escape(unreachable)}</span>`
  return `<tr><td><code>${escape(operation)}</code></td><td>${escape(outcome)}</td><td class="state">${escape(state)}</td><td class="${isMissing ? "bad" : ""}">${count}</td></tr>`
}

const exploration = ({ exploration: cells }: Report): string => {
  if (cells.length === 0) return ""
  const reachable = cells.filter(({ unreachable }) => unreachable === undefined)
  const reached = reachable.filter(({ visits }) => visits > 0)
  return `<h2>Exploration</h2>
<p>${reached.length} of ${reachable.length} situations that can be reached were reached; ${cells.length - reachable.length} cannot, for the reason given.</p>
<p class="faint">A situation is what was asked, what came of it, and the state of the trust or pairing that it was about.</p>
<details><summary>All ${cells.length} situations</summary><div class="scroll"><table><thead><tr><th>operation</th><th>outcome</th><th>state</th><th>visits</th></tr></thead><tbody>${cells.map(cellRow).join("\n")}</tbody></table></div></details>`
}

/** The report as an HTML page. */
export const toHtml = (report: Report, world: WorldFile): string => {
  const areas = [...new Set(report.results.map(({ clause }) => clause.name.split(".", 1).join("")))]
  const failed = report.results.filter(({ verdict }) => verdict._tag === "Failed")
  const verdict = isOk(report)
    ? '<span class="good">fulfils the contract</span>'
    : '<span class="bad">does not fulfil the contract</span>'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(report.subject)}: Org Trust contract</title><style>${style}</style></head>
<body><main>
<h1>${escape(report.subject)} ${verdict}</h1>
<p class="faint">Org Trust contract ${escape(report.contractVersion)}, seed ${report.seed}, ${report.runs} inputs per clause, ${report.millis} ms</p>
<div class="counts">${Object.entries(counts(report))
    .filter(([, count]) => count > 0)
    .map(([standing, count]) => `<span><b>${count}</b>${standing}</span>`)
    .join("")}</div>
${failed.length === 0 ? "" : `<h2>What failed</h2>${failed.map((result) => failure(report, world, result)).join("\n")}`}
<h2>Clauses</h2>
${areas.map((area) => `<h3>${escape(area)}</h3>${clauseTable(report.results.filter(({ clause }) => clause.name.startsWith(`${area}.`)))}`).join("\n")}
${exploration(report)}
</main></body></html>
`
}
