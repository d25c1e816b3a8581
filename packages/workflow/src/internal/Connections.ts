/**
 * Connections from other workers, which end when the other end is gone. A write of Effect's
 * waits for room, or for a reader, that a connection which is closed already never has; and
 * its server ends with its connections. So a worker that had been frozen never ended.
 */
import * as NodeSocket from "@effect/platform-node/NodeSocket"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Semaphore from "effect/Semaphore"
import * as Socket from "effect/socket/Socket"
import { SocketServer } from "effect/socket/SocketServer"

const closed = new Socket.SocketError({ reason: new Socket.SocketCloseError({ code: 1006 }) })

/** Fails when the connection that is being served is no more. */
const ending = Effect.gen(function* () {
  const connection = yield* Effect.serviceOption(NodeSocket.NetSocket)
  if (Option.isNone(connection)) return Effect.never
  const gone = yield* Deferred.make<never, Socket.SocketError>()
  const end = () => Deferred.doneUnsafe(gone, Effect.fail(closed))
  if (connection.value.closed) end()
  else connection.value.once("close", end)
  return Deferred.await(gone)
})

/**
 * A connection on which nothing is written any more once it is gone. One write waits for
 * another: where there is no room each would add three listeners, and Node warns of so many.
 */
const bounded = (socket: Socket.Socket) =>
  Effect.map(ending, (gone) => {
    const writing = Semaphore.makeUnsafe(1)
    const unlessGone = (write: Effect.Effect<void, Socket.SocketError>) =>
      writing.withPermit(Effect.raceFirst(write, gone))
    return Socket.make({
      reader: Effect.map(socket.reader, (reader) => ({
        ...reader,
        // One that breaks is one that ends: the other side says what it wants to say again. Of
        // any other failure Effect's server dies.
        pull: Effect.mapError(reader.pull, () => closed),
      })),
      writer: Effect.map(socket.writer, ({ write, writeAll }) => ({
        write: (chunk) => unlessGone(write(chunk)),
        writeAll: (chunks) => unlessGone(writeAll(chunks)),
      })),
    })
  })

/** Has a server end its connections so. */
export const bind = <E, R>(server: Layer.Layer<SocketServer, E, R>): Layer.Layer<SocketServer, E, R> =>
  Layer.effect(
    SocketServer,
    Effect.map(SocketServer, ({ address, run }) =>
      SocketServer.of({
        address,
        run: (handler) => run((socket) => Effect.flatMap(bounded(socket), handler)),
      }),
    ),
  ).pipe(Layer.provide(server))
