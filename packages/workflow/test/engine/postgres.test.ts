import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as Engine from "@org-trust/workflow/engine/postgres"
import { Store } from "@org-trust/workflow/Store"
import {
  ask,
  hasPostgres,
  type RunningPostgres,
  startPostgres,
} from "../../../testkit/test/journal/support/postgres.ts"
import { keepsRuns } from "../support/runLogs.ts"
import * as ToyWorkflow from "../support/toy.ts"
import { runsIn, Toy, until } from "../support/toy.ts"

const directory = mkdtempSync(join(tmpdir(), "org-trust-engine-"))
afterAll(() => rmSync(directory, { recursive: true }))
const { answering, lines, payload } = runsIn(join(directory, "log"))

const worker = (options: Engine.PostgresOptions) => Layer.provideMerge(ToyWorkflow.layer, Engine.layer(options))
const client = (url: Redacted.Redacted) => Layer.provideMerge(ToyWorkflow.layer, Engine.layerClient({ url }))

describe.runIf(hasPostgres)("the engine in a database", () => {
  let server: RunningPostgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())
  const newDatabase = Effect.promise(() => server.database())

  it.live("works for others that start and answer, and outlives an end of the database", () =>
    Effect.gen(function* () {
      const url = yield* newDatabase
      yield* Effect.gen(function* () {
        const { name, trouble } = yield* Store
        assert.notInclude(name, "a-password")
        const other = Effect.gen(function* () {
          assert.strictEqual(yield* Toy.execute(payload("a")), "nothing")
          yield* Toy.execute(payload("b", { wait: true }), { discard: true })
          yield* until(() => lines("b").length === 1)
        })
        yield* Effect.provide(other, client(url))
        // What came of its step is kept: otherwise it is taken again.
        const run = yield* Toy.executionId(payload("b", { wait: true }))
        const kept = Effect.promise(() =>
          ask(
            url,
            `select 1 from cluster_replies r join cluster_messages m on m.id = r.request_id
              where m.entity_id = '${run}' and m.tag = 'activity'`,
          ),
        )
        yield* Effect.repeat(kept, { until: (rows) => rows.length > 0 })
        const becomes = (is: boolean) =>
          SubscriptionRef.changes(trouble).pipe(
            Stream.filter((now) => Option.isSome(now) === is),
            Stream.take(1),
            Stream.runHead,
            Effect.map(Option.flatten),
          )
        yield* Effect.promise(server.crash)
        const said = Option.getOrThrow(yield* becomes(true))
        assert.match(
          said.message,
          /^the database test\d+ on 127\.0\.0\.1:\d+ does not answer: .+ Look after the database/,
        )
        assert.notInclude(said.message, "a-password")
        yield* Effect.promise(server.start)
        yield* becomes(false)
        yield* Effect.provide(answering("b"), client(url))
        assert.strictEqual(yield* Toy.execute(payload("b", { wait: true })), "yes")
        assert.deepStrictEqual(lines("b"), ["one", "two"])
      }).pipe(Effect.provide(worker({ url })))
    }),
  )

  keepsRuns((use) => Effect.flatMap(newDatabase, (url) => Effect.provide(use, Engine.layerClient({ url }))))

  it.live("is refused where it cannot be, with what to do", () =>
    Effect.gen(function* () {
      const url = yield* newDatabase
      const refused = (options: Engine.PostgresOptions) => Effect.flip(Effect.provide(Effect.void, worker(options)))
      const address = (change: (url: URL) => void) => {
        const made = new URL(Redacted.value(url))
        change(made)
        return Redacted.make(made.href)
      }
      for (const text of ["nothing", "postgres://", "postgres://me@/runs", "postgres://me@127.0.0.1"]) {
        const none = yield* refused({ url: Redacted.make(text) })
        assert.match(none.message, /^The address of the database is none\. Expected postgres:/)
      }
      const nowhere = yield* refused({ url: address((made) => (made.port = "1")) })
      assert.match(nowhere.message, /on 127\.0\.0\.1:1 cannot be used: .+ Look whether the database is there/)
      const unknown = yield* refused({ url: address((made) => (made.pathname = "/nobody")) })
      assert.match(unknown.message, /the database nobody on .+ cannot be used: .+ Look whether the database is there/)
      for (const { message } of [nowhere, unknown]) assert.notInclude(message, "a-password")

      yield* Effect.promise(() => ask(url, "create role guest login"))
      const guest = yield* refused({
        url: address((made) => {
          made.username = "guest"
        }),
      })
      assert.match(
        guest.message,
        /cannot be used: .*permission denied.* Look whether .* the user may make tables in it/,
      )

      const taken = createServer().listen(0, "127.0.0.1")
      yield* Effect.promise(() => once(taken, "listening"))
      const listening = taken.address()
      const port = listening !== null && typeof listening === "object" ? listening.port : 0
      const occupied = yield* refused({ url, port })
      assert.strictEqual(occupied._tag, "AddressUnusable")
      assert.include(occupied.message, `port ${port}: other processes do already`)
      taken.close()
      const outside = yield* refused({ url, port: 65_536 })
      assert.strictEqual(outside.message, "Expected a port from 1 to 65535, got 65536.")

      yield* Effect.promise(() => ask(url, "update org_trust_runs_format set version = 7"))
      const newer = yield* refused({ url })
      assert.match(newer.message, /have the format 7, and this program reads the format 1\. Use the program that made/)
    }),
  )
})
