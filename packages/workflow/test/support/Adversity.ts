/**
 * What goes wrong between workflows and platform, by the dice of a seed: calls that fail
 * before or after they were carried out, refusals for good, and processes that die in
 * the middle of a call.
 */
import * as Effect from "effect/Effect"
import { isChange, type OperationName } from "@org-trust/core/Operation"
import type { Invoke } from "@org-trust/core/Invoke"
import { MissingPermissions, type TrustError, Unavailable, UnknownOutcome } from "@org-trust/core/TrustError"

/** Numbers that a seed chooses. */
export interface Dice {
  /** Below `sides`, from 0. */
  readonly roll: (sides: number) => number
  /** True once in so many times. */
  readonly once: (inTimes: number) => boolean
  readonly pick: <A>(items: readonly [A, ...ReadonlyArray<A>]) => A
}

/** Dice that always fall the same way for the same seed (xorshift). */
export const makeDice = (seed: number): Dice => {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  const roll = (sides: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % sides
  }
  for (let warm = 0; warm < 8; warm++) roll(2)
  return {
    roll,
    once: (inTimes) => roll(inTimes) === 0,
    pick: (items) => items[roll(items.length)] ?? items[0],
  }
}

/** How bad it gets. */
export interface Badness {
  /** One call of so many fails for the moment. */
  readonly fails: number
  /** One call of so many kills the process. */
  readonly kills: number
  /** This operation is refused for good. */
  readonly refused: OperationName | undefined
}

/** A process that can die. */
export interface Mortal {
  /** The process is to die now. */
  readonly dies: () => boolean
  /** A new process: what hung is gone. */
  readonly revive: () => void
}

/** What goes wrong, and what came of it. */
export interface Adversity extends Mortal {
  readonly around: (invoke: Invoke) => Invoke
  /** How many calls of an operation were carried out. */
  readonly carriedOut: (operation: OperationName) => number
}

const unavailable = (operation: OperationName) =>
  new Unavailable({ operation, message: "Nothing came back", reason: "Timeout" })

/** Makes trouble by dice. */
export const make = (dice: Dice, badness: Badness): Adversity => {
  let isDying = false
  const counts = new Map<OperationName, number>()
  // Of a process that dies no call comes back.
  const die = Effect.suspend(() => {
    isDying = true
    return Effect.never
  })
  const trouble = (
    operation: OperationName,
    carriedOut: Effect.Effect<unknown, TrustError>,
  ): Effect.Effect<unknown, TrustError> =>
    Effect.suspend(() => {
      const call = Effect.tap(carriedOut, () =>
        Effect.sync(() => counts.set(operation, (counts.get(operation) ?? 0) + 1)),
      )
      if (isDying) return Effect.never
      if (operation === badness.refused) return Effect.fail(refusal(operation))
      if (dice.once(badness.kills)) return dice.once(2) ? die : Effect.andThen(call, die)
      if (!dice.once(badness.fails)) return call
      if (dice.once(2) || !isChange(operation)) return Effect.fail(unavailable(operation))
      const lost = new UnknownOutcome({
        operation,
        message: "The answer was lost",
        cause: unavailable(operation),
        attempts: 1,
      })
      return Effect.andThen(Effect.exit(call), Effect.fail(lost))
    })
  // Calls of all operations are alike here, and the compiler cannot follow their types through one function.
  function around(invoke: Invoke): Invoke
  function around(invoke: (operation: OperationName, input: never) => Effect.Effect<unknown, TrustError>) {
    return (operation: OperationName, input: never) => trouble(operation, invoke(operation, input))
  }
  return {
    around,
    dies: () => isDying,
    revive: () => {
      isDying = false
    },
    carriedOut: (operation) => counts.get(operation) ?? 0,
  }
}

const refusal = (operation: OperationName) =>
  new MissingPermissions({
    operation,
    message: "Refused by the dice",
    permissions: [],
  })

/** A platform that does not carry out one operation for the moment, and says what it was asked. */
export function unavailableFor(invoke: Invoke, which: OperationName): Invoke
export function unavailableFor(
  invoke: (operation: OperationName, input: never) => Effect.Effect<unknown, TrustError>,
  which: OperationName,
) {
  return (operation: OperationName, input: never) =>
    operation === which
      ? Effect.fail(new Unavailable({ operation, message: `Not now: ${JSON.stringify(input)}`, reason: "Timeout" }))
      : invoke(operation, input)
}

/** A platform on which the process dies once, right after an operation was carried out. */
export const diesAfter = (which: OperationName): Adversity => {
  let isDying = false
  let isOver = false
  function around(invoke: Invoke): Invoke
  function around(invoke: (operation: OperationName, input: never) => Effect.Effect<unknown, TrustError>) {
    return (operation: OperationName, input: never) =>
      Effect.tap(invoke(operation, input), () => {
        if (operation !== which || isOver) return Effect.void
        isOver = true
        isDying = true
        return Effect.never
      })
  }
  return { around, dies: () => isDying, revive: () => void (isDying = false), carriedOut: () => (isOver ? 1 : 0) }
}
