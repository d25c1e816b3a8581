/**
 * What a test waits for before it begins: the modules of the services in memory.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { median } from "../support/median.ts"
import { layOutImports } from "../support/published.ts"
import { secondsOf } from "../support/seconds.ts"

const starts = 11

const inMemory = async ({ measured }: Effort) => {
  const { directory, path } = await layOutImports()
  const times: Array<number> = []
  for (let at = 0; at < (measured < 1000 ? 1 : starts); at++) {
    times.push(Number((await secondsOf([path], directory)).stdout))
  }
  return { millis: median(times) }
}

export const comparison: Comparison = {
  sides: { inMemory },
  lines: [
    {
      what: "import of the in-memory layer, beyond `effect/Schema` and `effect/Layer`",
      unit: "ms",
      ours: { side: "inMemory", measure: "millis" },
      better: "lower",
      toReach: 60,
      dream: 30,
    },
  ],
}
