/**
 * Hears every answer of an implementation while the other clauses ask, and holds it to
 * what every answer is held to.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as Scope from "effect/Scope"
import type { Cast } from "../../Cast.ts"
import type { Subject } from "../../Subject.ts"
import type { Exchange, OpenWire, Wire } from "../../Wire.ts"
import { heardOf } from "./Heard.ts"
import { type Judgement, judgements } from "./judgements.ts"
import { walk } from "./Walk.ts"

/** A clause that is checked: its name, and its place among those that are, from 0. */
export interface UnderCheck {
  readonly name: string
  readonly at: number
}

const nothing: UnderCheck = { name: "", at: -1 }

/** The clause on whose behalf something is asked. */
export const Under: Context.Reference<UnderCheck> = Context.Reference<UnderCheck>(
  "@org-trust/testkit/contract/UnderCheck",
  { defaultValue: () => nothing },
)

/** An answer that is not as it should be. */
export interface Breach {
  readonly exchange: Exchange
  readonly message: string
  /** The clause that was checked when it came. */
  readonly during: UnderCheck
}

/** What was heard of one judgement. */
export interface Record {
  /** The answers that could be held to it. */
  readonly judged: number
  readonly breaches: number
  readonly first: Breach | undefined
}

/** The one that comes first where one clause is checked after the other. */
const earlier = (first: Breach | undefined, next: Breach): Breach =>
  first === undefined || next.during.at < first.during.at ? next : first

/** What hears. */
export interface Ear {
  readonly wire: OpenWire
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
  const records = new Map<string, Record>()
  const recordOf = ({ name }: Judgement): Record => records.get(name) ?? { judged: 0, breaches: 0, first: undefined }
  const wire = yield* closed.open((exchange) => {
    const heard = heardOf(exchange)
    if (heard === undefined) return
    const during = Fiber.getCurrent()?.getRef(Under) ?? nothing
    for (const judgement of judgements) {
      if (!judgement.concerns(heard)) continue
      const { breaches, first, judged } = recordOf(judgement)
      const message = judgement.breach(heard)
      records.set(judgement.name, {
        judged: judged + 1,
        breaches: message === undefined ? breaches : breaches + 1,
        first: message === undefined ? first : earlier(first, { exchange, message, during }),
      })
    }
  })
  return {
    wire,
    walked: yield* Effect.cached(walk(subject, wire, cast)),
    recordOf,
  }
})
