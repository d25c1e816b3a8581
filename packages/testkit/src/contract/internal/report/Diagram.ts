/**
 * A trace as a sequence diagram: the lanes of the organizations on both sides of
 * the implementation that all of them call.
 */
import { escapeXml } from "./Escape.ts"
import type { JsonFailure, JsonStep } from "../../report/Json.ts"
import { inputWords, type Naming } from "./Naming.ts"

const laneWidth = 250
const headHeight = 48
const callHeight = 80
const timeHeight = 40
/** Width of a letter, about, of the small font. */
const letter = 5.8

interface Lane {
  readonly organizationId: string | undefined
  readonly title: string
  readonly part: string
}

const shorten = (text: string, width: number): string => {
  const length = Math.floor(width / letter)
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

const lanesOf = ({ cast, trace }: JsonFailure): ReadonlyArray<Lane> => {
  const acts = (id: string) => trace.some((step) => step.kind === "call" && step.organizationId === id)
  const lanes = (part: string): ReadonlyArray<Lane> =>
    cast.flatMap(({ name, organizationId, part: played }) =>
      played === part && (part !== "third" || acts(organizationId)) ? [{ organizationId, title: name, part }] : [],
    )
  return [
    ...lanes("trustor"),
    { organizationId: undefined, title: "implementation", part: "under test" },
    ...lanes("trustee"),
    ...lanes("third"),
  ]
}

const text = (x: number, y: number, content: string, kind: string): string =>
  `<text x="${x}" y="${y}" class="${kind}">${escapeXml(content)}</text>`

const arrow = (from: number, to: number, y: number, kind: string): string => {
  const tip = to > from ? to - 7 : to + 7
  const end = to > from ? to - 1 : to + 1
  return `<line x1="${from}" y1="${y}" x2="${end}" y2="${y}" class="${kind}"/><path d="M ${tip} ${y - 4} L ${end} ${y} L ${tip} ${y + 4}" class="${kind} tip"/>`
}

/** Time in the largest unit that is whole. */
export const timeWords = (millis: number): string => {
  const units = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1_000],
  ] as const
  const [unit, size] = units.find(([, size]) => millis >= size && millis % size === 0) ?? ["ms", 1]
  const count = millis / size
  return unit === "ms" || count === 1 ? `${count} ${unit}` : `${count} ${unit}s`
}

const answerOf = ({ crash, error }: Extract<JsonStep, { readonly kind: "call" }>): string =>
  crash !== undefined
    ? "✗ crashed"
    : error === undefined
      ? "✓ done"
      : `✗ ${[error.status, error.tag].filter((word) => word !== undefined).join(" ")}`

/** The diagram as inline SVG; its colours come from the page. */
export const toDiagram = (failure: JsonFailure, naming: Naming): string => {
  const lanes = lanesOf(failure)
  const x = (at: number) => laneWidth / 2 + at * laneWidth
  const width = laneWidth * lanes.length
  const implementation = x(1)
  let y = headHeight
  const rows = failure.trace.map((step, at) => {
    const top = y
    if (step.kind !== "call") {
      y += timeHeight
      const words = step.kind === "time" ? `${timeWords(step.millis)} pass` : shorten(step.text, width - 40)
      return `<line x1="12" y1="${top + 20}" x2="${width - 12}" y2="${top + 20}" class="time"/>${text(implementation, top + 16, `${at + 1}. ${words}`, "time")}`
    }
    y += callHeight
    const lane = lanes.findIndex(({ organizationId }) => organizationId === step.organizationId)
    const caller = x(Math.max(0, lane))
    const middle = (caller + implementation) / 2
    const room = Math.abs(caller - implementation) - 8
    const kind = step.succeeded ? "good" : "bad"
    const { body, client, method, path } = step
    const hint = `${client}: ${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`
    return [
      `<g><title>${escapeXml(hint)}</title>`,
      text(middle, top + 16, `${at + 1}. ${step.operation}`, "call"),
      text(middle, top + 31, shorten(inputWords(step, naming), room), "input"),
      arrow(caller, implementation, top + 37, "call"),
      text(middle, top + 53, shorten(answerOf(step), room), kind),
      arrow(implementation, caller, top + 59, kind),
      "</g>",
    ].join("")
  })
  const heads = lanes.map(
    ({ part, title }, at) =>
      `${text(x(at), 16, shorten(title, laneWidth - 10), "head")}${text(x(at), 32, part, "part")}<line x1="${x(at)}" y1="40" x2="${x(at)}" y2="${y + 4}" class="lane"/>`,
  )
  return `<svg viewBox="0 0 ${width} ${y + 8}" width="${width}" height="${y + 8}" role="img" aria-label="What was asked and answered">${heads.join("")}${rows.join("")}</svg>`
}
