/** What a client tells of a connection that fails at each phase, over each transport, on real sockets. */
import { assert, describe, it } from "@effect/vitest"
import { clientCredentials, givenToken } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import * as Layer from "effect/Layer"
import { type Phase, Progress, TransportFailure } from "@org-trust/http/Transport"
import * as TestClock from "effect/testing/TestClock"
import * as Servers from "./Servers.ts"
import { transports } from "./Transports.ts"

const make = (url: string, options?: Partial<OrgTrust.Options>) =>
  OrgTrust.makeInvoke({
    region: { api: url, login: url },
    credentials: givenToken("tok-tok-tok"),
    retry: false,
    ...options,
  })

/** How making a pairing ends: nothing tells afterwards whether it was made. */
const pair = (url: string, network: Layer.Layer<HttpClient.HttpClient>, options?: Partial<OrgTrust.Options>) =>
  make(url, options).pipe(
    Effect.flatMap((invoke) => Effect.flip(invoke("Pairings.create", { payload: {} }))),
    Effect.provide(network),
    Effect.scoped,
  )

/** A call for which no time passes until this holds, however busy the machine is, and then too much. */
const late = <A, E, R>(call: Effect.Effect<A, E, R>, holds: () => boolean) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(call, { startImmediately: true })
    yield* Effect.promise(async () => {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
    })
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

const alert = Buffer.from([21, 3, 3, 0, 2, 2, 40])

// What is never sent, and what is said of it.
const unsent: Record<string, readonly [scheme: "http" | "https", make: Servers.Make, said: RegExp]> = {
  "a certificate that nobody trusts": ["https", Servers.selfSigned, /no secure connection.*self.signed/],
  "no TLS at all": [
    "https",
    (seen) => Servers.answering((_, response) => response.end())(seen),
    /no secure connection/,
  ],
  "a handshake that is refused": ["https", Servers.onFirstBytes((socket) => socket.end(alert)), /no secure connection/],
  "a handshake that is cut": ["https", Servers.onFirstBytes((socket) => socket.destroy()), /secure|connection/],
  "a handshake that is reset": ["https", Servers.onFirstBytes((socket) => socket.resetAndDestroy()), /connection/],
  "a connection that is reset as it is made": [
    "https",
    () => Servers.onFirstBytes(() => undefined)({ connections: 0, requests: 0 }).on("connection", (s) => s.destroy()),
    /connection/,
  ],
}

// What may have been carried out.
const sent: Record<string, Servers.Make> = {
  "a connection that is cut before the answer": Servers.onRequest((socket) => socket.destroy()),
  "a connection that is reset before the answer": Servers.onRequest((socket) => socket.resetAndDestroy()),
  "an answer that is none": Servers.onRequest((socket) => socket.end("hello\r\n\r\n")),
  "an answer that is cut": Servers.onRequest((socket) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", () => socket.destroy()),
  ),
}

describe.each(Object.entries(transports))("over %s", (_name, { direct, through }) => {
  it.live("a name that does not resolve is not sent", () =>
    Effect.gen(function* () {
      const error = yield* pair("http://no-such-host.invalid", direct)
      assert.strictEqual(error._tag, "Unavailable")
      assert.match(error.message, /no-such-host\.invalid: the name of the host does not resolve/)
    }),
  )

  it.live("a refused connection is not sent", () =>
    Effect.gen(function* () {
      const error = yield* pair(`http://127.0.0.1:${yield* Servers.closedPort}`, direct)
      assert.strictEqual(error._tag, "Unavailable")
      assert.match(error.message, /no connection.*ECONNREFUSED/)
    }),
  )

  it.live.each(Object.entries(unsent))("%s: not sent", ([, [scheme, server, said]]) =>
    Effect.gen(function* () {
      const { port, seen } = yield* Servers.listen(server)
      const error = yield* pair(`${scheme}://localhost:${port}`, direct)
      assert.strictEqual(error._tag, "Unavailable", error.message)
      assert.match(error.message, said)
      assert.strictEqual(seen.requests, 0)
    }),
  )

  it.live.each(Object.entries(sent))("%s: unknown", ([, server]) =>
    Effect.gen(function* () {
      const { port, seen } = yield* Servers.listen(server)
      const error = yield* pair(`http://localhost:${port}`, direct)
      assert.strictEqual(error._tag, "UnknownOutcome", error.message)
      assert.strictEqual(seen.requests, 1)
    }),
  )

  it.effect("no answer in time: unknown", () =>
    Effect.gen(function* () {
      const { port, seen } = yield* Servers.listen(Servers.onRequest(() => undefined))
      const error = yield* late(pair(`http://localhost:${port}`, direct), () => seen.requests === 1)
      assert.strictEqual(error._tag, "UnknownOutcome", error.message)
      assert.strictEqual(seen.requests, 1)
    }),
  )

  it.live("no connection in time is not sent", () =>
    Effect.gen(function* () {
      const error = yield* pair(`http://127.0.0.1:${yield* Servers.fullPort}`, direct, { timeout: "400 millis" })
      assert.strictEqual(error._tag, "Unavailable", error.message)
      assert.strictEqual(error.message, "No connection in time")
    }),
  )

  it.effect("no handshake in time is not sent", () =>
    Effect.gen(function* () {
      const { port, seen } = yield* Servers.listen(Servers.onFirstBytes(() => undefined))
      const error = yield* late(pair(`https://localhost:${port}`, direct), () => seen.connections === 1)
      assert.strictEqual(error._tag, "Unavailable", error.message)
      assert.strictEqual(seen.connections, 1)
    }),
  )

  it.effect("no answer in time is unknown, also over a connection that was there before", () =>
    Effect.gen(function* () {
      let answers = 1
      const { port, seen } = yield* Servers.listen(
        Servers.answering((_, response) => {
          if (answers-- > 0) response.end("{}")
        }),
      )
      const invoke = yield* make(`http://localhost:${port}`)
      yield* Effect.exit(invoke("Pairings.create", { payload: {} }))
      const error = yield* late(Effect.flip(invoke("Pairings.create", { payload: {} })), () => seen.requests === 2)
      assert.strictEqual(error._tag, "UnknownOutcome", error.message)
      assert.strictEqual(seen.requests, 2)
    }).pipe(Effect.provide(direct), Effect.scoped),
  )

  it.live("a certificate ends a call at once, and a login too", () =>
    Effect.gen(function* () {
      const { port, seen } = yield* Servers.listen(Servers.selfSigned)
      const url = `https://localhost:${port}`
      assert.strictEqual((yield* pair(url, direct, { retry: {} }))._tag, "Unavailable")
      assert.strictEqual(seen.connections, 1)
      const credentials = clientCredentials("client", "s3cr3t-s3cr3t")
      assert.strictEqual((yield* pair(url, direct, { retry: {}, credentials }))._tag, "Unavailable")
      assert.strictEqual(seen.connections, 2)
    }),
  )

  it.live.each([403, 407, 502, undefined])("a tunnel that the proxy answers with %s is not sent", (status) =>
    Effect.gen(function* () {
      const target = yield* Servers.listen(Servers.selfSigned)
      const { port, seen } = yield* Servers.listen(Servers.proxy(status))
      const isLasting = status === 403 || status === 407
      const error = yield* pair(
        `https://localhost:${target.port}`,
        through(`http://127.0.0.1:${port}`),
        isLasting ? { retry: {} } : {},
      )
      assert.strictEqual(error._tag, "Unavailable", error.message)
      if (status !== undefined) assert.match(error.message, new RegExp(`tunnel.*${status}`))
      assert.strictEqual(seen.requests, 1)
      assert.strictEqual(target.seen.connections, 0)
    }),
  )
})

/** A transport that fails with this. */
const failing = (cause: unknown, isLate = false) =>
  Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.andThen(
        isLate ? Effect.promise(() => new Promise((resolve) => setImmediate(resolve))) : Effect.void,
        Effect.fail(new HttpClientError({ reason: new TransportError({ request, cause }) })),
      ),
    ),
  )

describe("a mistake in the transport", () => {
  const mistake = new TypeError("dispatcher.request is not a function")

  it.live("ends a call at once and says what it is", () =>
    Effect.gen(function* () {
      const error = yield* pair("http://api.test", failing(mistake), { retry: {} })
      assert.strictEqual(error._tag, "Unavailable")
      assert.match(error.message, /transport itself is at fault: TypeError: dispatcher\.request is not a function/)
    }),
  )

  it.live("leaves open what was done where it comes later", () =>
    Effect.gen(function* () {
      const error = yield* pair("http://api.test", failing(mistake, true), { retry: {} })
      assert.strictEqual(error._tag, "UnknownOutcome")
      assert.match(error.message, /is not a function/)
    }),
  )

  it.live("that is thrown is no defect of a call", () =>
    Effect.gen(function* () {
      const network = Layer.succeed(
        HttpClient.HttpClient,
        HttpClient.make(() => Effect.die(mistake)),
      )
      const error = yield* pair("http://api.test", network, { retry: {} })
      assert.strictEqual(error._tag, "Unavailable")
      assert.match(error.message, /is not a function/)
    }),
  )

  it.live("is not what fetch says of a network", () =>
    Effect.gen(function* () {
      for (const message of ["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource."]) {
        const error = yield* pair("http://api.test", failing(new TypeError(message)))
        assert.strictEqual(error._tag, "UnknownOutcome")
      }
    }),
  )
})

describe("a transport that says how far it was", () => {
  const phases: ReadonlyArray<readonly [Phase, "Unavailable" | "UnknownOutcome"]> = [
    ["resolving", "Unavailable"],
    ["connecting", "Unavailable"],
    ["tunnel", "Unavailable"],
    ["handshake", "Unavailable"],
    ["writing", "UnknownOutcome"],
    ["waiting", "UnknownOutcome"],
    ["body", "UnknownOutcome"],
  ]

  it.live.each(phases)("in %s is believed: %s", ([phase, tag]) =>
    Effect.gen(function* () {
      const cause = new TransportFailure({ phase, message: "it broke" })
      assert.strictEqual((yield* pair("http://api.test", failing(cause)))._tag, tag)
    }),
  )

  it.live.each(phases)("and is given up in %s: %s", ([phase, tag]) =>
    Effect.gen(function* () {
      const network = Layer.succeed(
        HttpClient.HttpClient,
        HttpClient.make(() =>
          Effect.flatMap(Progress, (note) => {
            note(phase)
            return Effect.never
          }),
        ),
      )
      assert.strictEqual((yield* pair("http://api.test", network, { timeout: "20 millis" }))._tag, tag)
    }),
  )
})

// What other runtimes say, as seen with Bun 1.4, Deno 2 and Node 26.
const elsewhere: ReadonlyArray<readonly [text: string, cause: unknown, isSent: boolean]> = [
  ["Bun, no such name", Object.assign(new TypeError("getaddrinfo ENOTFOUND x"), { code: "ENOTFOUND" }), false],
  ["Bun, refused", Object.assign(new TypeError("Unable to connect."), { code: "ECONNREFUSED" }), false],
  ["Bun, certificate", Object.assign(new TypeError("x"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }), false],
  ["Bun, handshake", Object.assign(new TypeError("EPROTO: The TLS handshake failed."), { code: "EPROTO" }), false],
  ["Bun, cut", Object.assign(new TypeError("The socket connection was closed"), { code: "ECONNRESET" }), true],
  ...(
    ["dns error: no", "tcp connect error: refused", "invalid peer certificate: Expired", "tls handshake eof"] as const
  ).map(
    (why) =>
      [
        `Deno, ${why}`,
        new TypeError("fetch failed", { cause: new Error(`error sending request: client error (Connect): ${why}`) }),
        false,
      ] as const,
  ),
  ["Deno, cut", new TypeError("fetch failed", { cause: new Error("client error (SendRequest): closed") }), true],
  ["several addresses", new AggregateError([refused("::1"), refused("127.0.0.1")], ""), false],
  ["several, of which one was read from", new AggregateError([refused("::1"), new Error("read ECONNRESET")]), true],
  ["a read that finds no host", Object.assign(new Error("read"), { code: "EHOSTUNREACH", syscall: "read" }), true],
]

function refused(host: string): Error {
  return Object.assign(new Error(`connect ECONNREFUSED ${host}`), { code: "ECONNREFUSED", syscall: "connect" })
}

describe("other runtimes", () => {
  it.live.each(elsewhere)("%s", ([, cause, isSent]) =>
    Effect.gen(function* () {
      const error = yield* pair("http://api.test", failing(cause))
      assert.strictEqual(error._tag, isSent ? "UnknownOutcome" : "Unavailable", error.message)
    }),
  )
})
