/**
 * The connection that an exchange runs over, as far as it can be cut.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

interface OverSocket {
  readonly socket: { readonly destroy: () => void }
}

// Asked of the object rather than of its class, so that the emulator does not depend on one kind of server.
const isOverSocket = (source: object): source is OverSocket =>
  Predicate.hasProperty(source, "socket") &&
  Predicate.hasProperty(source.socket, "destroy") &&
  Predicate.isFunction(source.socket.destroy)

/** How to cut a connection, so that the client gets no answer, or no more of it. */
export interface Connection {
  readonly cut: Effect.Effect<void, never, HttpServerRequest.HttpServerRequest>
}

/**
 * The connection of the exchange that is under way: the request's socket. A request
 * that has none, as that of a web handler, stays uncut and gets its answer.
 */
export const Connection = Context.Reference<Connection>("@org-trust/testkit/emulator/Connection", {
  defaultValue: () => ({
    cut: Effect.map(HttpServerRequest.HttpServerRequest, ({ source }) => {
      if (isOverSocket(source)) source.socket.destroy()
    }),
  }),
})

/** Stands for the answer where the connection was cut, and is the answer where it cannot be. */
export const lost = HttpServerResponse.empty({ status: 500 })
