/**
 * What is known of an implementation's time. A clock that stands still is known to
 * the millisecond; of one that runs only an interval is known, because what it
 * showed when it was last seen was some moment ago.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Lab } from "../Lab.ts"

/** What a clock that runs can be off by, because it may show whole seconds only. */
const coarseness = 1_000

/** What a clock that was never seen can be off by. */
const unseenCoarseness = 60_000

/** What is known of an implementation's time. */
export interface SubjectClock {
  /** Whether it stands still unless it is moved. */
  readonly isStill: () => boolean
  /** The earliest time that it can be. */
  readonly earliest: () => DateTime.Utc
  /** The latest time that it can be. */
  readonly latest: Effect.Effect<DateTime.Utc>
  /** It showed this time to a request that was sent then, by Effect's own clock. */
  readonly seen: (date: DateTime.Utc, sentAt: number) => void
  /** It was moved. */
  readonly moved: (millis: number) => void
}

const make = (start: number): SubjectClock & { readonly stop: () => void } => {
  let earliest = start
  let sentAt = start
  let isSeen = false
  let isStill = false
  return {
    isStill: () => isStill,
    earliest: () => DateTime.makeUnsafe(earliest),
    latest: Effect.map(Clock.currentTimeMillis, (now) =>
      DateTime.makeUnsafe(
        isStill ? earliest : earliest + Math.max(0, now - sentAt) + (isSeen ? coarseness : unseenCoarseness),
      ),
    ),
    seen: (date, at) => {
      earliest = isSeen ? Math.max(earliest, DateTime.toEpochMillis(date)) : DateTime.toEpochMillis(date)
      sentAt = at
      isSeen = true
    },
    moved: (millis) => {
      earliest += millis
    },
    stop: () => {
      isStill = true
    },
  }
}

const step = 1_000
const samples = 8

/**
 * Finds out what time it is for the implementation, and whether its clock runs: it
 * stands still if every move shows to the millisecond.
 */
export const calibrate = Effect.fnUntraced(function* (lab: Lab): Effect.fn.Return<SubjectClock> {
  const clock = make(yield* Clock.currentTimeMillis)
  const { activeUsers, admin } = lab.cast.trustee
  const { groups } = lab.subject.capabilities
  const look = Effect.fnUntraced(function* () {
    const sentAt = yield* Clock.currentTimeMillis
    const made = yield* Effect.orDie(
      lab.succeed(admin, "Pairings.create", { payload: { userIds: activeUsers.slice(0, 1).map(({ id }) => id) } }),
    ).pipe(Effect.catchDefect(() => Effect.succeed({ dateCreated: undefined })))
    if (made.dateCreated !== undefined) clock.seen(made.dateCreated, sentAt)
    return made.dateCreated
  })
  if (!groups.includes("Pairings")) return clock
  let previous = yield* look()
  let isExact = lab.subject.passTime !== undefined && previous !== undefined
  for (let count = 0; count < samples && isExact; count++) {
    yield* Effect.ignore(lab.passTime(Duration.millis(step)))
    clock.moved(step)
    const next = yield* look()
    isExact =
      next !== undefined &&
      previous !== undefined &&
      DateTime.toEpochMillis(next) - DateTime.toEpochMillis(previous) === step
    previous = next
  }
  if (isExact) clock.stop()
  return clock
})
