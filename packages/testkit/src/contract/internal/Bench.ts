/**
 * An implementation set up to be tested: each client connected at most once, and
 * all ways to cast its organizations.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import type { WorldClient } from "../../WorldFile.ts"
import { type Cast, casts } from "../Cast.ts"
import type { Subject } from "../Subject.ts"
import { NotApplicable } from "../Violation.ts"

/** An implementation set up to be tested. */
export interface Bench {
  readonly subject: Subject
  readonly casts: readonly [Cast, ...Array<Cast>]
  /** The operations as a client can call them. */
  readonly connected: (client: WorldClient) => Effect.Effect<Invoke>
}

/** Sets an implementation up until the scope closes; fails where the world cannot be cast. */
export const make = Effect.fnUntraced(function* (
  subject: Subject,
): Effect.fn.Return<Bench, NotApplicable, Scope.Scope> {
  const [first, ...others] = casts(subject.world, subject.capabilities.groups)
  if (first === undefined) {
    return yield* new NotApplicable({
      message:
        "The world has to have three organizations, each with a client that has all permissions and is no user, " +
        "with active users and with roles",
    })
  }
  const scope = yield* Scope.Scope
  const connections = new Map<string, Effect.Effect<Invoke>>()
  for (const client of subject.world.clients) {
    const connect = Effect.map(Layer.buildWithScope(subject.connect(client), scope), Services.toInvoke)
    connections.set(client.id, yield* Effect.cached(connect))
  }
  return {
    subject,
    casts: [first, ...others],
    connected: (client) =>
      connections.get(client.id) ?? Effect.die(new Error(`The world has no client with the id ${client.id}`)),
  }
})
