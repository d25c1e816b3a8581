/**
 * Eventual consistency: reads that see the state as it was some time ago.
 */
import type { State } from "@org-trust/core/lifecycle/State"

interface Entry {
  /** From when on the state was the present one, in milliseconds since 1970. */
  readonly since: number
  readonly state: State
}

/** What reads see of the states that there were. Everything about it is synchronous. */
export interface Lag {
  /** Notes the present state. To be called after a change, and before a read. */
  readonly note: (present: State, now: number) => void
  /** The state that reads see now, or undefined while changes settle at once. */
  readonly seen: (now: number) => State | undefined
  /** From now on changes take so many milliseconds to be seen; 0 is at once. */
  readonly take: (lagMillis: number, present: State) => void
  /** There is no state from before this one any more. */
  readonly restart: (present: State) => void
}

/** A history of its own, in which changes settle at once until told otherwise. */
export const make = (): Lag => {
  let millis = 0
  // Oldest first. The first one is what reads see while no later one is old enough.
  let history: Array<Entry> = []
  const beginning = (state: State): Array<Entry> => [{ since: Number.NEGATIVE_INFINITY, state }]

  const forgetWhatNobodySees = (now: number) => {
    const firstUnseen = history.findIndex(({ since }) => since > now - millis)
    const unneeded = (firstUnseen === -1 ? history.length : firstUnseen) - 1
    if (unneeded > 0) history.splice(0, unneeded)
  }

  return {
    note: (present, now) => {
      if (millis === 0) return
      const last = history.at(-1)
      if (last?.state === present) return
      forgetWhatNobodySees(now)
      const since = Math.max(last?.since ?? now, now)
      // States of the same millisecond are never told apart, so that the history is bounded by the lag.
      if (last?.since === since) history.pop()
      history.push({ since, state: present })
    },
    seen: (now) => {
      if (millis === 0) return undefined
      forgetWhatNobodySees(now)
      return history[0]?.state
    },
    take: (lagMillis, present) => {
      history = lagMillis === 0 ? [] : millis === 0 ? beginning(present) : history
      millis = lagMillis
    },
    restart: (present) => {
      history = millis === 0 ? [] : beginning(present)
    },
  }
}
