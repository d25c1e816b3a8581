/**
 * How the cost of a change grows with the number of users.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { inProcess } from "../support/inProcess.ts"
import { trustOf } from "../support/model.ts"

const addAndRemove = async (users: number, effort: Effort) => {
  const { ask, newcomer, trusteeOrgId } = await trustOf(users)
  return inProcess(() => {
    ask("TrusteeUsers.add", { trusteeOrgId, payload: { id: newcomer } })
    ask("TrusteeUsers.remove", { trusteeOrgId, trusteeUserId: newcomer })
  }, effort)
}

export const comparison: Comparison = {
  sides: {
    many: (effort) => addAndRemove(effort.many, effort),
    few: (effort) => addAndRemove(1000, effort),
  },
  lines: [
    {
      what: "add and remove one member at 1,000,000",
      reference: "at 1,000",
      unit: "µs/pair",
      ours: { side: "many", measure: "micros" },
      theirs: { side: "few", measure: "micros" },
      better: "lower",
      toReach: 4,
      dream: 2,
    },
  ],
}
