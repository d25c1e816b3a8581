/**
 * The events of a platform, counted: what those read who follow it.
 */
import type { Event } from "@org-trust/core/lifecycle/Event"
import type { Trail } from "@org-trust/core/lifecycle/State"

/** The events since the platform began, or since it was last reset. */
export interface EventLog {
  /** Which log this is, counted from 1: each reset begins a new one. */
  readonly log: number
  /** How many events there are; the first one has the version 1. */
  readonly version: number
  /** The events after a version, oldest first. */
  readonly after: (version: number) => ReadonlyArray<Event>
}

/** The log whose latest event has this version. */
export const make = (log: number, version: number, trail: Trail | undefined): EventLog => ({
  log,
  version,
  after: (earlier) => {
    const found: Array<Event> = []
    let each = trail
    for (let at = version; at > earlier && each !== undefined; at--, each = each.earlier) found.push(each.latest)
    return found.reverse()
  },
})

/** Counts the events of trails that mostly go on from each other: only when asked, and then each event once. */
export const counter = (): ((trail: Trail | undefined) => number) => {
  let known: { readonly trail: Trail | undefined; readonly count: number } = { trail: undefined, count: 0 }
  return (trail) => {
    let newer = 0
    let each = trail
    for (; each !== known.trail && each !== undefined; each = each.earlier) newer++
    known = { trail, count: each === undefined ? newer : known.count + newer }
    return known.count
  }
}
