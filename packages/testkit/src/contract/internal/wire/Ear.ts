/**
 * Hears every answer of an implementation while the other clauses ask, and holds it to
 * what every answer is held to.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Cast } from "../../Cast.ts"
import type { Subject } from "../../Subject.ts"
import type { Exchange, OpenWire, Wire } from "../../Wire.ts"
import { heardOf } from "./Heard.ts"
import { type Judgement, judgements } from "./judgements.ts"
import { walk } from "./Walk.ts"

/** An answer that is not as it should be. */
export interface Breach {
  readonly exchange: Exchange
  readonly message: string
  /** The clause that was checked when it came. */
  readonly during: string
}

/** What was heard of one judgement. */
export interface Record {
  /** The answers that could be held to it. */
  readonly judged: number
  readonly breaches: number
  readonly first: Breach | undefined
}

/** What hears. */
export interface Ear {
  readonly wire: OpenWire
  /** Says which clause is checked from now on. */
  readonly turnTo: (clause: string) => void
  /** Walks through all operations, once, so that each was answered. */
  readonly walked: Effect.Effect<void>
  readonly recordOf: (judgement: Judgement) => Record
}

/** An ear at the wire of a subject, until the scope closes. */
export const make = Effect.fnUntraced(function* (
  subject: Subject,
  closed: Wire,
  cast: Cast,
): Effect.fn.Return<Ear, never, Scope.Scope> {
  let during = ""
  const records = new Map<string, Record>()
  const recordOf = ({ name }: Judgement): Record => records.get(name) ?? { judged: 0, breaches: 0, first: undefined }
  const wire = yield* closed.open((exchange) => {
    const heard = heardOf(exchange)
    if (heard === undefined) return
    for (const judgement of judgements) {
      if (!judgement.concerns(heard)) continue
      const { breaches, first, judged } = recordOf(judgement)
      const message = judgement.breach(heard)
      records.set(judgement.name, {
        judged: judged + 1,
        breaches: message === undefined ? breaches : breaches + 1,
        first: first ?? (message === undefined ? undefined : { exchange, message, during }),
      })
    }
  })
  return {
    wire,
    turnTo: (clause) => {
      during = clause
    },
    walked: yield* Effect.cached(walk(subject, wire, cast)),
    recordOf,
  }
})
