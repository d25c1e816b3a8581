/**
 * The clients of a world, each connected at most once, and anew where so much time was
 * let pass that its access token may have run out: a client at work for weeks within a
 * second would be refused for logging in too often.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import type { WorldClient } from "../../WorldFile.ts"
import type { Subject } from "../Subject.ts"

/** A token is good for five minutes at least. */
const shortestToken = Duration.minutes(4)

/** Connections to a subject. */
export interface Connections {
  /** The subject, whose time is watched. */
  readonly subject: Subject
  /** The operations as a client can call them. */
  readonly connected: (client: WorldClient) => Effect.Effect<Invoke>
}

/** Connections that end with the scope. */
export const make = Effect.fnUntraced(function* (subject: Subject): Effect.fn.Return<Connections, never, Scope.Scope> {
  const outer = yield* Scope.Scope
  const connections = new Map<string, Effect.Effect<Invoke>>()
  const { passTime } = subject
  let scope = yield* Scope.fork(outer)
  let passed = Duration.zero

  const connectAnew = Effect.gen(function* () {
    const before = scope
    const own = yield* Scope.fork(outer)
    for (const client of subject.world.clients) {
      const build = Effect.map(Layer.buildWithScope(subject.connect(client), own), Services.toInvoke)
      connections.set(client.id, yield* Effect.cached(build))
    }
    scope = own
    yield* Scope.close(before, Exit.void)
  })

  yield* connectAnew
  return {
    subject:
      passTime === undefined
        ? subject
        : {
            ...subject,
            passTime: (duration) =>
              Effect.suspend(() => {
                passed = Duration.sum(passed, duration)
                if (Duration.isLessThanOrEqualTo(passed, shortestToken)) return passTime(duration)
                passed = Duration.zero
                return Effect.andThen(passTime(duration), connectAnew)
              }),
          },
    connected: (client) =>
      connections.get(client.id) ?? Effect.die(new Error(`The world has no client with the id ${client.id}`)),
  }
})
