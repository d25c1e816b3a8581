import type * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import type { State } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"

/** Runs a function of the state and stores the state that it gives back. */
export type Transact = <A>(
  store: Ref.Ref<State>,
  operation: OperationName,
  run: (state: State) => readonly [A, State],
) => Effect.Effect<A>

/** One atomic step after the other. */
export const atomically: Transact = (store, _operation, run) => Ref.modify(store, run)
