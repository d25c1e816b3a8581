import { spawn } from "node:child_process"
import { createServer } from "node:http"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, it } from "@effect/vitest"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

const example = fileURLToPath(new URL("../../examples/observability.ts", import.meta.url))

/** A collector that keeps what is sent to it, by path. */
const sink = (received: Map<string, Array<string>>) =>
  HttpRouter.serve(
    HttpRouter.add(
      "POST",
      "/v1/:signal",
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const { pathname } = new URL(request.url, "http://sink.test")
        received.set(pathname, [...(received.get(pathname) ?? []), yield* request.text])
        return HttpServerResponse.jsonUnsafe({})
      }),
    ),
    { disableLogger: true, disableListenLog: true },
  ).pipe(Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })))

/** Runs the example until the scope closes, and gives the address of its metrics once it has told it. */
const run = (endpoint: string) =>
  Effect.gen(function* () {
    const address = yield* Deferred.make<string, string>()
    yield* Effect.acquireRelease(
      Effect.sync(() => {
        const child = spawn(process.execPath, [example], {
          env: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, METRICS_PORT: "0" },
          stdio: ["ignore", "pipe", "inherit"],
        })
        createInterface(child.stdout).on("line", (line) => {
          const [, url] = /metrics at (\S+)/.exec(line) ?? []
          if (url !== undefined) Deferred.doneUnsafe(address, Effect.succeed(url))
        })
        child.on("exit", () => Deferred.doneUnsafe(address, Effect.fail("It has ended")))
        return child
      }),
      (child) => Effect.sync(() => child.kill()),
    )
    return yield* Deferred.await(address)
  })

// Chosen by the emulator, and no secret.
const correlationId = /\{"key":"inin-correlation-id","value":\{"stringValue":"[^"]*"\}\}/g

const Attributes = Schema.Array(Schema.Struct({ key: Schema.String, value: Schema.Json }))
const Spans = Schema.fromJsonString(
  Schema.Struct({
    resourceSpans: Schema.Array(
      Schema.Struct({
        scopeSpans: Schema.Array(
          Schema.Struct({ spans: Schema.Array(Schema.Struct({ name: Schema.String, attributes: Attributes })) }),
        ),
      }),
    ),
  }),
)

/** The clients' secrets, and what would stand before a token or a pairing id. */
const secrets = [
  ...Object.values(organizations).flatMap(({ clients }) =>
    Object.values(clients).flatMap(({ id, secret }) => [
      Redacted.value(secret),
      btoa(`${id}:${Redacted.value(secret)}`),
    ]),
  ),
  "Bearer ",
  "Basic ",
  "/pairings/",
  "pairingId",
]

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

it.live("the example of observability tells a collector and Prometheus what it does, and no secret", () =>
  Effect.gen(function* () {
    const received = new Map<string, Array<string>>()
    const metrics = yield* HttpServer.addressFormattedWith((endpoint) =>
      Effect.flatMap(run(endpoint), (url) =>
        Effect.flatMap(HttpClient.get(url), (response) =>
          Effect.map(response.text, (text) => ({ text, type: response.headers["content-type"] })),
        ),
      ),
    ).pipe(Effect.provide([sink(received), FetchHttpClient.layer]))

    assert.include(metrics.type, "text/plain; version=0.0.4")
    assert.match(metrics.text, /^# TYPE users_let_in_total counter\nusers_let_in_total 1$/m)
    assert.match(metrics.text, /^org_trust_calls_total\{operation="Trustees\.create",outcome="Success"\} 1$/m)
    assert.match(metrics.text, /^# TYPE org_trust_call_duration_seconds histogram$/m)
    assert.match(metrics.text, /^org_trust_requests_total\{operation="Trustees\.create",outcome="200"\} 1$/m)

    assert.deepStrictEqual([...received.keys()].sort(), ["/v1/logs", "/v1/metrics", "/v1/traces"])
    const traces = yield* Effect.forEach(received.get("/v1/traces") ?? [], (text) => Schema.decodeEffect(Spans)(text))
    const spans = traces.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    )
    const operations = ["Pairings.create", "Trustees.create", "TrusteeUsers.list", "Trustees.get"]
    assert.includeMembers(
      spans.map(({ name }) => name),
      ["onboarding", "AccessToken.login", ...operations],
    )
    const attributesOf = (span: string) => spans.find(({ name }) => name === span)?.attributes ?? []
    const { cedarHealth, northwindPartners } = organizations
    assert.deepInclude(attributesOf("TrusteeUsers.list"), {
      key: "trusteeOrgId",
      value: { stringValue: northwindPartners.id },
    })
    assert.deepInclude(attributesOf("Trustees.get"), {
      key: "trusteeOrgId",
      value: { stringValue: cedarHealth.id },
    })
    for (const name of ["users_let_in_total", "org_trust_calls_total", "org_trust_requests_total"])
      assert.include(received.get("/v1/metrics")?.join(), name)
    assert.include(received.get("/v1/logs")?.join(), "A partner is let in")

    const everything = [metrics.text, ...[...received.values()].flat()].join("\n")
    for (const secret of secrets) assert.notInclude(everything, secret)
    // The ids of the world are told apart by eye; any other would be a pairing's or a token.
    for (const [id] of everything.replaceAll(correlationId, "").matchAll(uuid)) assert.match(id, /^(1{8}|2{8}|c{8})-/)
  }).pipe(Effect.scoped),
)
