/**
 * The trail of a log that is too long to be read before anybody asks for it.
 */
import type { Event } from "@org-trust/core/lifecycle/Event"
import type { Trail } from "@org-trust/core/lifecycle/State"

/** Reads events up to a version, which is not 0: newest first, at least one. */
export type ReadBackwards = (version: number) => ReadonlyArray<Event>

/** The trail up to a version: each of its events is read once, when somebody looks at it. */
export const make = (version: number, read: ReadBackwards): Trail | undefined => {
  if (version === 0) return undefined
  let newest: Trail | undefined
  const load = (): Trail => {
    const [latest, ...earlier] = read(version)
    if (latest === undefined) throw new RangeError(`expected an event with the version ${version}, got none`)
    const rest = earlier.reduceRight<Trail | undefined>(
      (before, event) => ({ latest: event, earlier: before }),
      make(version - earlier.length - 1, read),
    )
    return { latest, earlier: rest }
  }
  return {
    get latest() {
      return (newest ??= load()).latest
    },
    get earlier() {
      return (newest ??= load()).earlier
    },
  }
}

/** The events of a trail that came after an earlier one, oldest first. */
export const since = (trail: Trail | undefined, earlier: Trail | undefined): ReadonlyArray<Event> => {
  const found: Array<Event> = []
  for (let each = trail; each !== undefined && each !== earlier; each = each.earlier) found.push(each.latest)
  return found.reverse()
}
