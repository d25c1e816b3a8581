import { Trustees } from "@org-trust/core/Trustees"
import type { Services } from "@org-trust/core/Services"
import type { TrustError } from "@org-trust/core/TrustError"
import { assert, describe, it } from "@effect/vitest"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/testing/TestClock"
import { clientCredentials, givenToken, tokenSource } from "@org-trust/http/Credentials"
import { layer, layerConfig, layerEnvironment } from "@org-trust/http/OrgTrust"
import { RegionFromConfig } from "@org-trust/http/Region"
import { connect, urls } from "./support/client.ts"
import { examples, trusteeId } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"
import { share } from "../../testkit/test/support/effort.ts"

const listing = examples["Trustees.list"].answer
const unauthorized = () => FakeServer.json({ code: "bad.credentials", message: "no", status: 401 }, { status: 401 })
const bearerOf = (sent: FakeServer.Sent) => sent.headers["authorization"]

const reasonOf = (error: TrustError) => (error._tag === "Unavailable" ? error.reason : error._tag)

describe("a refused token", () => {
  it.effect("is replaced, and the request sent once more", () =>
    Effect.gen(function* () {
      const { invoke, logins, requests } = yield* connect((sent) =>
        bearerOf(sent) === "Bearer token-number-1" ? unauthorized() : FakeServer.json(listing),
      )
      yield* invoke("Trustees.list", {})
      assert.deepStrictEqual(requests().map(bearerOf), ["Bearer token-number-1", "Bearer token-number-2"])
      assert.strictEqual(logins().length, 2)
    }),
  )

  it.effect("is replaced once only", () =>
    Effect.gen(function* () {
      const { invoke, logins, requests } = yield* connect(unauthorized)
      const error = yield* Effect.flip(invoke("Trustees.list", {}))
      assert.strictEqual(error._tag, "Unauthenticated")
      assert.strictEqual(requests().length, 2)
      assert.strictEqual(logins().length, 2)
    }),
  )

  it.effect("is renewed once for a hundred concurrent refusals", () =>
    Effect.gen(function* () {
      const { invoke, logins } = yield* connect((sent) =>
        bearerOf(sent) === "Bearer token-number-1"
          ? Effect.as(Effect.sleep("1 second"), unauthorized())
          : FakeServer.json(listing),
      )
      const fiber = yield* Effect.forkChild(
        Effect.forEach(Array.from({ length: 100 }), () => invoke("Trustees.list", {}), {
          concurrency: "unbounded",
          discard: true,
        }),
      )
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(fiber)
      assert.strictEqual(logins().length, 2)
    }),
  )

  it.effect("that the server had taken is replaced as often as tokens run out, within reason", () =>
    Effect.gen(function* () {
      // Each token is good for one request: a test may move the server's clock as fast as that.
      const used = new Set<string | undefined>()
      const { invoke, logins } = yield* connect((sent) => {
        if (used.has(bearerOf(sent))) return unauthorized()
        used.add(bearerOf(sent))
        return FakeServer.json(listing)
      })
      for (let call = 0; call < 15; call++) yield* invoke("Trustees.list", {})
      assert.strictEqual(logins().length, 15)
      for (let call = 0; call < 100; call++) yield* Effect.exit(invoke("Trustees.list", {}))
      assert.strictEqual(logins().length, 20)
    }),
  )

  it.effect("that the server never takes is not replaced with every call", () =>
    Effect.gen(function* () {
      const { invoke, logins } = yield* connect(unauthorized)
      for (let call = 0; call < 100; call++) yield* Effect.exit(invoke("Trustees.list", {}))
      assert.strictEqual(logins().length, 5)
    }),
  )

  it.effect("that was given is not replaced", () =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(unauthorized, { credentials: givenToken("given-token") })
      const error = yield* Effect.flip(invoke("Trustees.list", {}))
      assert.strictEqual(error._tag, "Unauthenticated")
      assert.deepStrictEqual(requests().map(bearerOf), ["Bearer given-token"])
    }),
  )

  it.effect("that an effect gave is asked for again", () =>
    Effect.gen(function* () {
      let count = 0
      const credentials = tokenSource(Effect.sync(() => Redacted.make(`source-${++count}`)))
      const { invoke, requests } = yield* connect(
        (sent) => (bearerOf(sent) === "Bearer source-1" ? unauthorized() : FakeServer.json(listing)),
        { credentials },
      )
      yield* invoke("Trustees.list", {})
      assert.deepStrictEqual(requests().map(bearerOf), ["Bearer source-1", "Bearer source-2"])
    }),
  )

  it.effect("is fetched once for all calls that are made at the start, and once more where it expires among them", () =>
    Effect.gen(function* () {
      const calls = share(10_000)
      let current = "Bearer token-number-1"
      const { invoke, logins, requests } = yield* connect((sent) =>
        bearerOf(sent) === current
          ? Effect.as(Effect.sleep("1 second"), FakeServer.json(listing))
          : Effect.as(Effect.sleep("1 second"), unauthorized()),
      )
      const many = Effect.all(
        Array.from({ length: calls }, () => invoke("Trustees.list", {})),
        { concurrency: "unbounded", discard: true },
      )
      const fiber = yield* Effect.forkChild(many)
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(fiber)
      assert.strictEqual(logins().length, 1)
      assert.strictEqual(requests().length, calls)
      current = "Bearer token-number-2"
      const again = yield* Effect.forkChild(many)
      yield* TestClock.adjust("3 seconds")
      yield* Fiber.join(again)
      assert.strictEqual(logins().length, 2)
      assert.strictEqual(requests().length, 3 * calls)
    }),
  )
})

describe("a failing login", () => {
  it.effect("fails the operation that needed it, under its name", () =>
    Effect.gen(function* () {
      const server = FakeServer.make(() =>
        FakeServer.json({ error: "invalid_client", description: "client not found" }, { status: 400 }),
      )
      const program = Trustees.use((trustees) => Effect.flip(trustees.list()))
      const error = yield* program.pipe(
        Effect.provide(layer({ region: urls, credentials: clientCredentials("unknown", "secret") })),
        Effect.provideService(HttpClient.HttpClient, server.client),
      )
      assert.strictEqual(error._tag, "Unauthenticated")
      assert.strictEqual(error.operation, "Trustees.list")
      assert.include(error.message, "client not found")
      assert.strictEqual(server.sent.length, 1)
    }),
  )
})

describe("an exchange", () => {
  it.effect("ends after 16 seconds where nothing else is said", () =>
    Effect.gen(function* () {
      const { invoke } = yield* connect(() => Effect.never)
      const fiber = yield* Effect.forkChild(Effect.flip(invoke("Trustees.list", {})))
      yield* TestClock.adjust("15999 millis")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(reasonOf(yield* Fiber.join(fiber)), "Timeout")
    }),
  )

  it.effect("counts the body into the time", () =>
    Effect.gen(function* () {
      const endless = () => new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) })
      const { invoke } = yield* connect(() => new Response(endless()), { timeout: "1 second" })
      const fiber = yield* Effect.forkChild(Effect.flip(invoke("Trustees.list", {})), { startImmediately: true })
      yield* TestClock.adjust("1 second")
      assert.strictEqual(reasonOf(yield* Fiber.join(fiber)), "Timeout")
    }),
  )

  it.effect("without a connection is unavailable", () =>
    Effect.gen(function* () {
      const request = HttpClientRequest.get("https://api.test")
      const cause = new Error("fetch failed", { cause: new Error("connect ECONNREFUSED") })
      const { invoke } = yield* connect(() =>
        Effect.fail(new HttpClientError({ reason: new TransportError({ request, cause }) })),
      )
      const error = yield* Effect.flip(invoke("Trustees.list", {}))
      assert.strictEqual(reasonOf(error), "Transport")
      assert.include(error.message, "ECONNREFUSED")
    }),
  )

  it.effect("whose body breaks off is unavailable", () =>
    Effect.gen(function* () {
      const broken = () =>
        new ReadableStream({
          pull: (controller) => controller.error(new Error("socket hang up")),
        })
      const { invoke } = yield* connect(() => new Response(broken()))
      assert.strictEqual(reasonOf(yield* Effect.flip(invoke("Trustees.list", {}))), "Transport")
    }),
  )

  it.effect.each([
    { what: "says nothing of its size", headers: {} },
    { what: "says that it is too large", headers: { "content-length": "10001" } },
    { what: "says what size it has when compressed", headers: { "content-length": "900", "content-encoding": "gzip" } },
    { what: "says its size in another way", headers: { "content-length": "900, 900" } },
    {
      what: "comes in chunks, whatever else it says",
      headers: { "content-length": "1", "transfer-encoding": "chunked" },
    },
  ])("stops reading a body that is too large and $what", ({ headers }) =>
    Effect.gen(function* () {
      let pulled = 0
      const huge = () =>
        new ReadableStream({
          pull: (controller) => {
            pulled++
            controller.enqueue(new Uint8Array(1000).fill(0x5b))
          },
        })
      const { invoke } = yield* connect(() => new Response(huge(), { headers }), { maxBodySize: 10_000 })
      const error = yield* Effect.flip(invoke("Trustees.list", {}))
      assert.strictEqual(error._tag, "UnexpectedResponse")
      if (error._tag === "UnexpectedResponse") assert.strictEqual(error.excerpt.length, 500)
      assert.isAtMost(pulled, 20)
    }),
  )

  it.effect.each([{ saysSize: true }, { saysSize: false }])(
    "takes a body of just the largest size: %j",
    ({ saysSize }) =>
      Effect.gen(function* () {
        const text = JSON.stringify(listing)
        const maxBodySize = Buffer.byteLength(text)
        const headers: Record<string, string> = saysSize ? { "content-length": String(maxBodySize) } : {}
        const { invoke } = yield* connect(() => new Response(text, { headers }), { maxBodySize })
        yield* invoke("Trustees.list", {})
      }),
  )

  it.effect("is aborted when the caller is interrupted", () =>
    Effect.gen(function* () {
      let aborted = false
      const client = HttpClient.make((_request, _url, signal) =>
        Effect.callback(() => {
          signal.addEventListener("abort", () => {
            aborted = true
          })
        }),
      )
      const fiber = yield* Trustees.use((trustees) => trustees.list()).pipe(
        Effect.provide(layer({ region: urls, credentials: givenToken("given-token") })),
        Effect.provideService(HttpClient.HttpClient, client),
        Effect.forkChild({ startImmediately: true }),
      )
      yield* Fiber.interrupt(fiber)
      assert.isTrue(aborted)
    }),
  )

  it.effect("reads the answer also through a client that fails on statuses", () =>
    Effect.gen(function* () {
      const server = FakeServer.make(() => FakeServer.json({ code: "not.found", status: 404 }, { status: 404 }))
      const error = yield* Trustees.use((trustees) => Effect.flip(trustees.get(trusteeId))).pipe(
        Effect.provide(layer({ region: urls, credentials: givenToken("given-token") })),
        Effect.provideService(HttpClient.HttpClient, HttpClient.filterStatusOk(server.client)),
      )
      assert.strictEqual(error._tag, "NotFound")
    }),
  )

  it.effect("is not begun for a request that does not encode", () =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(() => FakeServer.json(listing))
      const error = yield* Effect.flip(invoke("Trustees.list", { pageSize: 1.5 }))
      assert.strictEqual(error._tag, "InvalidRequest")
      if (error._tag === "InvalidRequest") {
        assert.strictEqual(error.code, "invalid.value")
        assert.strictEqual(error.status, 400)
        assert.deepStrictEqual(
          error.details.map(({ fieldName }) => fieldName),
          ["pageSize"],
        )
      }
      assert.strictEqual(requests().length, 0)
    }),
  )
})

describe("trace headers", () => {
  const traced = (options?: { readonly propagateTrace: boolean }) =>
    Effect.gen(function* () {
      const { invoke, logins, requests } = yield* connect(() => FakeServer.json(listing), options)
      yield* Effect.withSpan(invoke("Trustees.list", {}), "caller")
      return [...logins(), ...requests()].map(({ headers }) =>
        ["traceparent", "b3", "tracestate", "x-b3-traceid"].filter((name) => headers[name] !== undefined),
      )
    })

  it.effect("are not sent", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* traced(), [[], []])
      assert.deepStrictEqual(yield* traced({ propagateTrace: false }), [[], []])
    }),
  )

  it.effect("are sent to the api when asked for", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* traced({ propagateTrace: true }), [[], ["traceparent", "b3"]])
    }),
  )
})

describe("configuration", () => {
  const configured = (
    env: Record<string, string>,
    services: Layer.Layer<Services, Config.ConfigError, HttpClient.HttpClient> = layerEnvironment(),
  ) => {
    const server = FakeServer.make((sent) =>
      FakeServer.isLogin(sent) ? FakeServer.granted("token") : FakeServer.json(listing),
    )
    const program = Trustees.use((trustees) => trustees.list()).pipe(
      Effect.provide(
        services.pipe(
          Layer.provide(Layer.succeed(HttpClient.HttpClient, server.client)),
          Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env))),
        ),
      ),
      Effect.as(server.sent),
    )
    return program
  }
  const client = { GENESYSCLOUD_OAUTHCLIENT_ID: "id", GENESYSCLOUD_OAUTHCLIENT_SECRET: "the-secret" }

  it.effect.each([
    [undefined, "mypurecloud.com"],
    ["eu-central-1", "mypurecloud.de"],
    ["next.pure.cloud", "next.pure.cloud"],
    ["https://api.mypurecloud.de/\n", "mypurecloud.de"],
    ["EU-CENTRAL-1", "mypurecloud.de"],
  ] as const)("with region %s calls %s", ([region, domain]) =>
    Effect.gen(function* () {
      const sent = yield* configured({
        ...client,
        ...(region === undefined ? undefined : { GENESYSCLOUD_REGION: region }),
      })
      assert.deepStrictEqual(
        sent.map(({ url }) => url.host),
        [`login.${domain}`, `api.${domain}`],
      )
      assert.strictEqual(sent[0]?.headers["authorization"], `Basic ${btoa("id:the-secret")}`)
    }),
  )

  it.effect.each([
    [{ GENESYSCLOUD_API_URL: "http://127.0.0.1:8080" }, ["127.0.0.1:8080/oauth", "127.0.0.1:8080/api"]],
    [
      { GENESYSCLOUD_API_URL: "https://gate.test/genesys/", GENESYSCLOUD_LOGIN_URL: " https://login.test " },
      ["login.test/oauth", "gate.test/genesys"],
    ],
    [
      { GENESYSCLOUD_API_URL: "http://localhost:1", GENESYSCLOUD_LOGIN_URL: "", GENESYSCLOUD_REGION: "eu-central-1" },
      ["localhost:1/oauth", "localhost:1/api"],
    ],
  ] as const)("with the urls %j calls %j", ([urls, places]) =>
    Effect.gen(function* () {
      const sent = yield* configured({ ...client, ...urls })
      assert.deepStrictEqual(
        sent.map(({ url }) => `${url.host}/${url.pathname.split("/")[1]}`),
        [...places],
      )
    }),
  )

  it.effect("of one's own may be in parts, or whole", () =>
    Effect.gen(function* () {
      const credentials = Config.map(Config.Redacted("MY_TOKEN"), givenToken)
      const env = { MY_TOKEN: "the-token", MY_REGION: "eu-west-1" }
      for (const services of [
        layerConfig({ region: Config.schema(RegionFromConfig, "MY_REGION"), credentials }),
        layerConfig(Config.map(credentials, (credentials) => ({ region: "eu-west-1", credentials }))),
      ]) {
        const sent = yield* configured(env, services)
        assert.deepStrictEqual(
          sent.map(({ headers, url }) => [url.host, headers["authorization"]]),
          [["api.mypurecloud.ie", "Bearer the-token"]],
        )
        const error = yield* Effect.flip(configured({}, services))
        assert.strictEqual(error._tag, "ConfigError")
      }
    }),
  )

  it.effect.each([
    [{}, "GENESYSCLOUD_OAUTHCLIENT_ID"],
    [{ ...client, GENESYSCLOUD_OAUTHCLIENT_ID: "" }, "GENESYSCLOUD_OAUTHCLIENT_ID"],
    [{ GENESYSCLOUD_OAUTHCLIENT_ID: "id" }, "GENESYSCLOUD_OAUTHCLIENT_SECRET"],
  ] as const)("of %j it is said which variable is not set", ([env, name]) =>
    Effect.gen(function* () {
      assert.include(String(yield* Effect.flip(configured(env))), `${name} is not set`)
    }),
  )

  it.effect.each([
    {},
    { GENESYSCLOUD_OAUTHCLIENT_ID: "id" },
    { GENESYSCLOUD_OAUTHCLIENT_SECRET: "the-secret" },
    { ...client, GENESYSCLOUD_REGION: "eu-centrl-1" },
    { ...client, GENESYSCLOUD_API_URL: "ftp://gate.test" },
    { ...client, GENESYSCLOUD_API_URL: "http://gate.test/?a=b" },
    { ...client, GENESYSCLOUD_LOGIN_URL: "https://login.test" },
    { ...client, GENESYSCLOUD_REGION: "http://localhost:8080" },
  ])("%j is refused, without telling the secret", (env) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(configured(env))
      assert.strictEqual(error._tag, "ConfigError")
      assert.notInclude(String(error), "the-secret")
    }),
  )
})
