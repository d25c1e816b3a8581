/**
 * The faults that have happened.
 */
import type { Fault, FaultedOperation } from "../../FaultPlan.ts"

/** A fault that has happened to an exchange. One exchange can have several: latencies, and one other. */
export interface Injected {
  readonly operation: FaultedOperation
  /** As in the header of the answer, if there was one. */
  readonly correlationId: string
  /** As planned, or the plan's limit of requests. */
  readonly fault: Fault | { readonly type: "rateLimit" }
}

/** How many faults are remembered at least; never more than twice as many. */
export const remembered = 10_000

/** A bounded list of faults. */
export interface Injections {
  readonly add: (injected: Injected) => void
  /** The latest ones, at most {@link remembered}, oldest first. */
  readonly latest: () => ReadonlyArray<Injected>
  readonly forget: () => void
}

/** An empty list. */
export const make = (): Injections => {
  let all: Array<Injected> = []
  return {
    add: (injected) => {
      // Dropping many at a time keeps each addition cheap.
      if (all.length === 2 * remembered) all = all.slice(-remembered)
      all.push(injected)
    },
    latest: () => all.slice(-remembered),
    forget: () => {
      all = []
    },
  }
}
