/**
 * The table.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { cpus, totalmem, type } from "node:os"
import type { Line } from "./Comparison.ts"
import type { Figures } from "./measure.ts"

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3)

const times = (value: number | undefined): string => (value === undefined ? "–" : `${value.toFixed(2)}×`)

// Without a reference the goal is a figure, not a ratio.
const target = ({ better, theirs }: Line, value: number | undefined): string =>
  value === undefined
    ? "–"
    : `${better === "higher" ? "≥" : "≤"} ${theirs === undefined ? value.toLocaleString("en-US") : `${value}×`}`

const isReached = ({ better, toReach }: Line, reached: number): boolean =>
  toReach === undefined || (better === "higher" ? reached >= toReach : reached <= toReach)

const mark = (line: Line, reached: number): string => (isReached(line, reached) ? "" : "✗ ")

const headings = ["what", "reference", "unit", "ours", "reference's", "ratio", "rounds", "to reach", "dream"]

const row = ({ line, ours, ratio, theirs }: Figures): ReadonlyArray<string> => [
  line.what,
  line.reference ?? "–",
  line.unit,
  `${ratio === undefined ? mark(line, ours) : ""}${number(ours)}`,
  theirs === undefined ? "–" : number(theirs),
  ratio === undefined ? "–" : `${mark(line, ratio.median)}${times(ratio.median)}`,
  ratio === undefined ? "–" : `${times(ratio.lowest)} to ${times(ratio.highest)}`,
  target(line, line.toReach),
  target(line, line.dream),
]

const markdown = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`

/** The table in Markdown. A ratio that misses its goal is marked. */
export const table = (figures: ReadonlyArray<Figures>): string =>
  [headings, headings.map(() => "---"), ...figures.map(row)].map(markdown).join("\n")

/** What it was measured on. */
export const circumstances = (versions: Readonly<Record<string, string>>, rounds: number): string => {
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()}`
  const software = Object.entries({ node: process.versions.node, ...versions }).map(
    ([name, version]) => `${name} ${version}`,
  )
  return [
    `- ${new Date().toISOString().slice(0, 10)}; medians of ${rounds} rounds`,
    `- ${machine}`,
    `- ${software.join(", ")}`,
  ].join("\n")
}

/** Replaces what stands between the markers of a document. */
export const fill = (path: string, name: string, text: string): void => {
  const before = readFileSync(path, "utf8")
  const between = new RegExp(`(<!-- begin ${name} -->\n)[\\s\\S]*?(<!-- end ${name} -->)`)
  writeFileSync(
    path,
    before.replace(between, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`),
  )
}
