/**
 * The clients of a world, each connected once, and anew where time was let pass and its
 * access token is not taken any more: a client that lives for years within a minute has
 * to log in more often than one client of ours does.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Scope from "effect/Scope"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import type { TrustError } from "@org-trust/core/TrustError"
import type { WorldClient } from "../../WorldFile.ts"
import type { Subject } from "../Subject.ts"

/** A token is good for five minutes at least. */
const shortestToken = Duration.toMillis(Duration.minutes(4))

/** Connections to a subject. */
export interface Connections {
  /** The subject, whose time is watched. */
  readonly subject: Subject
  /** The operations as a client can call them. */
  readonly connected: (client: WorldClient) => Effect.Effect<Invoke>
}

interface Connection {
  readonly invoke: Effect.Effect<Invoke>
  /** How much time had been let pass before. */
  readonly since: number
}

const isUnauthenticated = ({ _tag: tag }: TrustError): boolean => tag === "Unauthenticated"

/** Connections that end with the scope. */
export const make = Effect.fnUntraced(function* (subject: Subject): Effect.fn.Return<Connections, never, Scope.Scope> {
  const scope = yield* Scope.Scope
  const connections = new Map<string, Connection>()
  const { passTime } = subject
  let passed = 0

  const connect = Effect.fnUntraced(function* (client: WorldClient) {
    const build = Effect.map(Layer.buildWithScope(subject.connect(client), scope), Services.toInvoke)
    const connection: Connection = { invoke: yield* Effect.cached(build), since: passed }
    connections.set(client.id, connection)
    return connection
  })
  for (const client of subject.world.clients) yield* connect(client)

  const known = (client: WorldClient): Effect.Effect<Connection> => {
    const connection = connections.get(client.id)
    return connection === undefined
      ? Effect.die(new Error(`The world has no client with the id ${client.id}`))
      : Effect.succeed(connection)
  }

  const invokeAs =
    (client: WorldClient): Invoke =>
    (operation, input) =>
      Effect.gen(function* () {
        const { invoke, since } = yield* known(client)
        const result = yield* Effect.result((yield* invoke)(operation, input))
        if (Result.isSuccess(result)) return result.success
        if (!isUnauthenticated(result.failure) || passed - since < shortestToken)
          return yield* Effect.fail(result.failure)
        const anew = yield* connect(client)
        return yield* (yield* anew.invoke)(operation, input)
      })

  return passTime === undefined
    ? { subject, connected: (client) => Effect.flatMap(known(client), ({ invoke }) => invoke) }
    : {
        subject: {
          ...subject,
          passTime: (duration) =>
            Effect.suspend(() => {
              passed += Duration.toMillis(duration)
              return passTime(duration)
            }),
        },
        connected: (client) => Effect.as(known(client), invokeAs(client)),
      }
})
