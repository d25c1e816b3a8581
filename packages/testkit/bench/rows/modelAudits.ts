/**
 * How the cost of a page of audits grows with what has happened.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { inProcess } from "../support/inProcess.ts"
import { trustOf } from "../support/model.ts"

/** Asks for the newest page again and again, with a change before each. */
const newestPage = async (changes: number, effort: Effort) => {
  const { ask, trusteeOrgId } = await trustOf(1)
  let enabled = true
  const change = () => {
    enabled = !enabled
    ask("Trustees.update", { trusteeOrgId, payload: { enabled } })
  }
  for (let made = 0; made < changes; made++) change()
  return inProcess(() => {
    change()
    ask("TrustAudits.ofTrustees", { payload: { trusteeOrganizationIds: [], trusteeUserIds: [] } })
  }, effort)
}

export const comparison: Comparison = {
  isOnce: true,
  sides: {
    many: (effort) => newestPage(effort.many, effort),
    few: (effort) => newestPage(1000, effort),
  },
  lines: [
    {
      what: "change a trust and read the newest 25 audits, after 1,000,000 changes",
      reference: "after 1,000",
      unit: "µs/pair",
      ours: { side: "many", measure: "micros" },
      theirs: { side: "few", measure: "micros" },
      better: "lower",
      toReach: 3,
      dream: 1.5,
    },
  ],
}
