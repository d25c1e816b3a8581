/**
 * What clients that act at once can be at odds about: each topic has a beginning of
 * its own, and calls that matter to it.
 */
import type * as Effect from "effect/Effect"
import type { ClauseText } from "../../Clause.ts"
import type { NotApplicable, Violation } from "../../Violation.ts"
import type { Opening } from "./Opening.ts"
import type { Action, Planned } from "./Workload.ts"

/** The calls that an action may stand for; which one, the action says. */
export type Calls = (action: Action) => ReadonlyArray<Planned>

/** What clients can be at odds about. */
export interface Topic extends ClauseText {
  /** Brings about what a workload begins with. */
  readonly open: (opening: Opening, isThere: boolean) => Effect.Effect<Calls, Violation | NotApplicable>
}
