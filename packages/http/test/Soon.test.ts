/** How soon a call ends, and what is said meanwhile. */
import { assert, describe, it } from "@effect/vitest"
import * as Array from "effect/Array"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Logger from "effect/Logger"
import * as References from "effect/References"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import { clientCredentials, givenToken } from "@org-trust/http/Credentials"
import { makeInvoke, type Options } from "@org-trust/http/OrgTrust"
import { type Phase, TransportFailure } from "@org-trust/http/Transport"
import { connect, secret } from "./support/client.ts"
import * as FakeServer from "./support/FakeServer.ts"
import { share } from "../../testkit/test/support/effort.ts"

const failing = (phase: Phase, isPassing = true) =>
  Effect.fail(
    new HttpClientError({
      reason: new TransportError({
        request: HttpClientRequest.get("https://api.test"),
        cause: new TransportFailure({ phase, message: "it broke", isPassing }),
      }),
    }),
  )

const listing = () => FakeServer.json({ entities: [] })
const given = givenToken("tok-tok-tok")

const limited = (retryAfter?: string) =>
  FakeServer.json(
    { code: "too.many.requests", status: 429 },
    { status: 429, ...(retryAfter !== undefined && { headers: { "retry-after": retryAfter } }) },
  )

/** Lets time pass until an effect ends; how it ends, and after how many milliseconds. */
const timed = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    const start = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.forkChild(
      Effect.flatMap(Effect.result(effect), (result) =>
        Effect.map(Clock.currentTimeMillis, (end) => ({ result, millis: end - start })),
      ),
      { startImmediately: true },
    )
    yield* TestClock.adjust(0)
    while (fiber.pollUnsafe() === undefined) yield* TestClock.adjust("100 millis")
    return yield* Fiber.join(fiber)
  })

const errorOf = (result: { readonly _tag: string; readonly failure?: unknown }): unknown => result.failure

/** What is logged, with the time at which it is. */
const logging = <A, E, R>(effect: Effect.Effect<A, E, R>) => {
  const lines: Array<{ readonly level: string; readonly text: string; readonly at: number }> = []
  const logger = Logger.make(({ date, logLevel, message }) => {
    lines.push({ level: logLevel, text: String(message), at: date.getTime() })
  })
  return Effect.map(
    effect.pipe(Effect.provide(Logger.layer([logger])), Effect.provideService(References.MinimumLogLevel, "Debug")),
    (value) => ({ value, lines }),
  )
}

describe("a host that cannot be reached", () => {
  it.effect.each<Phase>(["resolving", "handshake", "tunnel"])("in %s ends the first call within seconds", (phase) =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(() => failing(phase), { retry: {}, credentials: given })
      const { millis, result } = yield* timed(invoke("Pairings.create", { payload: {} }))
      assert.strictEqual(result._tag === "Failure" && result.failure._tag, "Unavailable")
      assert.isAtMost(millis, 5000)
      assert.isAtLeast(requests().length, 2)
    }),
  )

  it.effect("that does not resolve ends the first login within seconds", () =>
    Effect.gen(function* () {
      const server = FakeServer.make(() => failing("resolving"))
      const invoke = yield* makeInvoke({ credentials: clientCredentials("id", secret) }).pipe(
        Effect.provideService(HttpClient.HttpClient, server.client),
      )
      assert.isAtMost((yield* timed(invoke("Trustees.list", {}))).millis, 5000)
    }),
  )

  it.effect("that has answered before keeps the budget", () =>
    Effect.gen(function* () {
      let count = 0
      const { invoke } = yield* connect(() => (count++ === 0 ? listing() : failing("resolving")), {
        retry: { budget: "1 minute" },
        credentials: given,
      })
      yield* invoke("Trustees.list", {})
      const { millis } = yield* timed(invoke("Trustees.list", {}))
      assert.isAtLeast(millis, 20_000)
    }),
  )

  it.effect("keeps the budget where it refuses connections", () =>
    Effect.gen(function* () {
      const { invoke } = yield* connect(() => failing("connecting"), {
        retry: { budget: "1 minute" },
        credentials: given,
      })
      assert.isAtLeast((yield* timed(invoke("Trustees.list", {}))).millis, 20_000)
    }),
  )

  it.effect("ends a call at once where it does not pass", () =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(() => failing("handshake", false), { retry: {}, credentials: given })
      assert.strictEqual((yield* timed(invoke("Pairings.create", { payload: {} }))).millis, 0)
      assert.strictEqual(requests().length, 1)
    }),
  )

  it.effect("is told at once, with host, reason and next try, and so is every retry", () =>
    Effect.gen(function* () {
      let count = 0
      const { lines } = yield* logging(
        Effect.gen(function* () {
          const { invoke } = yield* connect(() => (count++ < 3 ? failing("connecting") : listing()), {
            retry: {},
            credentials: given,
          })
          return yield* timed(invoke("Trustees.list", {}))
        }),
      )
      const warnings = lines.filter(({ level }) => level === "Warn")
      assert.strictEqual(warnings.length, 3)
      assert.strictEqual(warnings[0]?.at, 0)
      for (const { text } of warnings) assert.match(text, /^Trustees\.list at api\.test: .*it broke; next try in \d/)
      assert.deepStrictEqual(
        lines.filter(({ level }) => level === "Debug").map(({ text }) => text),
        ["Trustees.list at api.test succeeded"],
      )
    }),
  )
})

describe("a Retry-After that is longer than the budget", () => {
  const retry = { budget: "5 seconds", maxRetryAfter: "3 seconds" } as const

  it.effect("ends the call that meets it, and those after it, with what is left", () =>
    Effect.gen(function* () {
      let count = 0
      const { invoke, requests } = yield* connect(() => (count++ === 0 ? limited("25") : listing()), {
        retry,
        pacing: {},
        credentials: given,
      })
      const leftOf = Effect.map(timed(invoke("Trustees.list", {})), ({ millis, result }) => {
        assert.strictEqual(millis, 0)
        const error = errorOf(result)
        return Schema.is(Schema.Struct({ retryAfter: Schema.Duration }))(error)
          ? Duration.toSeconds(error.retryAfter)
          : error
      })
      assert.strictEqual(yield* leftOf, 25)
      assert.strictEqual(yield* leftOf, 25)
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* leftOf, 15)
      assert.strictEqual(requests().length, 1)
      yield* TestClock.adjust("12 seconds")
      const { millis, result } = yield* timed(invoke("Trustees.list", {}))
      assert.strictEqual(result._tag, "Success")
      assert.strictEqual(millis, 3000)
    }),
  )

  it.effect("holds others no longer than the platform's window", () =>
    Effect.gen(function* () {
      const { invoke } = yield* connect(
        ({ url }) => (url.pathname.endsWith("/trustees") ? limited("3600") : listing()),
        {
          pacing: {},
          retry: {},
          credentials: given,
        },
      )
      yield* Effect.flip(invoke("Trustees.list", {}))
      const { millis, result } = yield* timed(invoke("Trustors.list", {}))
      assert.strictEqual(result._tag, "Success")
      assert.strictEqual(millis, 60_000)
      yield* TestClock.adjust("50 minutes")
      const held = yield* Effect.flip(invoke("Trustees.list", {}))
      assert.strictEqual(held._tag, "RateLimited")
    }),
  )

  it.effect.each([undefined, "soon", "-5"])("as %s holds others briefly", (retryAfter) =>
    Effect.gen(function* () {
      let count = 0
      const { invoke } = yield* connect(() => (count++ === 0 ? limited(retryAfter) : listing()), {
        pacing: {},
        retry: false,
        credentials: given,
      })
      yield* Effect.flip(invoke("Trustees.list", {}))
      assert.strictEqual((yield* timed(invoke("Trustors.list", {}))).millis, 1000)
    }),
  )
})

describe("a call", () => {
  const Seconds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 }))

  it.effect.prop(
    "never takes longer than its budget, pacing included",
    [
      Schema.Array(Schema.Union([Seconds, Schema.Literals(["ok", "broken", "soon", 503])])).check(
        Schema.isMaxLength(20),
      ),
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 60 })),
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5 })),
    ],
    ([answers, budget, limit]) =>
      Effect.gen(function* () {
        let count = 0
        const { invoke } = yield* connect(
          () => {
            const answer = answers[count++]
            if (answer === undefined || answer === "ok") return listing()
            if (answer === "broken") return failing("connecting")
            return answer === 503 ? new Response("", { status: 503 }) : limited(String(answer))
          },
          {
            retry: { budget: Duration.seconds(budget) },
            pacing: { limit, window: "10 seconds" },
            credentials: given,
          },
        )
        const took = yield* Effect.all(
          Array.makeBy(12, (at) => timed(invoke(at % 2 === 0 ? "Trustees.list" : "Trustors.list", {}))),
          { concurrency: 4 },
        )
        for (const { millis } of took) assert.isAtMost(Math.floor(millis), budget * 1000 + 100)
      }),
    { arbitrary: { runs: share(100, 20) } },
  )
})

describe("logins", () => {
  const refused = () => FakeServer.json({ code: "bad.credentials", status: 401 }, { status: 401 })

  const loginsOf = (
    login: (count: number) => FakeServer.Answer,
    answer: () => FakeServer.Answer,
    options?: Partial<Options>,
  ) =>
    Effect.gen(function* () {
      let logins = 0
      const server = FakeServer.make((sent) => (FakeServer.isLogin(sent) ? login(++logins) : answer()))
      const invoke = yield* makeInvoke({
        region: { api: "https://api.test", login: "https://login.test" },
        credentials: clientCredentials("id", secret),
        retry: false,
        pacing: false,
        ...options,
      }).pipe(Effect.provideService(HttpClient.HttpClient, server.client))
      return { invoke, logins: () => logins }
    })

  const grants = (count: number) => FakeServer.granted(`token-number-${count}`)

  it.effect.each<readonly [string, (count: number) => FakeServer.Answer, () => FakeServer.Answer]>([
    ["tokens that are refused", grants, refused],
    ["the same token each time", () => FakeServer.granted("token"), refused],
    ["tokens that have expired", (count) => FakeServer.granted(`token-${count}`, 0), listing],
    ["tokens with a past", (count) => FakeServer.granted(`token-${count}`, -5), listing],
    ["refusals", () => FakeServer.json({ error: "invalid_client" }, { status: 401 }), listing],
    ["errors", () => new Response("", { status: 503 }), listing],
    ["limits", () => limited("3600"), listing],
    ["nonsense", () => new Response("<html>"), listing],
  ])("that are answered with %s are far fewer than calls", ([, login, answer]) =>
    Effect.gen(function* () {
      const { invoke, logins } = yield* loginsOf(login, answer, { pacing: {} })
      for (let call = 0; call < 300; call++) {
        yield* timed(invoke("Trustees.list", {}))
        yield* TestClock.adjust("500 millis")
      }
      assert.isAtMost(logins(), 40)
    }),
  )

  it.effect("and what is sent again after a 401 take their places in the row", () =>
    Effect.gen(function* () {
      let count = 0
      const { invoke } = yield* loginsOf(grants, () => (count++ === 0 ? refused() : listing()), {
        pacing: { limit: 3, window: "10 seconds" },
      })
      const { millis, result } = yield* timed(invoke("Trustees.list", {}))
      assert.strictEqual(result._tag, "Success")
      // Login, request, login; the fourth has to wait.
      assert.strictEqual(millis, 10_000)
    }),
  )

  it.effect.each<readonly [object, number, RegExp]>([
    [
      { error: "invalid_client", description: "client not found" },
      400,
      /login\.test.*client not found.*invalid_client/,
    ],
    [{ error: "invalid_client" }, 401, /login\.test.*invalid_client/],
    [{ error: "invalid_client", error_description: "no such client" }, 401, /login\.test.*no such client/],
    [{ error_description: "no such client" }, 401, /login\.test.*no such client/],
    [{ error_description: "the client is locked" }, 403, /login\.test.*403.*the client is locked/],
  ])("that are answered with %j name the host and the reason", ([body, status, said]) =>
    Effect.gen(function* () {
      const { invoke } = yield* loginsOf(() => FakeServer.json(body, { status }), listing)
      assert.match((yield* Effect.flip(invoke("Trustees.list", {}))).message, said)
    }),
  )
})
