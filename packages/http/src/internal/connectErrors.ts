import * as Predicate from "effect/Predicate"
import type { Phase } from "../Transport.ts"
import { subscribe } from "./diagnostics.ts"

/** Errors of connections that did not come about, and how far these had come. */
const phases = new WeakMap<object, Phase>()

let isWatching = false

/** undici (the package, and the one inside Node's `fetch`) tells of each connection that it cannot make. */
const onConnectError = (message: unknown): void => {
  if (Predicate.hasProperty(message, "error") && Predicate.isObject(message.error)) {
    phases.set(message.error, "connecting")
  }
}

/** `node:http` tells of each request that fails, whose socket knows whether TLS was agreed on. */
const onRequestError = (message: unknown): void => {
  if (!Predicate.hasProperty(message, "error") || !Predicate.isObject(message.error)) return
  if (!Predicate.hasProperty(message, "request") || !Predicate.hasProperty(message.request, "socket")) return
  const { socket } = message.request
  if (Predicate.isNullish(socket)) phases.set(message.error, "connecting")
  else if (Predicate.hasProperty(socket, "secureConnecting") && socket.secureConnecting === true) {
    phases.set(message.error, "handshake")
  }
}

/**
 * Listens, from the first request on, to what Node and undici tell of failed connections:
 * a `read ECONNRESET` of a handshake looks like that of a request, but for who tells of
 * it. Nothing is told where nothing fails, and nothing is kept but errors that somebody
 * else keeps.
 */
export const watchConnectErrors = (): void => {
  if (isWatching) return
  isWatching = true
  subscribe("undici:client:connectError", onConnectError)
  subscribe("http.client.request.error", onRequestError)
}

/** How far a connection had come that has failed with this error; undefined where nobody has told of it. */
export const connectPhaseOf = (error: object): Phase | undefined => phases.get(error)
