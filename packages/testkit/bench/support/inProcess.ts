/**
 * Measuring within a process, with tinybench.
 */
import { Bench } from "tinybench"
import type { Effort, Measures } from "../harness/Comparison.ts"

/** How often a function can be run in a second, and how long one run takes in microseconds. `batch`: what one run counts for. */
export const inProcess = async (run: () => unknown, effort: Effort, batch = 1): Promise<Measures> => {
  const bench = new Bench({
    time: effort.measured,
    // Nothing is waited for in here, so that engines are done sooner than under a load.
    warmupTime: effort.warmup / 3,
    iterations: 3,
    warmupIterations: 1,
    throws: true,
  })
  const task = bench.add("it", run).getTask("it")
  await bench.run()
  const result = task?.result
  if (result === undefined || !("latency" in result)) throw new Error("Nothing was measured")
  // In milliseconds.
  const each = result.latency.p50 / batch
  return { perSecond: 1000 / each, micros: 1000 * each }
}
