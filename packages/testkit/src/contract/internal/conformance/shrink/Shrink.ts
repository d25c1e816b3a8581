/**
 * The smallest history that still shows a difference. What is made smaller is what was
 * done, not the commands that it was done for: so what a command brought about first
 * goes as well, unless it matters.
 */
import * as Effect from "effect/Effect"
import type { Move } from "./Move.ts"
import { sooner } from "./Replay.ts"

/** How smaller histories are tried. */
export interface Means<A> {
  /** Makes moves again, and tells up to which of them, if there is a difference still. */
  readonly attempt: (moves: ReadonlyArray<Move>) => Effect.Effect<Failing<A> | undefined>
  /** Moves that ask for less than one. */
  readonly smallerMoves: (move: Move) => ReadonlyArray<Move>
  /** Whether two differences are of the same kind. */
  readonly isAlike: (one: A, other: A) => boolean
}

/** Moves of which the last one shows a difference, and what is known of it. */
export interface Failing<A> {
  readonly moves: ReadonlyArray<Move>
  readonly found: A
}

/** The smallest that was found, and how often it was made smaller. */
export interface Shrunk<A> extends Failing<A> {
  readonly shrinks: number
}

/** Histories that are tried at most: each change of an implementation that settles takes its time. */
const mostTries = 1_000

/** The time that passes with some moves, in milliseconds. */
const timeIn = (moves: ReadonlyArray<Move>): number =>
  moves.reduce((sum, move) => sum + (move._tag === "Pass" ? move.millis : 0), 0)

/** The moves without those from one place to before another; what comes later asks for dates that are as far away. */
export const without = (moves: ReadonlyArray<Move>, start: number, end: number): ReadonlyArray<Move> => {
  const millis = timeIn(moves.slice(start, end))
  return [...moves.slice(0, start), ...moves.slice(end).map((move) => (millis === 0 ? move : sooner(move, millis)))]
}

/**
 * Leaves out what can be left out, in halves first, then in ever smaller parts; then
 * lets each move ask for less, as long as the difference stays the same in kind.
 */
export const shrink = Effect.fnUntraced(function* <A>(
  first: Failing<A>,
  { attempt, isAlike, smallerMoves }: Means<A>,
): Effect.fn.Return<Shrunk<A>> {
  let best = first
  let shrinks = 0
  let tries = 0

  const accepts = Effect.fnUntraced(function* (moves: ReadonlyArray<Move>, isAny: boolean) {
    if (tries++ >= mostTries) return false
    const failing = yield* attempt(moves)
    if (failing === undefined || !(isAny || isAlike(failing.found, best.found))) return false
    best = failing
    shrinks++
    return true
  })

  /** Leaves out parts of a size, the latest first: what came last was seldom what the rest rests on. */
  const leaveOut = Effect.fnUntraced(function* (size: number) {
    for (let end = best.moves.length - 1; end > 0; end -= size) {
      // A difference that shows earlier leaves nothing after it.
      end = Math.min(end, best.moves.length - 1)
      yield* accepts(without(best.moves, Math.max(0, end - size), end), true)
    }
  })

  const askForLess = Effect.fnUntraced(function* () {
    for (let at = best.moves.length - 1; at >= 0; at--) {
      for (let isSmaller = true; isSmaller;) {
        isSmaller = false
        const move = best.moves[at]
        for (const smaller of move === undefined ? [] : smallerMoves(move)) {
          isSmaller = yield* accepts(best.moves.with(at, smaller), false)
          if (isSmaller) break
        }
      }
    }
  })

  for (let size = best.moves.length >> 1; size > 1; size >>= 1) yield* leaveOut(size)
  for (let before = -1; before !== shrinks;) {
    before = shrinks
    yield* leaveOut(1)
    if (before === shrinks) yield* askForLess()
  }
  return { ...best, shrinks }
})
