/**
 * A server of Node as an emulator needs it: it does not wait forever, and whatever
 * cannot even be read as a request is answered as the API answers.
 */
import { randomUUID } from "node:crypto"
import { createServer, type Server, type ServerResponse, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import * as Duration from "effect/Duration"
import { InvalidRequest, NotFound, type TrustError, Unavailable } from "@org-trust/core/TrustError"
import { fromTrustError } from "@org-trust/http/ErrorResponse"

/**
 * For how long a server waits for its clients.
 * @category models
 * @since 0.1.0
 */
export interface Patience {
  /** For the whole head of a request. */
  readonly head: Duration.Duration
  /** For the whole request. */
  readonly request: Duration.Duration
  /** For another request on a connection. */
  readonly idle: Duration.Duration
  /** How often it looks whether that was too long: waits can be longer by this much. */
  readonly precision: Duration.Duration
}

/**
 * 10 seconds for a head, 30 for a request, 5 for another one, each within a second.
 * @category constants
 * @since 0.1.0
 */
export const defaultPatience: Patience = {
  head: Duration.seconds(10),
  request: Duration.seconds(30),
  idle: Duration.seconds(5),
  precision: Duration.seconds(1),
}

/**
 * Bytes that the names and values of a request's headers can have at most.
 * @category constants
 * @since 0.1.0
 */
export const maxHeadBytes = 16_384

const unreadable = (code: string | undefined): TrustError => {
  const origin = { operation: "unreadable request", correlationId: randomUUID() }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    const message = "The request did not arrive in time"
    return new Unavailable({ ...origin, message, reason: "Status", status: 408, code: "client.timeout" })
  }
  const message =
    code === "HPE_HEADER_OVERFLOW"
      ? `The headers of a request can have at most ${maxHeadBytes} bytes`
      : "The request could not be read"
  // Also for headers that are too long, as the API documents no 431.
  return new InvalidRequest({ ...origin, message, code: "bad.request", status: 400, details: [] })
}

const lastAnswer = (error: TrustError): string => {
  const { body, headers, status } = fromTrustError(error)
  const text = JSON.stringify(body)
  const head = {
    ...headers,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    connection: "close",
  }
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...Object.entries(head).map(([name, value]) => `${name}: ${value}`),
    "",
    text,
  ].join("\r\n")
}

/**
 * A server that does not listen yet.
 * @category constructors
 * @since 0.1.0
 */
export const makeServer = (patience: Patience = defaultPatience): Server => {
  const server = createServer({
    headersTimeout: Duration.toMillis(patience.head),
    requestTimeout: Duration.toMillis(patience.request),
    keepAliveTimeout: Duration.toMillis(patience.idle),
    connectionsCheckingInterval: Duration.toMillis(patience.precision),
    maxHeaderSize: maxHeadBytes,
    // Answered by the emulator, with a body.
    requireHostHeader: false,
    // Some clients ask for HTTP/2 at every opportunity, and go on with what they have.
    shouldUpgradeCallback: () => false,
  })
  // The size of a head is limited already, and headers beyond a number would be dropped unnoticed.
  server.maxHeadersCount = 0

  // The latest request of a connection, and the answers that are still due on it, in order.
  const exchanges = new WeakMap<Duplex, { readonly latest: ServerResponse; readonly due: Set<ServerResponse> }>()
  server.on("request", ({ socket }, response) => {
    const { due } = exchanges.get(socket) ?? { due: new Set<ServerResponse>() }
    exchanges.set(socket, { latest: response, due: due.add(response) })
    response.once("close", () => due.delete(response))
  })
  // Nothing has to be expected of a server: what it does not know it can leave aside.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response))
  // Reads on for a while: a client that is still sending might lose an answer that comes with a closed connection.
  const hangUp = (socket: Duplex, error: TrustError) => {
    if (!socket.writable) return void socket.destroy()
    socket.end(lastAnswer(error))
    socket.resume()
    const timer = setTimeout(() => socket.destroy(), Duration.toMillis(patience.precision))
    socket.once("close", () => clearTimeout(timer))
  }
  const refused = new WeakSet<Duplex>()
  const refuse = (socket: Duplex, error: TrustError) => {
    // What else comes over such a connection is just as unreadable.
    if (refused.has(socket)) return
    refused.add(socket)
    const { due, latest } = exchanges.get(socket) ?? { due: new Set<ServerResponse>(), latest: undefined }
    // An answer that was given before the request was complete is the only one to it.
    if (latest !== undefined && !latest.req.complete && latest.headersSent) return void socket.destroy()
    // Answers come in the order of the requests, and the requests before this one were right.
    const before = [...due].findLast(({ req }) => req.complete)
    if (before === undefined) hangUp(socket, error)
    else before.once("close", () => hangUp(socket, error))
  }
  server.on("clientError", ({ code }: NodeJS.ErrnoException, socket) => refuse(socket, unreadable(code)))
  server.on("connect", ({ method = "", url = "" }, socket) => {
    const operation = `${method} ${url}`
    const message = `The API has no ${operation}`
    refuse(socket, new NotFound({ operation, message, correlationId: randomUUID() }))
  })
  return server
}
