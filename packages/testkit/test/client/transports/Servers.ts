/** Servers that break a connection at each phase, on real sockets. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import * as http from "node:http"
import * as https from "node:https"
import * as net from "node:net"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

// Signed by itself, for localhost, until 2126: nobody trusts it.
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfEP9Eu4+PHL0dOVu
3jplo5p39ODxb9R6TZ8CBF+BT5uhRANCAAR1SIcayWejOJbXstFTmonMGjraf/3J
R6mSa9lkw2RvvCjq2Fk+OG9MST9l/swMIEKaQ9UItREGr0lsJWR9zrPe
-----END PRIVATE KEY-----
`
export const cert = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUHiG1F4Iei0Ddgfsfkw8oM8h7m7cwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODAzMTQ0N1oYDzIxMjYxMTA0
MDMxNDQ3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR1SIcayWejOJbXstFTmonMGjraf/3JR6mSa9lkw2RvvCjq2Fk+OG9M
ST9l/swMIEKaQ9UItREGr0lsJWR9zrPeo28wbTAdBgNVHQ4EFgQUFm9stXFyC6+o
jIJcREpk3YIcDyQwHwYDVR0jBBgwFoAUFm9stXFyC6+ojIJcREpk3YIcDyQwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgMwkqevqs8R1WV9ELO795LUrloLDzHD1xE3bYXNQoWYwCIQDl
nLb0KYRw5iGvdb3qZag7isAEHt9PsNvV3GO0TbbnTQ==
-----END CERTIFICATE-----
`

/** A server that listens, and what it has seen. */
export interface Listening {
  readonly port: number
  readonly seen: { connections: number; requests: number }
}

type Seen = Listening["seen"]

/** Makes a server, which counts the requests that it reads. */
export type Make = (seen: Seen) => net.Server

/** Listens on a free port of this machine until the scope ends. */
export const listen = (make: Make): Effect.Effect<Listening, never, Scope.Scope> => {
  const seen: Seen = { connections: 0, requests: 0 }
  const sockets = new Set<net.Socket>()
  const open = Effect.callback<net.Server>((resume) => {
    const server = make(seen)
    server.on("connection", (socket: net.Socket) => {
      seen.connections++
      sockets.add(socket)
      socket.on("error", () => undefined)
      socket.on("close", () => sockets.delete(socket))
    })
    server.on("tlsClientError", () => undefined)
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  })
  const close = (server: net.Server) =>
    Effect.sync(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
  return Effect.map(Effect.acquireRelease(open, close), (server) => {
    const address = server.address()
    return { port: typeof address === "object" && address !== null ? address.port : 0, seen }
  })
}

/** A port on which nobody listens. */
export const closedPort: Effect.Effect<number> = Effect.scoped(
  Effect.map(
    listen(() => net.createServer()),
    ({ port }) => port,
  ),
)

// Listens and stands still: what connects to it is let in by the system until its short row is full.
const standing = `
  const server = require("node:net").createServer()
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    require("node:fs").writeSync(1, String(server.address().port))
    process.kill(process.pid, "SIGSTOP")
  })`

/** A port where a connection is neither made nor refused, until the scope ends. */
export const fullPort: Effect.Effect<number, never, Scope.Scope> = Effect.gen(function* () {
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, ["--eval", standing], { stdio: ["ignore", "pipe", "inherit"] })),
    (child) => Effect.sync(() => child.kill("SIGKILL")),
  )
  const [said]: ReadonlyArray<unknown> = yield* Effect.promise(() => once(child.stdout, "data"))
  const port = Number(String(said))
  const connect = Effect.sync(() => net.connect(port, "127.0.0.1").on("error", () => undefined))
  const row = yield* Effect.acquireRelease(Effect.replicateEffect(connect, 8), (sockets) =>
    Effect.sync(() => sockets.forEach((socket) => socket.destroy())),
  )
  yield* Effect.promise(() => Promise.all(row.slice(0, 2).map((socket) => once(socket, "connect"))))
  return port
})

/** Does something to each connection once its first bytes have come. */
export const onFirstBytes =
  (act: (socket: net.Socket) => void): Make =>
  () =>
    net.createServer((socket) => void socket.once("data", () => act(socket)))

/** Counts what comes first as a request, and then does something to the connection. */
export const onRequest =
  (act: (socket: net.Socket) => void): Make =>
  (seen) =>
    net.createServer((socket) => {
      socket.once("data", () => {
        seen.requests++
        act(socket)
      })
    })

/** Answers each request. */
export const answering =
  (answer: (request: http.IncomingMessage, response: http.ServerResponse) => void): Make =>
  (seen) =>
    http.createServer((request, response) => {
      seen.requests++
      request.resume()
      request.on("end", () => answer(request, response))
    })

/** A server whose certificate nobody trusts. */
export const selfSigned: Make = (seen) =>
  https.createServer({ key, cert }, (_, response) => {
    seen.requests++
    response.end("{}")
  })

/** A proxy that answers each request for a tunnel with a status, or with nothing. */
export const proxy =
  (status: number | undefined): Make =>
  (seen) =>
    net.createServer((socket) => {
      socket.once("data", () => {
        seen.requests++
        if (status === undefined) socket.destroy()
        else socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
      })
    })
