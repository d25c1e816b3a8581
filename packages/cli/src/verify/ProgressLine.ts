/**
 * A line of a terminal that tells how far a long clause is, and makes room for the next.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Clause, Progress } from "@org-trust/testkit/contract/Clause"

/** A clause is not told of before it has taken so many milliseconds, nor more often. */
const seldom = 250

/** The line. */
export interface ProgressLine {
  /** Tells how far a clause is, now and then. */
  readonly tell: (clause: Clause, progress: Progress) => Effect.Effect<void>
  /** Takes the line away, where it is there. */
  readonly clear: Effect.Effect<void>
}

/** What the line says. */
export const progressText = (id: string, { done, of }: Progress): string => `… ${id} ${done} of ${of} inputs`

/** A line that is written by `write`, as long as a terminal is wide at most. */
export const make = (write: (text: string) => void, columns: () => number): ProgressLine => {
  // Several clauses may be under way.
  const began = new Map<string, number>()
  let toldAt = Number.NEGATIVE_INFINITY
  let isThere = false
  const clear = Effect.sync(() => {
    if (isThere) write("\r\u001B[2K")
    isThere = false
  })
  return {
    clear,
    tell: ({ id }, progress) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        Effect.sync(() => {
          const start = began.get(id) ?? now
          began.set(id, start)
          if (now - start < seldom || now - toldAt < seldom) return
          toldAt = now
          isThere = true
          write(`\r\u001B[2K${progressText(id, progress).slice(0, columns() - 1)}`)
        }),
      ),
  }
}

/** No line, where nobody looks. */
export const none: ProgressLine = { tell: () => Effect.void, clear: Effect.void }
