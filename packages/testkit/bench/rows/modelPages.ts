/**
 * How a page's cost grows with the number of users.
 */
import type { Comparison, Effort, Measures } from "../harness/Comparison.ts"
import { inProcess } from "../support/inProcess.ts"
import { trustOf } from "../support/model.ts"

const pageSize = 25

/** The slowest of pages from the first to the last. */
const slowestPage = async (users: number, effort: Effort): Promise<Measures> => {
  const { ask, trusteeOrgId } = await trustOf(users)
  const last = users / pageSize
  let micros = 0
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const pageNumber = 1 + Math.floor(share * (last - 1))
    const page = () => ask("TrusteeUsers.list", { trusteeOrgId, pageSize, pageNumber })
    const measures = await inProcess(page, { ...effort, warmup: effort.warmup / 5, measured: effort.measured / 5 })
    micros = Math.max(micros, measures["micros"] ?? 0)
  }
  return { micros }
}

export const comparison: Comparison = {
  sides: {
    many: (effort) => slowestPage(effort.many, effort),
    few: (effort) => slowestPage(1000, effort),
  },
  lines: [
    {
      what: "page k of 25 from 1,000,000 trust users, the slowest of five k",
      reference: "the same from 1,000",
      unit: "µs/page",
      ours: { side: "many", measure: "micros" },
      theirs: { side: "few", measure: "micros" },
      better: "lower",
      toReach: 3,
      dream: 1.5,
    },
  ],
}
