/**
 * What clients do at the same time, before it is known on what.
 */
import * as fc from "fast-check"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { WorldClient } from "../../../WorldFile.ts"

/** One action, before it is known on whom. */
export interface Action {
  readonly what: number
  readonly who: number
  readonly role: number
}

/** What several clients do at once, each one action after the other. */
export interface Workload {
  /** Whether what they are about is there when they begin, or has to be made first. */
  readonly isThere: boolean
  readonly lanes: ReadonlyArray<ReadonlyArray<Action>>
}

/** Workloads that are small enough for every order to be tried. */
export const arbitrary: fc.Arbitrary<Workload> = fc.record({
  isThere: fc.boolean(),
  lanes: fc.array(
    fc.array(fc.record({ what: fc.nat({ max: 99 }), who: fc.nat({ max: 1 }), role: fc.nat({ max: 3 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    { minLength: 2, maxLength: 4 },
  ),
})

/** A call to be made. */
export type Planned = {
  readonly [K in OperationName]: {
    readonly client: WorldClient
    readonly operation: K
    readonly input: OperationInput<K>
  }
}[OperationName]
