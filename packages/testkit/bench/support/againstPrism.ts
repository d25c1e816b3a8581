import type { Comparison, Effort } from "../harness/Comparison.ts"
import { type Asked, measureServer, startEmulator, startPrism } from "./servers.ts"

/** What is asked of the emulator and of Prism, and how much faster the emulator is to be. */
export interface Question {
  readonly what: string
  /** What is asked, by the number of the request. */
  readonly askedAt: (count: number) => Asked
  /** How many trustees the emulator has, where it matters. */
  readonly trustees?: number
  readonly toReach: number
  readonly dream: number
}

/** The emulator beside Prism: requests per second, and CPU of the server. */
export const againstPrism = ({ askedAt, dream, toReach, trustees, what }: Question): Comparison => ({
  sides: {
    emulator: async (effort: Effort) => measureServer(await startEmulator(trustees), askedAt, effort),
    prism: async (effort: Effort) => measureServer(await startPrism(), askedAt, effort),
  },
  lines: [
    {
      what,
      reference: "Prism",
      unit: "requests/s",
      ours: { side: "emulator", measure: "perSecond" },
      theirs: { side: "prism", measure: "perSecond" },
      better: "higher",
      toReach,
      dream,
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
})
