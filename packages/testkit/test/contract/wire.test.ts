import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { clausesOverHttp, wireClauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { toJson } from "@org-trust/testkit/contract/report/Json"
import { run } from "@org-trust/testkit/contract/Runner"
import { type Exchange, wireOf } from "@org-trust/testkit/contract/Wire"
import { wireMutants } from "@org-trust/testkit/mutants/wire"
import { wireOdds } from "@org-trust/testkit/odd/wire"
import { sample } from "../support/effort.ts"
import { served } from "./support/onWire.ts"

const failures = (results: Effect.Success<ReturnType<typeof run>>["results"]) =>
  results.flatMap(({ clause, standing, verdict }) =>
    standing === "failed" && verdict._tag === "Failed" ? [`${clause.name}: ${verdict.message}`] : [],
  )

describe("what is wrong on the wire", () => {
  for (const { name, onWire, rule, sentence } of sample(wireMutants)) {
    it.live(`${name} is rejected by ${rule}`, () =>
      served(onWire, (subject) =>
        Effect.gen(function* () {
          const found = failures((yield* run(subject, { clauses: wireClauses, only: rule })).results)
          assert.isTrue(
            found.some((each) => /expected .*, got /.test(each)),
            `${sentence} ${found.join("\n")}`,
          )
        }),
      ),
    )
  }

  it("is there for every clause of the wire, with names of its own", () => {
    const rejecting = new Set<string>(wireMutants.map(({ rule }) => rule))
    assert.deepStrictEqual(
      wireClauses.map(({ name }) => name).filter((name) => !rejecting.has(name)),
      [],
    )
    assert.strictEqual(new Set(wireMutants.map(({ name }) => name)).size, wireMutants.length)
  })
})

describe("what is right and odd on the wire", () => {
  for (const { name, onWire, sentence } of sample(wireOdds, 1)) {
    it.live(`${name} passes every clause of the wire`, () =>
      served(onWire, (subject) =>
        Effect.gen(function* () {
          const { results } = yield* run(subject, { clauses: wireClauses })
          assert.deepStrictEqual(failures(results), [], sentence)
          assert.deepStrictEqual(
            results.flatMap(({ clause, standing }) => (standing === "passed" ? [] : [clause.name])),
            [],
          )
        }),
      ),
    )
  }

  for (const { name, onWire, sentence } of sample(wireOdds)) {
    it.live(`${name} passes the whole contract`, () =>
      served(onWire, (subject) =>
        Effect.gen(function* () {
          const { results } = yield* run(subject, { clauses: clausesOverHttp, runs: 1 })
          assert.deepStrictEqual(failures(results), [], sentence)
        }),
      ),
    )
  }
})

describe("a wire that is heard", () => {
  it.effect("lets an answer be read as often as wanted, whole and in pieces", () =>
    Effect.gen(function* () {
      const answering = HttpClient.make((request) =>
        Effect.succeed(HttpClientResponse.fromWeb(request, new Response('{"id":"ä"}', { status: 404 }))),
      )
      const { httpClient, wire } = wireOf(
        { url: "http://there", loginUrl: "http://there" },
        Layer.succeed(HttpClient.HttpClient, answering),
      )
      const heard: Array<Exchange> = []
      yield* wire.open((exchange) => heard.push(exchange))
      const response = yield* Effect.flatMap(HttpClient.HttpClient, (client) =>
        client.get("http://there/api/v2/x?y=1"),
      ).pipe(Effect.provide(httpClient))
      for (const text of [
        yield* response.text,
        yield* Stream.mkString(Stream.decodeText(response.stream)),
        JSON.stringify(yield* response.json),
        yield* Stream.mkString(Stream.decodeText(response.stream)),
      ]) {
        assert.strictEqual(text, '{"id":"ä"}')
      }
      assert.deepStrictEqual(
        heard.map(({ body, method, path, status }) => ({ body, method, path, status })),
        [{ body: '{"id":"ä"}', method: "GET", path: "/api/v2/x?y=1", status: 404 }],
      )
    }),
  )
})

describe("the clauses of the wire", () => {
  it.live("hear what other clauses ask, and say with which a failure comes again", () => {
    const tooMany = wireMutants.find(({ name }) => name === "codes-of-its-own")
    assert.isDefined(tooMany)
    return served(tooMany.onWire, (subject) =>
      Effect.gen(function* () {
        const report = yield* run(subject, {
          clauses: clausesOverHttp,
          only: "pairing.used-once,wire.error-codes",
          runs: 1,
        })
        const [, result] = toJson(report, world).results
        assert.include(result?.failure?.message, "; first heard while pairing.used-once was checked")
        assert.include(result?.failure?.replay, "--only pairing.used-once,wire.error-codes")
        assert.match(JSON.stringify(result?.failure?.trace), /GET .*404.*trust\.not\.found/)
      }),
    )
  })

  it.live("are skipped in process, and say what lets them be checked", () =>
    Effect.gen(function* () {
      const { results } = yield* run(yield* inMemory(), { clauses: wireClauses })
      for (const { standing, verdict } of results) {
        assert.strictEqual(standing, "skipped")
        assert.include(verdict._tag === "Skipped" ? verdict.reason : "", "verify --url")
      }
    }),
  )
})
