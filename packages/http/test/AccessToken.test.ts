import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/testing/TestClock"
import * as AccessToken from "../src/internal/AccessToken.ts"
import { makeWire } from "../src/internal/wire.ts"
import { clientCredentials, givenToken, tokenSource } from "@org-trust/http/Credentials"
import { defaultLimits } from "@org-trust/http/Limits"
import { defaultRetry, type Retry } from "@org-trust/http/Retry"
import * as FakeServer from "./support/FakeServer.ts"

const login = "https://login.test/gateway/"
const credentials = clientCredentials("client", "the-secret")

const start = (answer: (count: number) => FakeServer.Answer, retry?: Retry) => {
  let count = 0
  const server = FakeServer.make(() => answer(++count))
  return Effect.map(
    Effect.flatMap(makeWire(server.client), (wire) => AccessToken.make(wire, credentials, login, defaultLimits, retry)),
    (accessToken) => ({ accessToken, sent: server.sent }),
  )
}

const concurrently = <A, E>(effect: Effect.Effect<A, E>, count = 1000) =>
  Effect.all(
    Array.from({ length: count }, () => effect),
    { concurrency: "unbounded" },
  )

describe("a login", () => {
  it.effect("is the client-credentials grant", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start(() => FakeServer.granted("token"))
      assert.strictEqual(Redacted.value(yield* accessToken.get), "token")
      assert.strictEqual(sent.length, 1)
      assert.strictEqual(sent[0]?.method, "POST")
      assert.strictEqual(sent[0]?.url.href, "https://login.test/gateway/oauth/token")
      assert.strictEqual(sent[0]?.body, "grant_type=client_credentials")
      assert.strictEqual(sent[0]?.headers["authorization"], "Basic Y2xpZW50OnRoZS1zZWNyZXQ=")
      assert.strictEqual(sent[0]?.headers["content-type"], "application/x-www-form-urlencoded")
    }),
  )

  it.effect("is shared by a thousand concurrent callers", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start((count) =>
        Effect.as(Effect.sleep("1 second"), FakeServer.granted(`token-${count}`)),
      )
      const fiber = yield* Effect.forkChild(concurrently(accessToken.get))
      yield* TestClock.adjust("1 second")
      const tokens = yield* Fiber.join(fiber)
      assert.deepStrictEqual([...new Set(tokens.map(Redacted.value))], ["token-1"])
      assert.strictEqual(sent.length, 1)
    }),
  )

  it.effect("is one for ten thousand who start at once", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start(() => Effect.as(Effect.sleep("1 second"), FakeServer.granted("token")))
      const fiber = yield* Effect.forkChild(concurrently(accessToken.get, 10_000))
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber)).length, 10_000)
      assert.strictEqual(sent.length, 1)
    }),
  )

  it.effect("that the host does not answer is tried again for all together, ever more seldom", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start(() => new Response("", { status: 503 }), defaultRetry)
      // Ten new callers every second, for ten minutes.
      const callers = Effect.forever(
        Effect.delay(Effect.forkChild(concurrently(Effect.exit(accessToken.get), 10)), "1 second"),
      )
      const fiber = yield* Effect.forkChild(callers)
      yield* TestClock.adjust("10 minutes")
      yield* Fiber.interrupt(fiber)
      assert.isAtMost(sent.length, 50)
    }),
  )

  it.effect("succeeds once the host answers again", () =>
    Effect.gen(function* () {
      const { accessToken } = yield* start(
        (count) => (count < 5 ? new Response("", { status: 503 }) : FakeServer.granted("token")),
        defaultRetry,
      )
      const fiber = yield* Effect.forkChild(concurrently(accessToken.get, 100))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* Fiber.join(fiber)).length, 100)
    }),
  )

  it.effect("that was refused is not tried again", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start(
        () => FakeServer.json({ error: "invalid_client", description: "authentication failed" }, { status: 401 }),
        defaultRetry,
      )
      assert.strictEqual((yield* Effect.flip(accessToken.get))._tag, "Unauthenticated")
      assert.strictEqual(sent.length, 1)
    }),
  )

  it.effect("goes on for the others when the caller who began it is interrupted", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start(() => Effect.as(Effect.sleep("1 second"), FakeServer.granted("token")))
      const first = yield* Effect.forkChild(accessToken.get, { startImmediately: true })
      const second = yield* Effect.forkChild(accessToken.get, { startImmediately: true })
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(Redacted.value(yield* Fiber.join(second)), "token")
      assert.strictEqual(sent.length, 1)
    }),
  )

  it.effect.each([
    [300, 270],
    [86_400, 86_370],
    [100, 90],
    [10, 9],
  ] as const)("for %i seconds is renewed after %i", ([lifetime, renewal]) =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start((count) => FakeServer.granted(`token-${count}`, lifetime))
      yield* accessToken.get
      yield* TestClock.adjust(Duration.millis(renewal * 1000 - 1))
      yield* accessToken.get
      assert.strictEqual(sent.length, 1)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(Redacted.value(yield* accessToken.get), "token-2")
      assert.strictEqual(sent.length, 2)
    }),
  )

  it.effect("that failed is the failure of all who come within a second, and then tried again", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start((count) =>
        count === 1 ? new Response("", { status: 503 }) : FakeServer.granted("token"),
      )
      const exits = yield* concurrently(Effect.exit(accessToken.get), 10)
      assert.isTrue(exits.every(Exit.isFailure))
      yield* TestClock.adjust("999 millis")
      assert.isTrue(Exit.isFailure(yield* Effect.exit(accessToken.get)))
      assert.strictEqual(sent.length, 1)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(Redacted.value(yield* accessToken.get), "token")
      assert.strictEqual(sent.length, 2)
    }),
  )

  const refusals = [
    [400, { error: "invalid_client", description: "client not found" }, "Unauthenticated"],
    [401, { error: "invalid_client", description: "authentication failed" }, "Unauthenticated"],
    [401, { code: "bad.credentials" }, "UnexpectedResponse"],
    [403, { error: "forbidden" }, "UnexpectedResponse"],
    [404, "<html>", "UnexpectedResponse"],
    [429, "<html>", "RateLimited"],
    [500, "<html>", "Unavailable"],
    [503, { error: "x" }, "Unavailable"],
    [200, "<html>", "UnexpectedResponse"],
    [200, {}, "UnexpectedResponse"],
    [200, { access_token: "" }, "UnexpectedResponse"],
    [200, { access_token: "two\nlines" }, "UnexpectedResponse"],
    [200, { access_token: "t\u00f6ken" }, "UnexpectedResponse"],
    [200, { access_token: 7, expires_in: 300 }, "UnexpectedResponse"],
    [302, "", "UnexpectedResponse"],
  ] as const

  it.effect.each(refusals)("answered with %i %j", ([status, body, tag]) =>
    Effect.gen(function* () {
      const text = typeof body === "string" ? body : JSON.stringify(body)
      const { accessToken } = yield* start(
        () => new Response(text, { status, headers: { "inin-correlation-id": "c-1", "retry-after": "7" } }),
      )
      const error = yield* Effect.flip(accessToken.get)
      assert.strictEqual(error._tag, tag)
      assert.strictEqual(error.correlationId, "c-1")
      if (error._tag === "Unauthenticated" && typeof body !== "string" && "description" in body) {
        assert.strictEqual(error.code, "invalid_client")
        assert.include(error.message, body.description)
      }
      if (error._tag === "RateLimited") assert.deepStrictEqual(error.retryAfter, Duration.seconds(7))
    }),
  )

  it.effect("that does not answer is unavailable", () =>
    Effect.gen(function* () {
      const { accessToken } = yield* start(() => Effect.never)
      const fiber = yield* Effect.forkChild(Effect.flip(accessToken.get))
      yield* TestClock.adjust("16 seconds")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag === "Unavailable" && error.reason, "Timeout")
    }),
  )

  it.effect("never quotes a success, in which there may be a token", () =>
    Effect.gen(function* () {
      const { accessToken } = yield* start(() => new Response('{"access_token":"a-real-token","expires_in"'))
      const error = yield* Effect.flip(accessToken.get)
      assert.notInclude(JSON.stringify(error), "a-real-token")
    }),
  )

  it.effect("without a lifetime is good for five minutes", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start(() => FakeServer.json({ access_token: "token" }))
      yield* accessToken.get
      yield* TestClock.adjust("269 seconds")
      yield* accessToken.get
      assert.strictEqual(sent.length, 1)
      yield* TestClock.adjust("1 second")
      yield* accessToken.get
      assert.strictEqual(sent.length, 2)
    }),
  )
})

describe("a refused token", () => {
  it.effect("is dropped once, however often it is refused", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start((count) => FakeServer.granted(`token-${count}`))
      const refused = yield* accessToken.get
      yield* concurrently(Effect.andThen(accessToken.invalidate(refused), accessToken.get), 100)
      assert.strictEqual(sent.length, 2)
      yield* accessToken.invalidate(refused)
      assert.strictEqual(Redacted.value(yield* accessToken.get), "token-2")
      assert.strictEqual(sent.length, 2)
    }),
  )

  it.effect("is at hand just as long as nobody has to log in for it", () =>
    Effect.gen(function* () {
      const { accessToken, sent } = yield* start((count) => FakeServer.granted(`token-${count}`, 100))
      const atHand = Effect.map(Clock.currentTimeMillis, accessToken.atHand)
      assert.isUndefined(yield* atHand)
      const first = yield* accessToken.get
      assert.strictEqual(yield* atHand, first)
      yield* TestClock.adjust("89999 millis")
      assert.strictEqual(yield* atHand, first)
      assert.strictEqual(yield* accessToken.get, first)
      yield* TestClock.adjust("1 millis")
      assert.isUndefined(yield* atHand)
      const second = yield* accessToken.get
      assert.strictEqual(sent.length, 2)
      assert.strictEqual(yield* atHand, second)
      yield* accessToken.invalidate(first)
      assert.strictEqual(yield* atHand, second)
      yield* accessToken.invalidate(second)
      assert.isUndefined(yield* atHand)
    }),
  )

  it.effect("does not throw away a login that is under way", () =>
    Effect.gen(function* () {
      const gate = yield* Deferred.make<Response>()
      const { accessToken, sent } = yield* start((count) =>
        count === 1 ? FakeServer.granted("token-1", 100) : Deferred.await(gate),
      )
      const old = yield* accessToken.get
      yield* TestClock.adjust("95 seconds")
      const first = yield* Effect.forkChild(accessToken.get, { startImmediately: true })
      yield* accessToken.invalidate(old)
      const second = yield* Effect.forkChild(accessToken.get, { startImmediately: true })
      yield* Deferred.succeed(gate, FakeServer.granted("token-2"))
      yield* Fiber.join(first)
      assert.strictEqual(Redacted.value(yield* Fiber.join(second)), "token-2")
      assert.strictEqual(sent.length, 2)
    }),
  )
})

describe("a token from elsewhere", () => {
  const noClient = FakeServer.make(() => new Response("", { status: 500 })).client
  const from = (credentials: Parameters<typeof AccessToken.make>[1]) =>
    Effect.flatMap(makeWire(noClient), (wire) => AccessToken.make(wire, credentials, login, defaultLimits))

  it.effect("is used as it is", () =>
    Effect.gen(function* () {
      const accessToken = yield* from(givenToken("given"))
      const token = yield* accessToken.get
      yield* accessToken.invalidate(token)
      assert.strictEqual(Redacted.value(yield* accessToken.get), "given")
      assert.isFalse(accessToken.isRenewable)
    }),
  )

  it.effect("is asked for again only after it was refused", () =>
    Effect.gen(function* () {
      let count = 0
      const accessToken = yield* from(tokenSource(Effect.sync(() => Redacted.make(`token-${++count}`))))
      const token = yield* accessToken.get
      yield* TestClock.adjust("365 days")
      assert.strictEqual(yield* accessToken.get, token)
      yield* accessToken.invalidate(token)
      assert.strictEqual(Redacted.value(yield* accessToken.get), "token-2")
      assert.isTrue(accessToken.isRenewable)
    }),
  )
})
