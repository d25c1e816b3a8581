/**
 * A history that is going on: what a step, whatever it does, has at hand.
 */
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { PairingId } from "@org-trust/core/Identifiers"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { Membership } from "../../../internal/platform/Directory.ts"
import type { WorldClient } from "../../../WorldFile.ts"
import type { Lab } from "../Lab.ts"
import type { Violation } from "../../Violation.ts"
import type { SubjectClock } from "./perform/SubjectClock.ts"
import type { Tally } from "./record/Tally.ts"
import type { Move } from "./shrink/Move.ts"

/** What histories of one check share. */
export interface Shared {
  readonly environment: Environment
  readonly clock: SubjectClock
  readonly tally: Tally
  /** The correlation ids of earlier exchanges. */
  readonly correlationIds: Set<string>
}

/** An implementation and the model side by side. */
export interface Session extends Shared {
  /** What decisions rest on now: the world changes with the members of groups. */
  readonly environment: Environment
  readonly lab: Lab
  /** What the model says there is. */
  readonly state: () => State
  /** Calls made so far. */
  readonly count: () => number
  /** When the history began, by the implementation's clock. */
  readonly startedAt: DateTime.Utc
  /** Makes a call of both; fails where they differ. Pairings go by the model's names. */
  readonly call: <K extends OperationName>(
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
    /** What the model calls a pairing that is made; a name of its own, unless told otherwise. */
    pairingId?: PairingId,
  ) => Effect.Effect<Result.Result<OperationOutput<K>, OperationError<K>>, Violation>
  /** Makes a call of both where the implementation has the operation. */
  readonly callIfServed: <K extends OperationName>(
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
  ) => Effect.Effect<Result.Result<OperationOutput<K>, OperationError<K>> | undefined, Violation>
  /** Makes these users the members of a group at home, where that can be done. */
  readonly setMembers: (membership: Membership) => Effect.Effect<void>
  /** The groups whose members were changed, with those that they had at first. */
  readonly movedAtHome: () => ReadonlyArray<Membership>
  /** Lets time pass, where it can. */
  readonly pass: (millis: number) => Effect.Effect<void>
  /** What was done so far, as it can be done again. */
  readonly moves: ReadonlyArray<Move>
  /** Notes how to see a difference again that no single call shows. */
  readonly note: (move: Move) => void
}
