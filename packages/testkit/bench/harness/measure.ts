/**
 * Runs the sides of a comparison alternately, each time in a fresh process, and
 * takes medians.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import type { Line, Measures, Reading } from "./Comparison.ts"
import { comparisonOf } from "./comparisons.ts"
import type { KindOfEffort } from "./efforts.ts"
import { median } from "../support/median.ts"

const isMeasures = (message: unknown): message is Measures =>
  typeof message === "object" &&
  message !== null &&
  Object.values(message).every((value) => typeof value === "number" && Number.isFinite(value))

/** For how long one side may go on, in milliseconds: the longest takes that long on a machine with much else to do. */
const patience = 480_000

const inFreshProcess = async (name: string, side: string, effort: KindOfEffort): Promise<Measures> => {
  const child = fork(join(import.meta.dirname, "child.ts"), [name, side, effort], {
    execArgv: ["--expose-gc", "--max-old-space-size=12288", "--disable-warning=ExperimentalWarning"],
  })
  const tooLong = setTimeout(() => child.kill(), patience)
  const ended = once(child, "exit").finally(() => clearTimeout(tooLong))
  const [message]: Array<unknown> = await Promise.race([
    once(child, "message"),
    ended.then(([code]: Array<unknown>) => [`ended with ${String(code)}`]),
  ])
  if (!isMeasures(message)) throw new Error(`${name}, ${side}: ${String(message)}`)
  await ended
  return message
}

/** A line with its figures. */
export interface Figures {
  readonly line: Line
  readonly ours: number
  readonly theirs: number | undefined
  /** The median of the rounds' ratios, ours to theirs, and the lowest and highest of them. */
  readonly ratio: { readonly median: number; readonly lowest: number; readonly highest: number } | undefined
}

type Round = ReadonlyMap<string, Measures>

const valueIn = (round: Round, { measure, side }: Reading): number => {
  const value = round.get(side)?.[measure]
  if (value === undefined) throw new Error(`${side} did not measure ${measure}`)
  return value
}

const figuresOf = (line: Line, rounds: ReadonlyArray<Round>): Figures => {
  const { ours, theirs } = line
  if (theirs === undefined) {
    return { line, ours: median(rounds.map((round) => valueIn(round, ours))), theirs: undefined, ratio: undefined }
  }
  const ratios = rounds.map((round) => valueIn(round, ours) / valueIn(round, theirs))
  return {
    line,
    ours: median(rounds.map((round) => valueIn(round, ours))),
    theirs: median(rounds.map((round) => valueIn(round, theirs))),
    ratio: { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) },
  }
}

/** Runs a comparison: in each round every side once, one after the other. */
export const measure = async (
  name: string,
  effort: KindOfEffort,
  roundCount: number,
): Promise<ReadonlyArray<Figures>> => {
  const { isOnce, lines, sides } = await comparisonOf(name)
  const rounds: Array<Round> = []
  for (let round = 0; round < (isOnce === true ? 1 : roundCount); round++) {
    const measures = new Map<string, Measures>()
    for (const side of Object.keys(sides)) measures.set(side, await inFreshProcess(name, side, effort))
    rounds.push(measures)
  }
  return lines.map((line) => figuresOf(line, rounds))
}
