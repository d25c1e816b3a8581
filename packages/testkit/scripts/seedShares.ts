/**
 * Many seeds on all cores: the script starts itself again, once for each core, with a share
 * of the seeds.
 */
import { fork } from "node:child_process"
import { availableParallelism } from "node:os"

/** Seeds, what is done with one of them, and what is made of what came of all. */
interface Shares<Line> {
  readonly script: string
  readonly from: number
  readonly to: number
  readonly work: (seed: number) => Line | Promise<Line>
  readonly report: (lines: ReadonlyArray<Line>, seconds: number) => void
}

/** A process with its share; the lines that it tells. */
const runProcess = <Line>(script: string, first: number, step: number): Promise<ReadonlyArray<Line>> =>
  new Promise((resolve, reject) => {
    const lines: Array<Line> = []
    const child = fork(script, process.argv.slice(2), {
      env: { ...process.env, SEEDS_FIRST: String(first), SEEDS_STEP: String(step) },
    })
    child.on("message", (line: Line) => lines.push(line))
    child.on("exit", (code) => {
      if (code === 0) resolve(lines)
      else reject(new Error(`A process with a share of the seeds ended with ${code}`))
    })
  })

/** Does the work with each seed, and reports. Lines have to be of a form that JSON keeps. */
export const workThrough = async <Line extends object>({
  from,
  report,
  script,
  to,
  work,
}: Shares<Line>): Promise<void> => {
  const { SEEDS_FIRST, SEEDS_STEP } = process.env
  if (process.send !== undefined && SEEDS_FIRST !== undefined) {
    for (let seed = Number(SEEDS_FIRST); seed <= to; seed += Number(SEEDS_STEP)) process.send(await work(seed))
    return
  }
  const started = performance.now()
  const processes = availableParallelism()
  const shares = Array.from({ length: processes }, (_, at) => runProcess<Line>(script, from + at, processes))
  report((await Promise.all(shares)).flat(), (performance.now() - started) / 1000)
}

/** How often there is each of these, such as `done 3, refused 1`. */
export const tally = (all: ReadonlyArray<readonly [string, number]>): string => {
  const counts = new Map<string, number>()
  for (const [key, count] of all) counts.set(key, (counts.get(key) ?? 0) + count)
  return [...counts].map(([key, count]) => `${key} ${count}`).join(", ")
}
