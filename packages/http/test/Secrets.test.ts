import { type OperationName, operationNames } from "@org-trust/core/Operation"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Logger from "effect/Logger"
import * as Tracer from "effect/Tracer"
import { inspect } from "node:util"
import { clientCredentials } from "@org-trust/http/Credentials"
import { makeInvoke } from "@org-trust/http/OrgTrust"
import { clientId, invokeExample, secret, urls } from "./support/client.ts"
import { pairingId } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"

type Answer = (sent: FakeServer.Sent) => FakeServer.Answer

const token = "token-number-1"
const basic = btoa(`${clientId}:${secret}`)
const grant: Answer = () => FakeServer.granted(token)

/** Runs an operation, and gives how it ended, its spans and its logs. */
const traced = (operation: OperationName, answer: Answer, login: Answer = grant) =>
  Effect.gen(function* () {
    const spans: Array<Tracer.NativeSpan> = []
    const logs: Array<string> = []
    const tracer = Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      },
    })
    const logger = Logger.map(Logger.formatJson, (line) => {
      logs.push(line)
    })
    const server = FakeServer.make((sent) => (FakeServer.isLogin(sent) ? login(sent) : answer(sent)))
    const invoke = yield* makeInvoke({
      region: urls,
      credentials: clientCredentials(clientId, secret),
      retry: false,
    }).pipe(Effect.provideService(HttpClient.HttpClient, server.client))
    const exit = yield* invokeExample(invoke, operation).pipe(
      Effect.tapCause((cause) => Effect.logError("failed", cause)),
      Effect.exit,
      Effect.withTracer(tracer),
      Effect.provide(Logger.layer([logger])),
    )
    return { exit, logs, spans }
  })

/** Runs an operation that fails, and gives all that others get to see of it: errors, spans and logs, as text. */
const everythingSeen = (operation: OperationName, answer: Answer, login?: Answer) =>
  Effect.gen(function* () {
    const { exit, logs, spans } = yield* traced(operation, answer, login)
    const cause = Exit.isFailure(exit) ? exit.cause : assert.fail("it did not fail")
    const texts = [
      inspect(exit, { depth: 20, showHidden: true }),
      JSON.stringify(exit),
      String(Cause.squash(cause)),
      Cause.pretty(cause),
      inspect(spans, { depth: 20, showHidden: true }),
      ...logs,
    ]
    assert.isAbove(logs.length, 0)
    assert.isAbove(spans.length, 0)
    return { spans, text: texts.join("\n") }
  })

/** A debug page of a proxy that shows the request. */
const echo = ({ headers, url }: FakeServer.Sent) => `<pre>${url.href} ${JSON.stringify(headers)}</pre>`

const failures: ReadonlyArray<readonly [name: string, answer: Answer]> = [
  ["a failure page that echoes the request", (sent) => new Response(echo(sent), { status: 502 })],
  ["a success page that echoes the request", (sent) => new Response(echo(sent), { status: 200 })],
  [
    "an error body that echoes the token",
    ({ headers }) => FakeServer.json({ code: "bad.request", message: headers["authorization"] }, { status: 400 }),
  ],
  [
    "an error body that repeats the request in every field",
    ({ body, headers, url }) => {
      const echo = `${url.href} ${headers["authorization"]} ${body}`
      const details = [{ errorCode: echo, fieldName: echo, entityId: echo, entityName: echo }]
      const fields = { message: echo, contextId: echo, entityId: echo, entityName: echo, details, limit: { key: echo } }
      return FakeServer.json({ code: "not.found", ...fields }, { status: 404 })
    },
  ],
  [
    "a code and a correlation id that repeat the request",
    ({ body, headers, url }) => {
      const echo = `${url.href} ${headers["authorization"]} ${body}`
      return FakeServer.json({ code: echo }, { status: 400, headers: { "inin-correlation-id": echo } })
    },
  ],
  [
    "an error of the transport that quotes the request",
    ({ headers, url }) =>
      Effect.fail(
        new HttpClientError({
          reason: new TransportError({
            request: HttpClientRequest.get(url),
            description: `Failed to parse URL from ${url.href}`,
            cause: new TypeError(`Headers.append: "${headers["authorization"]}" is an invalid header value.`),
          }),
        }),
      ),
  ],
]

describe.each(failures)("%s", (_, answer) => {
  it.effect.each(operationNames)("shows neither token nor secret nor pairing id: %s", (operation) =>
    Effect.gen(function* () {
      const { text } = yield* everythingSeen(operation, answer)
      for (const hidden of [token, secret, basic, pairingId]) assert.notInclude(text, hidden)
    }),
  )

  it.effect("shows neither secret nor credentials when it answers the login", () =>
    Effect.gen(function* () {
      const { text } = yield* everythingSeen("Trustees.list", answer, answer)
      for (const hidden of [secret, basic]) assert.notInclude(text, hidden)
    }),
  )
})

describe("a refused login", () => {
  it.effect("shows no secret, though the answer does", () =>
    Effect.gen(function* () {
      const { text } = yield* everythingSeen("Trustees.list", grant, () =>
        FakeServer.json({ error: "invalid_client", description: `${secret} is wrong, ${basic}` }, { status: 401 }),
      )
      for (const hidden of [secret, basic]) assert.notInclude(text, hidden)
    }),
  )
})

describe("a span", () => {
  it.effect("names the operation, its organization and user", () =>
    Effect.gen(function* () {
      const { spans } = yield* everythingSeen("TrusteeUsers.get", () => new Response("", { status: 502 }))
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["TrusteeUsers.get", "AccessToken.login"],
      )
      assert.deepStrictEqual(Object.fromEntries(spans[0]?.attributes ?? []), {
        "http.request.method": "GET",
        "url.template": "/api/v2/orgauthorization/trustees/{trusteeOrgId}/users/{trusteeUserId}",
        "http.response.status_code": 502,
        trusteeOrgId: "7c1f0000-0000-4000-8000-000000000001",
        trusteeUserId: "11aa0000-0000-4000-8000-00000000000a",
      })
    }),
  )

  it.effect("ends as its call fails", () =>
    Effect.gen(function* () {
      const { exit, spans } = yield* traced("Trustees.list", () => new Response("", { status: 404 }))
      assert.isTrue(Exit.isFailure(exit))
      const [span] = spans
      assert.strictEqual(span?.name, "Trustees.list")
      assert.deepStrictEqual(span?.status._tag === "Ended" ? span.status.exit : span, exit)
    }),
  )

  it.effect("keeps no answer, which would live as long as the span", () =>
    Effect.gen(function* () {
      const { exit, spans } = yield* traced("Trustees.list", () =>
        FakeServer.json({ entities: [], pageNumber: 1, pageSize: 25, total: 0, pageCount: 0 }),
      )
      assert.isTrue(Exit.isSuccess(exit))
      const [span] = spans
      assert.strictEqual(span?.name, "Trustees.list")
      assert.deepStrictEqual(span?.status._tag === "Ended" ? span.status.exit : span, Exit.void)
    }),
  )
})
