/**
 * The emulator: one trustee.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { trusteeOrgId } from "../support/ids.ts"
import { measureServer, startEmulator, startPrism } from "../support/servers.ts"

const path = `/trustees/${trusteeOrgId}`
const what = "emulator, GET one trustee, with token and permission check"

export const comparison: Comparison = {
  sides: {
    emulator: async (effort: Effort) => measureServer(await startEmulator(), path, effort),
    prism: async (effort: Effort) => measureServer(await startPrism(), path, effort),
  },
  lines: [
    {
      what,
      reference: "Prism",
      unit: "requests/s",
      ours: { side: "emulator", measure: "perSecond" },
      theirs: { side: "prism", measure: "perSecond" },
      better: "higher",
      toReach: 8,
      dream: 15,
    },
    {
      what: `${what}: CPU of the server`,
      reference: "Prism",
      unit: "µs/request",
      ours: { side: "emulator", measure: "cpu" },
      theirs: { side: "prism", measure: "cpu" },
      better: "lower",
    },
  ],
}
