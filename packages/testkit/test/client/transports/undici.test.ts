/** What the transport that reads whole answers does with connections and limits, on real sockets. */
import { assert, describe, it } from "@effect/vitest"
import { givenToken } from "@org-trust/http/Credentials"
import * as Undici from "@org-trust/http/node/Undici"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import { Agent } from "undici"
import * as Servers from "./Servers.ts"
import { transports } from "./Transports.ts"

const make = (port: number, options?: Partial<OrgTrust.Options>) =>
  OrgTrust.makeInvoke({
    region: { api: `http://127.0.0.1:${port}`, login: `http://127.0.0.1:${port}` },
    credentials: givenToken("tok-tok-tok"),
    retry: false,
    pacing: false,
    ...options,
  })

const over =
  (network: Layer.Layer<HttpClient.HttpClient>) =>
  <A, E>(effect: Effect.Effect<A, E, HttpClient.HttpClient | Scope.Scope>) =>
    Effect.scoped(Effect.provide(effect, network))

const ways = Object.entries(transports).filter(([name]) => name.includes("whole answers"))

describe.each(ways)("over %s", (_name, { direct }) => {
  it.live("interruption closes the connection", () =>
    Effect.gen(function* () {
      const asked = yield* Deferred.make<void>()
      const closed = yield* Deferred.make<void>()
      const { port } = yield* Servers.listen(
        Servers.onRequest((socket) => {
          socket.once("close", () => Deferred.doneUnsafe(closed, Effect.void))
          Deferred.doneUnsafe(asked, Effect.void)
        }),
      )
      const invoke = yield* make(port)
      const fiber = yield* Effect.forkChild(invoke("Pairings.create", { payload: {} }))
      yield* Deferred.await(asked)
      yield* Fiber.interrupt(fiber)
      yield* Deferred.await(closed)
    }).pipe(over(direct)),
  )

  it.live("calls one after the other share connections", () =>
    Effect.gen(function* () {
      const { port, seen } = yield* Servers.listen(Servers.answering((_, response) => response.writeHead(404).end()))
      const invoke = yield* make(port)
      for (let call = 0; call < 6; call++) yield* Effect.exit(invoke("Pairings.create", { payload: {} }))
      assert.strictEqual(seen.requests, 6)
      // undici has a connection rest for a turn after each answer.
      assert.isAtMost(seen.connections, 2)
    }).pipe(over(direct)),
  )

  it.live("a body without an end is not read beyond the limit", () =>
    Effect.gen(function* () {
      const closed = yield* Deferred.make<void>()
      const { port } = yield* Servers.listen(
        Servers.answering((_, response) => {
          response.on("close", () => Deferred.doneUnsafe(closed, Effect.void))
          const goOn = (): void => {
            while (!response.destroyed && response.write(" ".repeat(1000)));
            response.once("drain", goOn)
          }
          goOn()
        }),
      )
      const error = yield* Effect.flip(
        Effect.flatMap(make(port, { maxBodySize: 10_000 }), (invoke) => invoke("Pairings.create", { payload: {} })),
      )
      assert.strictEqual(error._tag, "UnknownOutcome")
      assert.include(error.message, "larger than 10000 bytes")
      yield* Deferred.await(closed)
    }).pipe(over(direct)),
  )

  it.live("a body that does not end in time may have been carried out", () =>
    Effect.gen(function* () {
      const { port } = yield* Servers.listen(Servers.answering((_, response) => void response.write("{")))
      const error = yield* Effect.flip(
        Effect.flatMap(make(port, { timeout: "200 millis" }), (invoke) => invoke("Pairings.create", { payload: {} })),
      )
      assert.strictEqual(error._tag, "UnknownOutcome")
    }).pipe(over(direct)),
  )
})

describe("a request that waits for a connection", () => {
  const oneConnection = Undici.layerDispatcher(() => new Agent({ connections: 1 }))

  it.live("is not sent once it is given up", () =>
    Effect.gen(function* () {
      const asked = yield* Deferred.make<() => void>()
      const { port, seen } = yield* Servers.listen(
        Servers.answering((_, response) => {
          Deferred.doneUnsafe(
            asked,
            Effect.succeed(() => void response.writeHead(404).end()),
          )
        }),
      )
      const invoke = yield* make(port)
      const create = Effect.exit(invoke("Pairings.create", { payload: {} }))
      const first = yield* Effect.forkChild(create)
      const answer = yield* Deferred.await(asked)
      const second = yield* Effect.forkChild(create, { startImmediately: true })
      yield* Fiber.interrupt(second)
      answer()
      yield* Fiber.join(first)
      yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      assert.strictEqual(seen.requests, 1)
    }).pipe(over(oneConnection)),
  )

  it.live("has not been sent when its time is over", () =>
    Effect.gen(function* () {
      const asked = yield* Deferred.make<void>()
      const { port, seen } = yield* Servers.listen(
        Servers.answering(() => {
          Deferred.doneUnsafe(asked, Effect.void)
        }),
      )
      const patient = yield* make(port)
      const impatient = yield* make(port, { timeout: "50 millis" })
      const first = yield* Effect.forkChild(patient("Pairings.create", { payload: {} }))
      yield* Deferred.await(asked)
      const error = yield* Effect.flip(impatient("Pairings.create", { payload: {} }))
      assert.strictEqual(error._tag, "Unavailable")
      assert.strictEqual(seen.requests, 1)
      yield* Fiber.interrupt(first)
    }).pipe(over(oneConnection)),
  )
})

describe("as an HttpClient", () => {
  it.live("answers have their text, headers, cookies and URL", () =>
    Effect.gen(function* () {
      const { port } = yield* Servers.listen(
        Servers.answering((request, response) => {
          response.setHeader("set-cookie", ["a=1", "b=2"])
          response.setHeader("x-asked", `${request.method} ${request.url}`)
          response.end('{"häßlich":true}')
        }),
      )
      const client = yield* HttpClient.HttpClient
      const url = `http://127.0.0.1:${port}/a b?c=d`
      const response = yield* client.get(url, { urlParams: { f: "g&h" }, hash: "i" })
      assert.strictEqual(response.url, `http://127.0.0.1:${port}/a%20b?c=d&f=g%26h`)
      assert.strictEqual(response.headers["x-asked"], "GET /a%20b?c=d&f=g%26h")
      assert.include(response.headers["set-cookie"], "b=2")
      assert.deepStrictEqual(yield* response.json, { häßlich: true })
      assert.strictEqual((yield* response.arrayBuffer).byteLength, 18)
    }).pipe(over(Undici.layer)),
  )

  it.live("a form is refused before anything is sent", () =>
    Effect.gen(function* () {
      const client = yield* HttpClient.HttpClient
      const request = HttpClientRequest.bodyFormData(HttpClientRequest.post("http://127.0.0.1:9"), new FormData())
      const { reason } = yield* Effect.flip(client.execute(request))
      assert.strictEqual(reason._tag, "EncodeError")
    }).pipe(over(Undici.layer)),
  )
})
