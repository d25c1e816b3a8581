/**
 * Lets a partner in and out again on the network of the simulation, with many seeds, on all
 * cores: `node packages/workflow/scripts/simulate.ts [FROM] [TO]`, from 1 to 200 unless said.
 * Counts what came of it on the platform, and fails where something was lost, doubled or
 * never came to an end.
 */
import { fork } from "node:child_process"
import { availableParallelism } from "node:os"
import * as Effect from "effect/Effect"
import { simulate } from "../test/support/Simulated.ts"

/** What a process tells of each of its seeds. */
interface Line {
  readonly seed: number
  readonly endings: ReadonlyArray<string>
  readonly mistakes: ReadonlyArray<string>
  readonly sparePairings: number
  readonly kills: number
  readonly requests: number
  readonly faults: ReadonlyArray<readonly [string, number]>
}

const [from = "1", to = "200"] = process.argv.slice(2)

/** Lives through every so many-th history. */
const work = async (first: number, step: number, tell: (line: Line) => void): Promise<void> => {
  for (let seed = first; seed <= Number(to); seed += step) {
    const { faults, ...came } = await Effect.runPromise(simulate(seed))
    tell({ seed, ...came, faults: [...faults] })
  }
}

/** A process with its share; the lines that it tells. */
const runProcess = (at: number, processes: number): Promise<ReadonlyArray<Line>> =>
  new Promise((resolve, reject) => {
    const lines: Array<Line> = []
    const child = fork(import.meta.filename, process.argv.slice(2), {
      env: { ...process.env, SIMULATE_FIRST: String(Number(from) + at), SIMULATE_STEP: String(processes) },
    })
    child.on("message", (line: Line) => lines.push(line))
    child.on("exit", (code) => {
      if (code === 0) resolve(lines)
      else reject(new Error(`A process of the simulation ended with ${code}`))
    })
  })

const counted = (all: ReadonlyArray<readonly [string, number]>): string => {
  const counts = new Map<string, number>()
  for (const [key, count] of all) counts.set(key, (counts.get(key) ?? 0) + count)
  return [...counts].map(([key, count]) => `${key} ${count}`).join(", ")
}

const report = (lines: ReadonlyArray<Line>, seconds: number): void => {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0)
  const failed = lines.filter(({ mistakes }) => mistakes.length > 0).toSorted((one, other) => one.seed - other.seed)
  for (const { endings, mistakes, seed } of failed.slice(0, 10)) {
    console.log(`seed ${seed} (${endings.join("; ")}): ${mistakes.join("; ")}`)
  }
  const kinds = lines.flatMap(({ endings }) => endings.map((ending) => ending.replace(/-\d+/, "")))
  console.log(`seeds:      ${lines.length}, of which ${failed.length} came to something wrong`)
  console.log(`runs:       ${counted(kinds.map((kind) => [kind, 1] as const))}`)
  console.log(`kills:      ${sum(({ kills }) => kills)}, in ${sum(({ requests }) => requests)} requests`)
  console.log(`pairings:   ${sum(({ sparePairings }) => sparePairings)} made and never used`)
  console.log(`faults:     ${counted(lines.flatMap(({ faults }) => faults))}`)
  console.log(`${Math.round(seconds)} s`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

const { SIMULATE_FIRST, SIMULATE_STEP } = process.env
if (process.send !== undefined && SIMULATE_FIRST !== undefined) {
  await work(Number(SIMULATE_FIRST), Number(SIMULATE_STEP), (line) => process.send?.(line))
} else {
  const started = performance.now()
  const processes = availableParallelism()
  const lines = await Promise.all(Array.from({ length: processes }, (_, at) => runProcess(at, processes)))
  report(lines.flat(), (performance.now() - started) / 1000)
}
