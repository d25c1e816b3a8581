/**
 * What tests take, from the command to its end: the contract in memory, and a file with
 * one test, with the services in memory and without.
 */
import { join } from "node:path"
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { layOutTests } from "../support/published.ts"
import { median } from "../support/median.ts"
import { secondsOf } from "../support/seconds.ts"
import { testkit } from "../support/versions.ts"

const vitest = join(testkit, "node_modules/vitest/vitest.mjs")

const secondsIn = async (directory: string, name: string): Promise<number> =>
  (await secondsOf([vitest, "run", "--root", directory, `${name}.test.ts`], directory)).seconds

const several =
  (name: string, count: number) =>
  async ({ measured }: Effort) => {
    const directory = layOutTests()
    const times: Array<number> = []
    for (let at = 0; at < (measured < 1000 ? 1 : count); at++) times.push(await secondsIn(directory, name))
    return { seconds: median(times) }
  }

export const comparison: Comparison = {
  sides: {
    contract: several("contract", 1),
    withInMemory: several("withInMemory", 3),
    without: several("without", 3),
  },
  lines: [
    {
      what: "the contract in memory, from vitest",
      unit: "s",
      ours: { side: "contract", measure: "seconds" },
      better: "lower",
      toReach: 3,
      dream: 1.5,
    },
    {
      what: "vitest, a file with one test on the services in memory",
      reference: "one on a service of its own",
      unit: "s",
      ours: { side: "withInMemory", measure: "seconds" },
      theirs: { side: "without", measure: "seconds" },
      better: "lower",
      toReach: 1.15,
      dream: 1.05,
    },
  ],
}
