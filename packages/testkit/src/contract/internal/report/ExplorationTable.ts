/**
 * Which situations were reached, as one small table per operation: outcomes by the
 * state of the trust or pairing in question.
 */
import { escapeXml as escape } from "./Escape.ts"
import type { JsonReport } from "../../report/Json.ts"

type Cells = JsonReport["exploration"]

const distinct = (values: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(values)]

const table = (operation: string, all: Cells, notes: ReadonlyArray<string>): string => {
  const cells = all.filter((cell) => cell.operation === operation)
  const states = distinct(cells.map(({ state }) => state))
  const column = (outcome: string, state: string): string => {
    const cell = cells.find((each) => each.outcome === outcome && each.state === state)
    if (cell === undefined) return "<td></td>"
    if (cell.unreachable !== undefined) {
      return `<td class="number faint" title="${escape(cell.unreachable)}">–<sup>${notes.indexOf(cell.unreachable) + 1}</sup></td>`
    }
    return `<td class="number${cell.visits === 0 ? " bad" : ""}">${cell.visits}</td>`
  }
  const rows = distinct(cells.map(({ outcome }) => outcome)).map(
    (outcome) =>
      `<tr><th scope="row">${escape(outcome)}</th>${states.map((state) => column(outcome, state)).join("")}</tr>`,
  )
  const heads = states.map((state) => `<th scope="col" class="number">${escape(state)}</th>`)
  return `<h3><code>${escape(operation)}</code></h3><div class="scroll" tabindex="0"><table class="matrix"><thead><tr><th scope="col">outcome</th>${heads.join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`
}

/** The section of the page; nothing where nothing was measured. */
export const explorationSection = (cells: Cells): string => {
  if (cells.length === 0) return ""
  const reachable = cells.filter(({ unreachable }) => unreachable === undefined)
  const reached = reachable.filter(({ visits }) => visits > 0)
  const notes = distinct(cells.flatMap(({ unreachable }) => unreachable ?? []))
  const tables = distinct(cells.map(({ operation }) => operation)).map((operation) => table(operation, cells, notes))
  return `<h2>Exploration</h2>
<p>${reached.length} of ${reachable.length} situations that can be reached were reached; ${cells.length - reachable.length} cannot, for the reason given.</p>
<p class="faint">A situation is what was asked, what came of it, and the state of the trust or pairing that it was about. The numbers are visits.</p>
<details><summary>All ${cells.length} situations</summary>
${tables.join("\n")}
${notes.length === 0 ? "" : `<h3>Why some cannot be reached</h3><ol class="notes faint">${notes.map((note) => `<li>${escape(note)}</li>`).join("\n")}</ol>`}
</details>`
}
