/**
 * Lets a partner in and out again on the network of the simulation, with many seeds, on all
 * cores: `node packages/workflow/scripts/simulate.ts [FROM] [TO]`, from 1 to 200 unless said.
 * Counts what came of it on the platform, and fails where something was lost, doubled or
 * never came to an end.
 */
import * as Effect from "effect/Effect"
import { tally, workThrough } from "../../testkit/scripts/seedShares.ts"
import { simulate } from "../test/support/Simulated.ts"

/** What is told of each seed. */
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

const work = async (seed: number): Promise<Line> => {
  const { faults, ...came } = await Effect.runPromise(simulate(seed))
  return { seed, ...came, faults: [...faults] }
}

const report = (lines: ReadonlyArray<Line>, seconds: number): void => {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0)
  const failed = lines.filter(({ mistakes }) => mistakes.length > 0).toSorted((one, other) => one.seed - other.seed)
  for (const { endings, mistakes, seed } of failed.slice(0, 10)) {
    console.log(`seed ${seed} (${endings.join("; ")}): ${mistakes.join("; ")}`)
  }
  const kinds = lines.flatMap(({ endings }) => endings.map((ending) => ending.replace(/-\d+/, "")))
  console.log(`seeds:      ${lines.length}, of which ${failed.length} came to something wrong`)
  console.log(`runs:       ${tally(kinds.map((kind) => [kind, 1] as const))}`)
  console.log(`kills:      ${sum(({ kills }) => kills)}, in ${sum(({ requests }) => requests)} requests`)
  console.log(`pairings:   ${sum(({ sparePairings }) => sparePairings)} made and never used`)
  console.log(`faults:     ${tally(lines.flatMap(({ faults }) => faults))}`)
  console.log(`${Math.round(seconds)} s`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

await workThrough({ script: import.meta.filename, from: Number(from), to: Number(to), work, report })
