/**
 * What is known of an implementation's time. A clock that stands still is known to
 * the millisecond; of one that runs only an interval is known, because what it
 * showed when it was last seen was some moment ago.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { serves } from "../../../Capabilities.ts"
import type { Lab } from "../../Lab.ts"

/** What a clock that runs can be off by, because it may show whole seconds only. */
const coarseness = 1_000

/** Between these lies the time of a clock that was never seen. */
const past = DateTime.toEpochMillis(DateTime.makeUnsafe("2000-01-01T00:00:00.000Z"))
const future = DateTime.toEpochMillis(DateTime.makeUnsafe("9000-01-01T00:00:00.000Z"))

/** What is known of an implementation's time. */
export interface SubjectClock {
  /** Whether it stands still unless it is moved. */
  readonly isStill: () => boolean
  /** Whether anything is known of it. */
  readonly isSeen: () => boolean
  /** The earliest time that it can be. */
  readonly earliest: () => DateTime.Utc
  /** The latest time that it can be. */
  readonly latest: Effect.Effect<DateTime.Utc>
  /** It showed this time to a request that was sent then, by Effect's own clock. */
  readonly seen: (date: DateTime.Utc, sentAt: number) => void
  /** It was moved. */
  readonly moved: (millis: number) => void
}

const make = (): SubjectClock & { readonly stop: () => void } => {
  let earliest = past
  let earliestInstant = DateTime.makeUnsafe(past)
  let sentAt = 0
  let isSeen = false
  let isStill = false
  const set = (millis: number) => {
    earliest = millis
    earliestInstant = DateTime.makeUnsafe(millis)
  }
  return {
    isStill: () => isStill,
    isSeen: () => isSeen,
    earliest: () => earliestInstant,
    latest: Effect.map(Clock.currentTimeMillis, (now) => {
      if (!isSeen) return DateTime.makeUnsafe(future)
      return isStill ? earliestInstant : DateTime.makeUnsafe(earliest + Math.max(0, now - sentAt) + coarseness)
    }),
    seen: (date, at) => {
      set(Math.max(earliest, DateTime.toEpochMillis(date)))
      sentAt = at
      isSeen = true
    },
    moved: (millis) => {
      set(earliest + millis)
    },
    stop: () => {
      isStill = true
    },
  }
}

/** No whole seconds: a clock that runs and shows these only would look as if it stood still. */
const step = 1_001
const samples = 3

/**
 * Lets real time pass: longer than a clock that runs takes to show another time. A
 * test clock must not hold this up, since it is about the implementation's clock.
 */
export const pause: Effect.Effect<void> = Effect.callback((resume) => {
  const timer = setTimeout(() => resume(Effect.void), 5)
  return Effect.sync(() => clearTimeout(timer))
})

/** Makes a pairing for the sake of its date. */
export const lookAt = Effect.fnUntraced(function* (clock: SubjectClock, lab: Lab) {
  const { activeUsers, admin } = lab.cast.trustee
  if (!serves(lab.subject.capabilities, "Pairings.create")) return undefined
  const sentAt = yield* Clock.currentTimeMillis
  const made = yield* lab.call(admin, "Pairings.create", {
    payload: { userIds: activeUsers.slice(0, 1).map(({ id }) => id) },
  })
  const date = Result.isSuccess(made) ? made.success.dateCreated : undefined
  if (date !== undefined) clock.seen(date, sentAt)
  return date
})

/**
 * Finds out what time it is for the implementation, and whether its clock runs: it
 * stands still if a move shows to the millisecond although real time has passed.
 */
export const calibrate = Effect.fnUntraced(function* (lab: Lab): Effect.fn.Return<SubjectClock> {
  const clock = make()
  let previous = yield* lookAt(clock, lab)
  let isExact = lab.subject.passTime !== undefined && previous !== undefined
  for (let count = 0; count < samples && isExact; count++) {
    yield* pause
    yield* Effect.ignore(lab.passTime(Duration.millis(step)))
    clock.moved(step)
    const next = yield* lookAt(clock, lab)
    isExact =
      next !== undefined &&
      previous !== undefined &&
      DateTime.toEpochMillis(next) - DateTime.toEpochMillis(previous) === step
    previous = next
  }
  if (isExact) clock.stop()
  return clock
})
