/**
 * What the compiler does for a program of one file that embeds the client.
 */
import type { Comparison } from "../harness/Comparison.ts"
import { instantiationsOfEmbedding } from "../support/published.ts"

export const comparison: Comparison = {
  isOnce: true,
  sides: { tsc: async () => ({ instantiations: await instantiationsOfEmbedding() }) },
  lines: [
    {
      what: "`tsc` on a program of one file that embeds the client",
      unit: "instantiations",
      ours: { side: "tsc", measure: "instantiations" },
      better: "lower",
      toReach: 14_879,
      dream: 8000,
    },
  ],
}
