/**
 * Places that are taken and given back: nobody is in a place where somebody else is.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { anyMeet, covers, type Place } from "./Place.ts"

/** Places that somebody has. */
export interface Claim {
  /**
   * Takes more places, if nobody else has them. Nobody waits while having some, as two
   * could wait for each other then: who does not get them has to begin anew, with all of them.
   */
  readonly take: (places: ReadonlyArray<Place>) => boolean
  /** The places that it has, and those that it did not get. */
  readonly wanted: () => ReadonlyArray<Place>
  /** Whether it did not get some. */
  readonly isShort: () => boolean
}

/** The places of those who are at work at once. */
export interface Places {
  /**
   * Does something in these places, as soon as nobody else is there. Whoever can go on does, also before those who
   * came earlier and wait for more: some stay in their places for seconds, and the work is finite.
   */
  readonly within: <A, E>(
    places: ReadonlyArray<Place>,
    use: (claim: Claim) => Effect.Effect<A, E>,
  ) => Effect.Effect<A, E>
}

interface Holder {
  places: ReadonlyArray<Place>
}

interface Waiter {
  readonly holder: Holder
  readonly admitted: Deferred.Deferred<void>
}

const claimOf = (holder: Holder, others: () => ReadonlyArray<Holder>): Claim => {
  let missed: ReadonlyArray<Place> = []
  return {
    take: (places) => {
      const more = places.filter((place) => !holder.places.some((own) => covers(own, place)))
      if (more.length === 0) return true
      if (others().some((other) => anyMeet(other.places, more))) {
        missed = [...missed, ...more]
        return false
      }
      holder.places = [...holder.places, ...more]
      return true
    },
    wanted: () => [...holder.places, ...missed],
    isShort: () => missed.length > 0,
  }
}

/** Places of which all are free. */
export const make = (): Places => {
  const holders = new Set<Holder>()
  let waiters: ReadonlyArray<Waiter> = []

  const admit = Effect.suspend(() => {
    const staying: Array<Waiter> = []
    const admitted: Array<Waiter> = []
    for (const waiter of waiters) {
      const { places } = waiter.holder
      const isInTheWay = (other: Holder) => anyMeet(other.places, places)
      if ([...holders].some(isInTheWay)) staying.push(waiter)
      else {
        holders.add(waiter.holder)
        admitted.push(waiter)
      }
    }
    waiters = staying
    return Effect.forEach(admitted, (waiter) => Deferred.succeed(waiter.admitted, undefined), { discard: true })
  })

  const enter = Effect.fnUntraced(function* (places: ReadonlyArray<Place>) {
    const waiter: Waiter = { holder: { places }, admitted: yield* Deferred.make<void>() }
    waiters = [...waiters, waiter]
    yield* admit
    yield* Deferred.await(waiter.admitted)
    return waiter.holder
  })

  const leave = (holder: Holder) =>
    Effect.suspend(() => {
      holders.delete(holder)
      return admit
    })

  return {
    within: (places, use) =>
      Effect.acquireUseRelease(
        enter(places),
        (holder) => use(claimOf(holder, () => [...holders].filter((other) => other !== holder))),
        leave,
      ),
  }
}
