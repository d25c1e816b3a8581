/**
 * An implementation set up to be tested: its clients connected, all ways to cast its
 * organizations, and an ear at the wire where there is one.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Invoke } from "@org-trust/core/Invoke"
import type { WorldClient } from "../../WorldFile.ts"
import { careCasts, type Cast, casts } from "../Cast.ts"
import type { Subject } from "../Subject.ts"
import { NotApplicable } from "../Violation.ts"
import type * as Places from "./beside/Places.ts"
import * as Connections from "./Connections.ts"
import * as Ear from "./wire/Ear.ts"

/** An implementation set up to be tested. */
export interface Bench {
  readonly subject: Subject
  readonly casts: readonly [Cast, ...Array<Cast>]
  /** Those in which the trustee is of Customer Care, and so can be let in without a pairing. */
  readonly careCasts: ReadonlyArray<Cast>
  /** The operations as a client can call them. */
  readonly connected: (client: WorldClient) => Effect.Effect<Invoke>
  /** The places of the clauses that are checked at once; none where one is checked after the other. */
  readonly places?: Places.Places
  /** What hears the wire, where the implementation is called over one. */
  readonly ear?: Ear.Ear
}

/** Sets an implementation up until the scope closes; fails where the world cannot be cast. */
export const make = Effect.fnUntraced(function* (given: Subject): Effect.fn.Return<Bench, NotApplicable, Scope.Scope> {
  const { groups } = given.capabilities
  const [first, ...others] = casts(given.world, groups)
  if (first === undefined) {
    return yield* new NotApplicable({
      message:
        "The world has to have three organizations, each with a client that has all permissions and is no user, " +
        "with active users and with roles",
    })
  }
  const { connected, subject } = yield* Connections.make(given)
  return {
    subject,
    casts: [first, ...others],
    careCasts: groups.includes("DefaultTrusts") || groups.includes("CareTrusts") ? careCasts(given.world, groups) : [],
    connected,
    ...(subject.wire !== undefined && { ear: yield* Ear.make(subject, subject.wire, first) }),
  }
})
