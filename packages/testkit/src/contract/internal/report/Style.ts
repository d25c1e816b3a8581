/**
 * How the page looks, in light and dark, wide and narrow.
 */

/** The style sheet of the page. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2330; --faint: #5d6779; --line: #d8dde6; --paper: #ffffff; --panel: #f5f7fa; --good: #0f7a3d; --bad: #b3261e; --known: #8a6100; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --faint: #98a2b3; --line: #333b49; --paper: #14181f; --panel: #1c222c; --good: #5bd08a; --bad: #ff8a80; --known: #e8c26a; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; overflow-wrap: anywhere } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere }
p { margin: .25rem 0 } .faint { color: var(--faint) } .good { color: var(--good) } .bad { color: var(--bad) } .known { color: var(--known) }
a { color: inherit } code, pre { font: .85rem/1.5 ui-monospace, monospace } code { overflow-wrap: anywhere }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere } pre.answer { max-height: 14rem; overflow-y: auto }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 1rem 0 } .counts b { font-size: 1.4rem; display: block; line-height: 1.2 }
.scroll { overflow-x: auto; background: linear-gradient(to right, var(--paper) 30%, transparent) left / 2rem 100% local no-repeat, linear-gradient(to left, var(--paper) 30%, transparent) right / 2rem 100% local no-repeat, linear-gradient(to right, var(--line), transparent) left / .7rem 100% no-repeat, linear-gradient(to left, var(--line), transparent) right / .7rem 100% no-repeat } table { border-collapse: collapse; font-size: .9rem } table.clauses { width: 100%; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) } th { color: var(--faint); font-weight: 600 } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.clauses .verdict { width: 6.5rem } .clauses .level { width: 5.5rem } .clauses .name { width: 30% } .clauses .millis { width: 5rem }
.clauses code { display: block } .clauses td.name .rules { font-size: .9em }
.filter { border: 0; padding: 0; margin: .5rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem } .filter legend { float: left; margin-right: 1rem; color: var(--faint) } .filter label { cursor: pointer } .filter input { margin-right: .35rem }
main:has(#show-open:checked) tr.passed, main:has(#show-MUST:checked) tr.SHOULD, main:has(#show-SHOULD:checked) tr.MUST { display: none !important }
main:has(#show-open:checked) .area:not(:has(tbody tr:not(.passed))) { display: none }
.matrix th:first-child { min-width: 13rem } .matrix thead th { white-space: nowrap } .matrix sup { line-height: 0; margin-left: .1em }
.failure { border: 1px solid var(--line); border-left: .3rem solid var(--bad); border-radius: .4rem; padding: .8rem 1rem; margin: 1rem 0 } .failure.expected { border-left-color: var(--known) }
.failure h3 { margin-top: 0 } ul.rules { list-style: none; padding: 0; margin: .5rem 0 } ol.steps { padding-left: 1.6rem } ol.steps li { margin: .8rem 0 } ol.notes { padding-left: 1.6rem; font-size: .9rem } summary { cursor: pointer; margin: .5rem 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .75rem 0 } dt { color: var(--faint) } dd { margin: 0; min-width: 0; overflow-wrap: anywhere }
svg { display: block; max-width: none; margin: .75rem 0 } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; text-anchor: middle } svg .head, svg text.call { font-weight: 600 } svg .part, svg text.time { fill: var(--faint) } svg text.input { fill: var(--faint); font-size: 11px } svg text.good { fill: var(--good) } svg text.bad { fill: var(--bad); font-weight: 600 }
svg text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round }
svg line, svg path { stroke: var(--ink); fill: none } svg .lane { stroke: var(--line) } svg line.time { stroke: var(--faint); stroke-dasharray: 1 4 } svg line.good, svg path.good { stroke: var(--good) } svg line.bad, svg path.bad { stroke: var(--bad) } svg line.good, svg line.bad { stroke-dasharray: 4 3 }
@media (max-width: 40rem) {
main { padding: 1rem .75rem 3rem } .failure { padding: .6rem .7rem } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem }
table.clauses, .clauses tbody, .clauses tr, .clauses td, .clauses td.name { display: block; width: auto } .clauses thead { display: none } .clauses tr { border-bottom: 1px solid var(--line); padding: .5rem 0 } .clauses td { border: 0; padding: 0 } .clauses td.verdict, .clauses td.level, .clauses td.millis { display: inline-block; width: auto; margin-right: .75rem } .matrix { font-size: .8rem } .matrix th, .matrix td { padding: .3rem .35rem } .matrix th:first-child { min-width: 0 }
}
`
