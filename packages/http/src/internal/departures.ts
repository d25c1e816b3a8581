/**
 * Whether a request has left the machine, where it is given up before its transport has
 * said anything: at its timeout, no error tells how far it was. Node and undici tell of
 * each request and of each connection as they begin; none of it is told per call, so
 * requests are known by method and URL. Requests that are alike are taken together: one
 * that has left stands for all of them.
 */
import * as Predicate from "effect/Predicate"
import { subscribe } from "./diagnostics.ts"

/** What is known of the requests of one kind since a call began. */
export interface Departure {
  /** Whether a transport has told of the request, and of nothing that lets it leave. */
  readonly isHeldUp: () => boolean
  /** Nobody asks any more. */
  readonly end: () => void
}

class Watched {
  /** undici has made a request. */
  isMade = false
  /** A request waits for a connection, and has not left. */
  isConnecting = false
  hasLeft = false
  readonly origin: string
  constructor(origin: string) {
    this.origin = origin
  }
}

/** The calls under way, by method and URL of their requests. */
const watched = new Map<string, Set<Watched>>()

const keyOf = (method: string, origin: string, path: string): string =>
  `${method} ${origin}${path.replace(/[?#].*$/s, "")}`

const text = (value: object, name: string): string => {
  const found = Predicate.hasProperty(value, name) ? value[name] : undefined
  return typeof found === "string" ? found : ""
}

const requestIn = (message: unknown): object | undefined =>
  Predicate.hasProperty(message, "request") && Predicate.isObject(message.request) ? message.request : undefined

const like = (key: string): Iterable<Watched> => watched.get(key) ?? []

const ofUndici = (message: unknown): Iterable<Watched> => {
  const request = requestIn(message)
  return request === undefined
    ? []
    : like(keyOf(text(request, "method"), text(request, "origin"), text(request, "path")))
}

/** Those whose requests go to where a connection of undici goes. */
const connectedBy = function* (message: unknown): Iterable<Watched> {
  if (!Predicate.hasProperty(message, "connectParams") || !Predicate.isObject(message.connectParams)) return
  const origin = `${text(message.connectParams, "protocol")}//${text(message.connectParams, "host")}`
  for (const calls of watched.values()) for (const call of calls) if (call.origin === origin) yield call
}

interface Emitter {
  readonly once: (event: string, listener: (value: unknown) => void) => unknown
}

const isEmitter = (value: unknown): value is Emitter =>
  Predicate.hasProperty(value, "once") && Predicate.isFunction(value.once)

const is = (value: unknown, name: string): boolean => Predicate.hasProperty(value, name) && value[name] === true

interface ClientRequest extends Emitter {
  readonly getHeader: (name: string) => unknown
}

const isClientRequest = (value: unknown): value is ClientRequest =>
  isEmitter(value) && Predicate.hasProperty(value, "getHeader") && Predicate.isFunction(value.getHeader)

/** `node:http` gives each request a socket, which may have to be connected first. */
const onNodeRequest = (message: unknown): void => {
  const request = requestIn(message)
  if (!isClientRequest(request)) return
  const origin = `${text(request, "protocol")}//${String(request.getHeader("host"))}`
  for (const call of like(keyOf(text(request, "method"), origin, text(request, "path")))) {
    const leaves = (): void => {
      call.hasLeft = true
    }
    call.isConnecting = true
    request.once("socket", (socket) => {
      const isReady = !is(socket, "connecting") && !is(socket, "secureConnecting")
      if (isReady || !isEmitter(socket)) leaves()
      else socket.once(is(socket, "encrypted") ? "secureConnect" : "connect", leaves)
    })
  }
}

let isWatching = false

const watch = (): void => {
  if (isWatching) return
  isWatching = true
  subscribe("http.client.request.created", onNodeRequest)
  subscribe("undici:request:create", (message) => {
    for (const call of ofUndici(message)) call.isMade = true
  })
  // Only who waits for a connection of its own is known to wait: not every version tells when a request is written.
  subscribe("undici:client:beforeConnect", (message) => {
    for (const call of connectedBy(message)) call.isConnecting ||= call.isMade
  })
  subscribe("undici:client:connected", (message) => {
    for (const call of connectedBy(message)) call.hasLeft = true
  })
  subscribe("undici:client:sendHeaders", (message) => {
    for (const call of ofUndici(message)) call.hasLeft = true
  })
}

/** Origin and path of a URL that is written as platforms write it; any other is not recognized in what they tell. */
const parts = /^(https?:\/\/)(?:[^/?#@]*@)?([^/?#]+)([^?#]*)/

/** Watches, from now on, what is told of a request that is about to be made. */
export const watchDeparture = (method: string, url: string): Departure => {
  watch()
  const [, scheme = "", host = "", path = ""] = parts.exec(url) ?? []
  const origin = scheme + host
  const key = keyOf(method, origin, path)
  const call = new Watched(origin)
  const calls = watched.get(key) ?? new Set()
  watched.set(key, calls.add(call))
  return {
    isHeldUp: () => call.isConnecting && !call.hasLeft,
    end: () => {
      calls.delete(call)
      if (calls.size === 0) watched.delete(key)
    },
  }
}
