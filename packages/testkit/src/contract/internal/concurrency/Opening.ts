/**
 * What a workload begins with: made of the implementation and of the model alike.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { PairingId, UserId } from "@org-trust/core/Identifiers"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import * as World from "@org-trust/core/lifecycle/World"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { principalOf, type WorldClient } from "../../../WorldFile.ts"
import type { Party } from "../../Cast.ts"
import { attempt } from "../Attempt.ts"
import type { Lab } from "../Lab.ts"
import type { NotApplicable, Violation } from "../../Violation.ts"
import { fresh, type Start } from "./Linearizability.ts"

/** Where a topic is brought about, one call after the other. */
export interface Opening {
  readonly lab: Lab
  /** Makes a call that has to succeed. */
  readonly bring: <K extends OperationName>(
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
  ) => Effect.Effect<OperationOutput<K>, Violation | NotApplicable>
  /** Some users of an organization ask for access. */
  readonly pair: (trustee: Party, userIds: ReadonlyArray<UserId>) => Effect.Effect<PairingId, Violation | NotApplicable>
}

const now = DateTime.makeUnsafe("2026-01-01T00:00:00.000Z")

/** An opening, and where what was made in it leaves the model. */
export const makeOpening = (lab: Lab) => {
  const environment = {
    world: World.make(lab.subject.world.organizations),
    profile: lab.subject.capabilities.profile,
  }
  const past: Array<State> = [empty]
  let state: State = empty
  const follow = <K extends OperationName>(
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
    pairingId = fresh.pairingId,
  ) => {
    past.push(state)
    const principal = principalOf(client)
    state = step(environment, state, { operation, principal, input, now, fresh: { ...fresh, pairingId } }).state
  }
  const opening: Opening = {
    lab,
    bring: Effect.fnUntraced(function* (client, operation, input) {
      const reply = yield* attempt(lab, client, operation, input)
      follow(client, operation, input)
      return reply
    }),
    pair: Effect.fnUntraced(function* ({ admin }, userIds) {
      const input = { payload: { userIds } }
      const { id } = yield* attempt(lab, admin, "Pairings.create", input)
      follow(admin, "Pairings.create", input, id)
      return id
    }),
  }
  const start = Effect.map(Clock.currentTimeMillis, (at): Start => ({ environment, state, now, past, at }))
  return { opening, start }
}
