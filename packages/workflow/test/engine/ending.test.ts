import { once } from "node:events"
import { connect, type Socket as NetSocket } from "node:net"
import * as NodeSocket from "@effect/platform-node/NodeSocket"
import * as NodeSocketServer from "@effect/platform-node/NodeSocketServer"
import { assert, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Scope from "effect/Scope"
import { SocketServer } from "effect/socket/SocketServer"
import * as TestClock from "effect/testing/TestClock"
import * as Connections from "../../src/internal/Connections.ts"
import { endWithin } from "../../src/internal/endWithin.ts"

it.live("what is written to a connection that is gone fails at once, and does not wait", () =>
  Effect.gen(function* () {
    const { address, run } = yield* SocketServer
    if (address._tag === "UnixPathAddress") return assert.fail("a port was asked for")
    const outcome = yield* Deferred.make<ReadonlyArray<Exit.Exit<unknown, unknown>>>()
    const client: NetSocket = connect({ port: address.port, host: "127.0.0.1" })
    client.on("error", () => {})
    yield* run((socket) =>
      Effect.gen(function* () {
        const connection = Option.getOrThrow(yield* Effect.serviceOption(NodeSocket.NetSocket))
        const { write, writeAll } = yield* socket.writer
        const { pull } = yield* socket.reader
        yield* pull
        const gone = Effect.promise(() => once(connection, "close"))
        yield* Effect.sync(() => client.resetAndDestroy())
        // It breaks while somebody reads.
        const heard = yield* Effect.exit(pull)
        if (!connection.closed) yield* gone
        yield* Deferred.succeed(outcome, [
          heard,
          ...(yield* Effect.forEach([write("one"), writeAll(["two"]), write("three")], Effect.exit)),
        ])
      }).pipe(Effect.scoped),
    ).pipe(Effect.forkScoped)
    client.write("hello")
    const exits = yield* Deferred.await(outcome)
    assert.strictEqual(exits.length, 4)
    for (const exit of exits) assert.include(String(exit), "SocketError: 1006")
  }).pipe(Effect.scoped, Effect.provide(Connections.bind(NodeSocketServer.layer({ host: "127.0.0.1", port: 0 })))),
)

class Held extends Context.Service<Held, string>()("test/Held") {}

const ends = (finalizer: Effect.Effect<void>) =>
  Effect.gen(function* () {
    const said: Array<string> = []
    const logger = Logger.layer([Logger.make(({ message }) => void said.push(String(message)))])
    const layer = Layer.effect(Held, Effect.addFinalizer(() => finalizer).pipe(Effect.as("it")))
    const scope = yield* Scope.make()
    const context = yield* Layer.buildWithScope(
      endWithin(layer, { most: Duration.seconds(10), what: "The worker" }),
      scope,
    )
    assert.strictEqual(Context.get(context, Held), "it")
    const closing = yield* Effect.forkChild(Scope.close(scope, Exit.void).pipe(Effect.provide(logger)), {
      startImmediately: true,
    })
    return { closing, said }
  })

it.effect("an end that never comes is waited for as long as is said, and told", () =>
  Effect.gen(function* () {
    const { closing, said } = yield* ends(Effect.never)
    yield* TestClock.adjust("9900 millis")
    assert.strictEqual(closing.pollUnsafe(), undefined)
    yield* TestClock.adjust("100 millis")
    yield* Fiber.join(closing)
    assert.deepStrictEqual(said, ["The worker did not end within 10s, and is left behind"])
  }),
)

it.effect("an end that comes is waited for, and nothing is told", () =>
  Effect.gen(function* () {
    let ended = false
    const { closing, said } = yield* ends(
      Effect.andThen(
        Effect.sleep("3 seconds"),
        Effect.sync(() => {
          ended = true
        }),
      ),
    )
    yield* TestClock.adjust("2 seconds")
    assert.isFalse(ended)
    yield* TestClock.adjust("1 second")
    yield* Fiber.join(closing)
    assert.isTrue(ended)
    assert.deepStrictEqual(said, [])
  }),
)
