import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpServer from "effect/http/HttpServer"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import { overHttp } from "@org-trust/testkit/contract/overHttp"
import { run } from "@org-trust/testkit/contract/Runner"
import * as Emulator from "@org-trust/testkit/Emulator"
import { Journal, type JournalUnusable } from "@org-trust/testkit/Journal"
import * as Postgres from "@org-trust/testkit/journal/postgres"
import * as Sqlite from "@org-trust/testkit/journal/sqlite"
import * as Platform from "@org-trust/testkit/Platform"
import { concurrency } from "../../src/contract/internal/concurrency/Concurrency.ts"
import { share } from "../support/effort.ts"
import { hasPostgres, startPostgres } from "./support/postgres.ts"

/** The address of an emulator with a journal of its own. */
const serve = (journal: Layer.Layer<Journal, JournalUnusable>) =>
  Emulator.layer().pipe(
    Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
    Layer.provide(Platform.layerJournal()),
    Layer.provide(Layer.fresh(journal)),
    Layer.build,
    Effect.flatMap((context) =>
      Effect.provideContext(
        HttpServer.addressFormattedWith(Effect.succeed),
        Context.pick(HttpServer.HttpServer)(context),
      ),
    ),
  )

/** A client whose requests go to one address and to the other in turn, whoever makes them. */
const inTurn = (one: string, other: string) => {
  let requests = 0
  return Layer.effect(
    HttpClient.HttpClient,
    Effect.map(
      HttpClient.HttpClient,
      HttpClient.mapRequest((request) =>
        requests++ % 2 === 0 ? request : HttpClientRequest.setUrl(request, request.url.replace(one, other)),
      ),
    ),
  ).pipe(Layer.provide(NodeHttpClient.layerUndici))
}

/** How some clauses stand after requests to two emulators. */
const judged = Effect.fnUntraced(function* (
  journal: Layer.Layer<Journal, JournalUnusable>,
  runs: number,
  clauses = concurrency,
): Effect.fn.Return<ReadonlyArray<readonly [string, string]>, unknown, Scope.Scope> {
  const one = yield* serve(journal)
  const other = yield* serve(journal)
  assert.notStrictEqual(one, other)
  const subject = overHttp({ url: one, world, capabilities: complete, httpClient: inTurn(one, other) })
  const { results } = yield* run(subject, { clauses, runs, seed: 1, shrinks: false })
  return results.map(({ clause, standing }) => [clause.name, standing] as const)
})

const allPassed = concurrency.map(({ name }) => [name, "passed"] as const)

const temporary = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "org-trust-two-"))),
  (made) => Effect.sync(() => rmSync(made, { recursive: true })),
)
const inFile = Effect.map(temporary, (directory) => Sqlite.layer({ file: join(directory, "two.db") }))

/** A journal of which this process sees nothing but what it writes itself, and what it meets then. */
const blind = (journal: Layer.Layer<Journal, JournalUnusable>) =>
  Layer.effect(
    Journal,
    Effect.map(Journal, (found) => ({ ...found, look: Effect.void })),
  ).pipe(Layer.provide(Layer.fresh(journal)))

describe("overlapping calls of two emulators on one journal are explained by some order", () => {
  it.live("in a file", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* judged(yield* inFile, share(3)), allPassed)
    }).pipe(Effect.scoped),
  )

  it.live("and are not where one does not look what the other has done", () =>
    Effect.gen(function* () {
      for (const clause of concurrency) {
        const [found] = yield* judged(blind(yield* inFile), 3, [clause])
        if (found?.[1] === "failed") return
      }
      assert.fail("no clause has failed")
    }).pipe(Effect.scoped),
  )

  it.live.runIf(hasPostgres)("in a database", () =>
    Effect.gen(function* () {
      const server = yield* Effect.acquireRelease(
        Effect.promise(() => startPostgres()),
        ({ stop }) => Effect.promise(stop),
      )
      const journal = Postgres.layer({ url: yield* Effect.promise(server.database) })
      assert.deepStrictEqual(yield* judged(journal, share(3)), allPassed)
    }).pipe(Effect.scoped),
  )
})
