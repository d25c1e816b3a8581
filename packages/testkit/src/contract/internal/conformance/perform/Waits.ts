/**
 * How long a wait is now.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import type { Wait } from "../Command.ts"
import type { Session } from "../Session.ts"
import { ends } from "./Dates.ts"

const fixed = { not: 0, "a moment": 1, "a second": 1_000, "an hour": 3_600_000 } as const

/** The milliseconds that a wait comes to now. */
export const waitMillis = ({ clock, environment, state }: Session, wait: Wait): number => {
  switch (wait) {
    case "half a pairing's life":
      return Duration.toMillis(environment.profile.pairingLifetime) / 2
    case "to the next end":
    case "to just before the next end": {
      const now = clock.earliest()
      const [end] = ends(environment, state(), now)
      const rest = end === undefined ? 0 : DateTime.toEpochMillis(end) - DateTime.toEpochMillis(now)
      // Where the clock runs, the end would have come before anything could be done.
      return wait === "to the next end" ? rest : Math.max(0, rest - (clock.isStill() ? 1 : 1_000))
    }
    default:
      return fixed[wait]
  }
}
