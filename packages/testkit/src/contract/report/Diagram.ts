/**
 * A trace as a sequence diagram: a lane for each organization, and one for the
 * implementation that all of them call.
 */
import type { Cast } from "../Cast.ts"
import type { Step } from "../Trace.ts"
import { escapeXml } from "./JUnit.ts"
import { outcomeText, toRequest } from "./Wire.ts"

const laneWidth = 210
const headHeight = 44
const callHeight = 62
const timeHeight = 34

interface Lane {
  readonly organizationId: string | undefined
  readonly title: string
  readonly part: string
}

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`

const lanesOf = (cast: Cast, trace: ReadonlyArray<Step>): ReadonlyArray<Lane> => {
  const acts = (id: string) => trace.some((step) => step._tag === "Call" && step.client.organizationId === id)
  const lane = (part: "trustor" | "trustee" | "third"): Lane => {
    const { id, name } = cast[part].organization
    return { organizationId: id, title: name, part }
  }
  return [
    lane("trustor"),
    { organizationId: undefined, title: "implementation", part: "under test" },
    lane("trustee"),
    ...(acts(cast.third.organization.id) ? [lane("third")] : []),
  ]
}

const text = (x: number, y: number, content: string, kind: string): string =>
  `<text x="${x}" y="${y}" class="${kind}">${escapeXml(content)}</text>`

const arrow = (from: number, to: number, y: number, kind: string): string => {
  const tip = to > from ? to - 8 : to + 8
  return `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}" class="${kind}"/><path d="M ${tip} ${y - 4} L ${to} ${y} L ${tip} ${y + 4}" class="${kind} tip"/>`
}

/** The diagram as inline SVG; its colours come from the page. */
export const toDiagram = (cast: Cast, trace: ReadonlyArray<Step>): string => {
  const lanes = lanesOf(cast, trace)
  const x = (at: number) => laneWidth / 2 + at * laneWidth
  const implementation = x(1)
  let y = headHeight
  const rows = trace.map((step, at) => {
    const top = y
    if (step._tag === "TimePassed") {
      y += timeHeight
      return text((laneWidth * lanes.length) / 2, top + 22, `${at + 1}. — ${step.millis} ms pass —`, "time")
    }
    y += callHeight
    const caller = x(
      Math.max(
        0,
        lanes.findIndex(({ organizationId }) => organizationId === step.client.organizationId),
      ),
    )
    const middle = (caller + implementation) / 2
    const span = Math.abs(caller - implementation) / laneWidth
    const { method, path } = toRequest(step.operation, step.input)
    const isReply = step.outcome._tag === "Reply"
    const answer = isReply ? "✓ done" : `✗ ${shorten(outcomeText(step), 30 * span)}`
    return [
      `<g><title>${escapeXml(`${method} ${path}`)}</title>`,
      text(middle, top + 18, `${at + 1}. ${shorten(step.operation, 30)}`, "call"),
      arrow(caller, implementation, top + 24, "call"),
      text(middle, top + 42, answer, isReply ? "good" : "bad"),
      arrow(implementation, caller, top + 48, isReply ? "good" : "bad"),
      "</g>",
    ].join("")
  })
  const width = laneWidth * lanes.length
  const heads = lanes.map(
    ({ part, title }, at) =>
      `${text(x(at), 16, shorten(title, 26), "head")}${text(x(at), 32, part, "part")}<line x1="${x(at)}" y1="38" x2="${x(at)}" y2="${y + 8}" class="lane"/>`,
  )
  return `<svg viewBox="0 0 ${width} ${y + 12}" width="${width}" height="${y + 12}" role="img" aria-label="What was asked and answered">${heads.join("")}${rows.join("")}</svg>`
}
