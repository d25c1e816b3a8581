/**
 * Time that passes: moved where the implementation lets it be, else waited for, where
 * that is a matter of seconds.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { UserId } from "@org-trust/core/Identifiers"
import { NotApplicable, type Violation } from "../Violation.ts"
import type { BoundTrust } from "./BoundTrust.ts"
import { told } from "./expectations.ts"
import type { Lab } from "./Lab.ts"

/** Whether time has to be waited for. */
export const isWaitedFor = ({ subject }: Lab): boolean => subject.passTime === undefined

/** How long a trust lasts that is waited for. */
export const shortly = Duration.seconds(2)

/** When the implementation says that it is: that of a pairing which nobody uses. */
const timeOf = (trust: BoundTrust, userId: UserId) =>
  Effect.flatMap(trust.ask({ userIds: [userId] }), ({ dateCreated }) => told(dateCreated, "when a pairing was made"))

/** Lets time pass. A clock that does not run while it is waited for says nothing of what happens in time. */
export const elapse = Effect.fnUntraced(function* (
  trust: BoundTrust,
  userId: UserId,
  duration: Duration.Duration,
): Effect.fn.Return<void, Violation | NotApplicable> {
  const { lab } = trust
  if (!isWaitedFor(lab) || Duration.isZero(duration)) return yield* lab.passTime(duration)
  const before = yield* timeOf(trust, userId)
  yield* lab.passTime(duration)
  const after = yield* timeOf(trust, userId)
  if (DateTime.isLessThan(after, DateTime.addDuration(before, duration))) {
    return yield* new NotApplicable({ message: `the time of this implementation does not run; ${lab.movesTime}` })
  }
})

/** What has to be done within a time that is waited for; where that took too long, it says nothing. */
export const within = Effect.fnUntraced(function* <A>(
  lab: Lab,
  duration: Duration.Duration,
  action: Effect.Effect<A, Violation | NotApplicable>,
): Effect.fn.Return<A, Violation | NotApplicable> {
  if (!isWaitedFor(lab)) return yield* action
  const began = yield* Clock.currentTimeMillis
  const result = yield* Effect.result(action)
  if (Result.isSuccess(result)) return result.success
  // It may have ended a little before that was noticed.
  const isLate = (yield* Clock.currentTimeMillis) - began >= Duration.toMillis(duration) / 2
  return isLate && result.failure._tag === "Violation"
    ? yield* new NotApplicable({ message: `this took longer than ${Duration.format(duration)}; ${lab.movesTime}` })
    : yield* Effect.fail(result.failure)
})
