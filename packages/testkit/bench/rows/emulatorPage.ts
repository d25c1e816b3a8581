/**
 * The emulator: a page of trustees.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { measureServer, startEmulator, startPrism } from "../support/servers.ts"

const path = "/trustees?pageSize=100"
const what = "emulator, page of 100"

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
      toReach: 2,
      dream: 3,
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
