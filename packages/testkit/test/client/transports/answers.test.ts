/** Answers that are a little off, over each transport, on real sockets. */
import type { IncomingMessage, ServerResponse } from "node:http"
import * as zlib from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { OrganizationId } from "@org-trust/core/Identifiers"
import type { Invoke } from "@org-trust/core/Invoke"
import { givenToken } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Servers from "./Servers.ts"
import { transports } from "./Transports.ts"

const pairing = JSON.stringify({ id: "0f6c0000-0000-4000-8000-000000000055", dateCreated: "2026-01-01T00:00:00.000Z" })
const trusteeOrgId = OrganizationId.make("7c1f0000-0000-4000-8000-000000000001")

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const encoders: Record<string, readonly [encoding: string, encode: (text: string) => Buffer]> = {
  gzip: ["gzip", (text) => zlib.gzipSync(text)],
  "x-gzip": ["x-gzip", (text) => zlib.gzipSync(text)],
  deflate: ["deflate", (text) => zlib.deflateSync(text)],
  "deflate without a wrapper": ["deflate", (text) => zlib.deflateRawSync(text)],
  brotli: ["br", (text) => zlib.brotliCompressSync(text)],
  zstd: ["zstd", (text) => zlib.zstdCompressSync(text)],
  "gzip in brotli": ["gzip, br", (text) => zlib.brotliCompressSync(zlib.gzipSync(text))],
  "gzip in capitals": ["GZIP", (text) => zlib.gzipSync(text)],
  nothing: ["identity", (text) => Buffer.from(text)],
}

const encoded =
  (encoding: string, body: Buffer, status = 200): Answer =>
  (_, response) =>
    response.writeHead(status, { "content-type": "application/json", "content-encoding": encoding }).end(body)

const plain =
  (status: number, body: string, headers?: Record<string, string>): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body)

describe.each(Object.entries(transports))("over %s", (_name, { direct }) => {
  const calling = <A, E>(
    answer: Answer,
    call: (invoke: Invoke) => Effect.Effect<A, E>,
    options?: Partial<OrgTrust.Options>,
  ) =>
    Effect.gen(function* () {
      const { port, seen } = yield* Servers.listen(Servers.answering(answer))
      const url = `http://127.0.0.1:${port}`
      const invoke = yield* OrgTrust.makeInvoke({
        region: { api: url, login: url },
        credentials: givenToken("tok-tok-tok"),
        ...options,
      })
      return { exit: yield* Effect.exit(call(invoke)), seen, url }
    }).pipe(Effect.provide(direct), Effect.scoped)

  const pair = (answer: Answer, options?: Partial<OrgTrust.Options>) =>
    calling(answer, (invoke) => invoke("Pairings.create", { payload: {} }), options)

  const remove = (answer: Answer) => calling(answer, (invoke) => invoke("Trustees.remove", { trusteeOrgId }))

  const errorOf = <A, E>(exit: Exit.Exit<A, E>) => Effect.flip(exit)

  it.live.each(Object.entries(encoders))("a pairing in %s is read", ([, [encoding, encode]]) =>
    Effect.gen(function* () {
      const { exit } = yield* pair(encoded(encoding, encode(pairing)))
      assert.isTrue(Exit.isSuccess(exit), String(exit))
    }),
  )

  it.live("a refusal that is compressed is read", () =>
    Effect.gen(function* () {
      const body = zlib.gzipSync(JSON.stringify({ code: "not.authorized", message: "No", status: 403 }))
      assert.strictEqual((yield* errorOf((yield* pair(encoded("gzip", body, 403))).exit))._tag, "NotAuthorized")
    }),
  )

  it.live.each([
    ["compress", "that nobody knows", Buffer.from([0x1f, 0x9d, 0x90, 0, 1])],
    ["zstd", "that breaks off", zlib.zstdCompressSync(pairing).subarray(0, 20)],
    ["zstd", "that the bytes are not in", zlib.gzipSync(pairing)],
  ] as const)("%s %s is named", ([encoding, , body]) =>
    Effect.gen(function* () {
      const error = yield* errorOf((yield* pair(encoded(encoding, body))).exit)
      assert.strictEqual(error._tag, "UnknownOutcome")
      assert.include(error.message, encoding)
    }),
  )

  it.live("an answer that is larger than allowed once it is unpacked is not kept", () =>
    Effect.gen(function* () {
      const { exit } = yield* pair(encoded("gzip", zlib.gzipSync(" ".repeat(1_000_000))), { maxBodySize: 10_000 })
      const error = yield* errorOf(exit)
      assert.include(error.message, "larger than 10000 bytes")
    }),
  )

  it.live.each(["{}", "\n", " \r\n ", "null", '""', "[]", "", "\ufeff{}", '{"entities":[]}'])(
    "a removal that is answered with %j has succeeded",
    (body) =>
      Effect.gen(function* () {
        for (const status of [200, 202]) {
          const { exit, seen } = yield* remove(plain(status, body))
          assert.isTrue(Exit.isSuccess(exit), String(exit))
          assert.strictEqual(seen.requests, 1)
        }
      }),
  )

  it.live("a removal that is answered with a page has not", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* errorOf((yield* remove(plain(200, "<html>Log in"))).exit))._tag, "UnknownOutcome")
    }),
  )

  it.live.each([300, 301, 302, 303, 305, 307, 308])("a change that is answered with %i was not carried out", (status) =>
    Effect.gen(function* () {
      let paths: ReadonlyArray<string> = []
      const { exit, seen } = yield* pair((request, response) => {
        paths = [...paths, request.url ?? ""]
        response.writeHead(status, { location: "/elsewhere" }).end("<html>moved")
      })
      const error = yield* errorOf(exit)
      assert.strictEqual(error._tag, "UnexpectedResponse")
      assert.include(error.message, "/elsewhere")
      assert.strictEqual(seen.requests, 1)
      assert.notInclude(paths, "/elsewhere")
    }),
  )

  it.live("each request says who it is from, and asks for no compression", () =>
    Effect.gen(function* () {
      let headers: IncomingMessage["headers"] = {}
      const answer: Answer = (request, response) => {
        headers = request.headers
        response.end(pairing)
      }
      yield* pair(answer)
      assert.match(headers["user-agent"] ?? "", /^org-trust\/\d+\.\d+\.\d+$/)
      assert.strictEqual(headers["accept-encoding"], "identity")
      yield* pair(answer, { userAgent: "onboarding/2.1 (line\nbreak)" })
      assert.match(headers["user-agent"] ?? "", /^onboarding\/2\.1 \(line break\) org-trust\/\d/)
    }),
  )
})
