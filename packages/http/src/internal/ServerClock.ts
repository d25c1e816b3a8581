import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import type { Received } from "./ErrorMapping.ts"

/** What the server's clock shows, as far as the `Date` of its answers tells; else it is taken to be right. */
export interface ServerClock {
  /** Learns from an answer that came when this machine's clock showed so many milliseconds. */
  readonly observe: (received: Received, now: number) => void
  /** What the server's clock showed, at the earliest, when this machine's showed so many milliseconds. */
  readonly at: (millis: number) => DateTime.Utc
}

/** The clock of a server that has not answered yet. */
export const make = (): ServerClock => {
  let offset = 0
  let latest = ""
  let shown: number | undefined
  return {
    observe: ({ headers: { date } }, now) => {
      if (date === undefined) return
      // All answers of one second say the same.
      if (date !== latest) {
        latest = date
        shown = Option.getOrUndefined(Option.map(DateTime.make(date), DateTime.toEpochMillis))
      }
      if (shown !== undefined) offset = shown - now
    },
    at: (millis) => DateTime.makeUnsafe(millis + offset),
  }
}
