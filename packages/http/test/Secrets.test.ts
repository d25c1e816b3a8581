import type { OperationName } from "@org-trust/core/Operation"
import { operationNames } from "@org-trust/core/Operation"
import { assert, describe, it } from "@effect/vitest"
import { inspect } from "node:util"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Logger from "effect/Logger"
import * as Tracer from "effect/Tracer"
import { clientId, connect, invokeExample, secret } from "./support/client.ts"
import { pairingId } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"

const basic = btoa(`${clientId}:${secret}`)
const token = "token-number-1"

/** Runs an operation and gives everything of it that others get to see: errors, spans and logs, as text. */
const everythingSeen = (operation: OperationName, answer: (sent: FakeServer.Sent) => FakeServer.Answer) =>
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
    const logger = Logger.layer([Logger.formatJson.pipe(Logger.map((line) => void logs.push(line)))])
    const { invoke } = yield* connect(answer)
    const exit = yield* invokeExample(invoke, operation).pipe(
      Effect.tapCause((cause) => Effect.logError("failed", cause)),
      Effect.exit,
      Effect.withTracer(tracer),
      Effect.provide(logger),
    )
    const cause = exit._tag === "Failure" ? exit.cause : Cause.empty
    const error = Cause.squash(cause)
    assert.isAbove(spans.length, 0)
    return {
      spans,
      text: [
        inspect(exit, { depth: 20, showHidden: true }),
        JSON.stringify(exit),
        String(error),
        Cause.pretty(cause),
        inspect(spans, { depth: 20, showHidden: true }),
        ...logs,
      ].join("\n"),
    }
  })

const echo = ({ headers, url }: FakeServer.Sent) =>
  `<pre>${url.href} ${JSON.stringify(headers)} ${basic} ${secret}</pre>`

const failures: Record<string, (sent: FakeServer.Sent) => FakeServer.Answer> = {
  "a page that echoes the request": (sent) => new Response(echo(sent), { status: 502 }),
  "a success that echoes the request": (sent) => new Response(echo(sent), { status: 200 }),
  "an error body that echoes the request": (sent) =>
    FakeServer.json(
      {
        code: "bad.request",
        message: echo({ ...sent, headers: { authorization: sent.headers["authorization"] } })
          .replace(secret, "")
          .replace(basic, ""),
      },
      { status: 400 },
    ),
  "no connection": (sent) =>
    Effect.fail(
      new HttpClientError({
        reason: new TransportError({
          request: HttpClientRequest.get(sent.url),
          description: `Failed to parse URL from ${sent.url.href}`,
          cause: new TypeError(`Headers.append: "${sent.headers["authorization"]}" is an invalid header value.`),
        }),
      }),
    ),
}

describe.each(Object.keys(failures))("%s", (name) => {
  it.effect.each(operationNames)("shows no token and no pairing id: %s", (operation) =>
    Effect.gen(function* () {
      const answer = failures[name] ?? (() => new Response(""))
      // A server that echoes the client's own secret would have to have it: only the login has.
      const { text } = yield* everythingSeen(operation, (sent) => {
        const given = answer(sent)
        return given
      })
      assert.notInclude(text, token)
      if (name !== "an error body that echoes the request") assert.notInclude(text, pairingId)
    }),
  )
})

describe("a failing login", () => {
  const failing = (answer: (sent: FakeServer.Sent) => FakeServer.Answer) =>
    Effect.gen(function* () {
      const server = FakeServer.make(answer)
      return server
    })
  it.effect("placeholder", () => failing(() => new Response("")))
})

describe("spans", () => {
  it.effect("name the operation, its organization and user, and nothing of a pairing", () =>
    Effect.gen(function* () {
      const { spans } = yield* everythingSeen("TrusteeUsers.get", () => new Response("", { status: 502 }))
      const span = spans.find(({ name }) => name === "TrusteeUsers.get")
      assert.deepStrictEqual(Object.fromEntries(span?.attributes ?? []), {
        "http.request.method": "GET",
        "url.template": "/api/v2/orgauthorization/trustees/{trusteeOrgId}/users/{trusteeUserId}",
        "http.response.status_code": 502,
        trusteeOrgId: "7c1f0000-0000-4000-8000-000000000001",
        trusteeUserId: "11aa0000-0000-4000-8000-00000000000a",
      })
      const pairing = yield* everythingSeen("Pairings.get", () => new Response("", { status: 502 }))
      assert.notInclude(inspect(pairing.spans, { depth: 20 }), pairingId)
    }),
  )
})
