import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as Engine from "@org-trust/workflow/engine/sqlite"
import { Store } from "@org-trust/workflow/Store"
import { keepsRuns } from "../support/runLogs.ts"
import * as ToyWorkflow from "../support/toy.ts"
import { runsIn, Toy, until } from "../support/toy.ts"

const directory = mkdtempSync(join(tmpdir(), "org-trust-engine-"))
afterAll(() => rmSync(directory, { recursive: true }))

let count = 0
const newFile = (): string => join(directory, `${++count}.db`)
const log = join(directory, "log")
writeFileSync(log, "")
const { answering, lines, payload } = runsIn(log)

const worker = (options: Engine.SqliteOptions) => Layer.provideMerge(ToyWorkflow.layer, Engine.layer(options))
const client = (file: string) => Layer.provideMerge(ToyWorkflow.layer, Engine.layerClient({ file }))

const rowsOf = (file: string): ReadonlyArray<number> => {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = ["cluster_messages", "cluster_replies"].map((table) =>
    Number(database.prepare(`select count(*) as rows from ${table}`).get()?.["rows"]),
  )
  database.close()
  return rows
}

describe("the engine in a file", () => {
  it.live("runs, compensates, and goes on after its end where it was", () =>
    Effect.gen(function* () {
      const file = newFile()
      const first = Effect.gen(function* () {
        assert.strictEqual(yield* Toy.execute(payload("a")), "nothing")
        assert.strictEqual((yield* Effect.flip(Toy.execute(payload("b", { refuse: true }))))._tag, "Refused")
        yield* Toy.execute(payload("c", { wait: true }), { discard: true })
        yield* until(() => lines("c").length === 1)
      })
      yield* Effect.provide(first, worker({ file }))
      assert.deepStrictEqual(lines("b"), ["one", "two", "undo one"])
      yield* Effect.provide(answering("c"), client(file))
      assert.strictEqual(yield* Effect.provide(Toy.execute(payload("c", { wait: true })), worker({ file })), "yes")
      assert.deepStrictEqual(lines("c"), ["one", "two"])
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
    }),
  )

  it.live("is worked on by one process alone, beside which others start and answer", () =>
    Effect.gen(function* () {
      const file = newFile()
      const beside = Effect.gen(function* () {
        const second = yield* Effect.flip(Effect.provide(Effect.void, worker({ file })))
        assert.strictEqual(second._tag, "StoreInUse")
        assert.include(second.message, `${file}: process ${process.pid} on `)
        yield* Toy.execute(payload("d", { wait: true }), { discard: true }).pipe(
          Effect.andThen(answering("d")),
          Effect.andThen(Toy.execute(payload("d", { wait: true }))),
          Effect.provide(client(file)),
          Effect.map((said) => assert.strictEqual(said, "yes")),
        )
      })
      yield* Effect.provide(beside, worker({ file }))
      // The lock ends with the worker.
      yield* Effect.provide(Effect.void, worker({ file }))
    }),
  )

  it.live("takes nothing up before there is a workflow that it knows", () =>
    Effect.gen(function* () {
      const file = newFile()
      yield* Effect.provide(
        Effect.andThen(
          Toy.execute(payload("early", { wait: true }), { discard: true }),
          until(() => lines("early").length === 1),
        ),
        worker({ file }),
      )
      yield* Effect.provide(answering("early"), client(file))
      const said: Array<string> = []
      const logger = Logger.layer([Logger.make(({ logLevel, message }) => void said.push(`${logLevel} ${message}`))])
      // What else a program is made of may need its time.
      const meanwhile = Effect.repeat(
        Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve))),
        { times: 2000 },
      )
      const late = Layer.unwrap(Effect.as(meanwhile, ToyWorkflow.layer))
      yield* until(() => lines("early").length === 2).pipe(
        Effect.provide(Layer.provideMerge(late, Engine.layer({ file })).pipe(Layer.provideMerge(logger))),
      )
      assert.deepStrictEqual(
        said.filter((line) => !line.startsWith("Debug")),
        [],
      )
    }),
  )

  it.live("forgets what has ended when its time is over, and nothing else", () =>
    Effect.gen(function* () {
      const file = newFile()
      const some = (round: number) =>
        Effect.forEach(
          Array.from({ length: 5 }, (_, at) => `${round}-${at}`),
          (id) => Toy.execute(payload(id)),
          { concurrency: "unbounded", discard: true },
        )
      const untilRows = (rows: number) => until(() => rowsOf(file)[0] === rows)
      const waits = Toy.execute(payload("waits", { wait: true }), { discard: true })
      // What is asked of it, its first step, its clock, and what the clock said.
      yield* Effect.provide(Effect.andThen(waits, untilRows(4)), worker({ file }))
      for (const round of [1, 2]) {
        yield* Effect.provide(some(round), worker({ file, keepFor: "1 hour" }))
        assert.strictEqual(rowsOf(file)[0], 4 + 5 * 5)
        yield* Effect.provide(untilRows(4), worker({ file, keepFor: 0 }))
      }
      yield* Effect.provide(answering("waits"), client(file))
      assert.strictEqual(yield* Effect.provide(Toy.execute(payload("waits", { wait: true })), worker({ file })), "yes")
    }),
  )
})

describe("the log of runs in a file", () => {
  keepsRuns((use) => Effect.provide(use, Engine.layer({ file: newFile() })))
})

describe("a file that cannot be used is refused, with what to do", () => {
  const refused = (file: string, expected: RegExp) =>
    Effect.gen(function* () {
      for (const layer of [worker({ file }), client(file)]) {
        const error = yield* Effect.flip(Effect.provide(Effect.void, layer))
        assert.strictEqual(error._tag, "StoreUnusable")
        assert.match(error.message, expected)
        assert.include(error.message, file)
      }
    })
  /** A file with a run, changed. */
  const changed = (change: (file: string) => void) =>
    Effect.gen(function* () {
      const file = newFile()
      yield* Effect.provide(Toy.execute(payload(file)), worker({ file }))
      change(file)
      return file
    })
  const withSql = (sql: string) => (file: string) => {
    const database = new DatabaseSync(file)
    database.exec(sql)
    database.close()
  }

  it.live("no database, a cut one, one of another version or program, a directory, one that is nowhere", () =>
    Effect.gen(function* () {
      const text = newFile()
      writeFileSync(text, "not a database, though it has some length. ".repeat(100))
      yield* refused(text, /it is no database\. Name another file\./)
      const cut = yield* changed((file) => truncateSync(file, statSync(file).size - 8192))
      yield* refused(cut, /damaged or cut off\. Put back a copy/)
      const newer = yield* changed(withSql("pragma user_version = 7"))
      yield* refused(newer, /have the format 7, and this program reads the format 1\. Use the program that made it/)
      const other = newFile()
      withSql("create table mine (x)")(other)
      yield* refused(other, /is a database of another program\. Name another file\./)
      const folder = newFile()
      mkdirSync(folder)
      yield* refused(folder, /it is a directory\. Name a file/)
      const nowhere = join(directory, "nowhere", "1.db")
      const error = yield* Effect.flip(Effect.provide(Effect.void, worker({ file: nowhere })))
      assert.match(error.message, /its directory does not exist\. Make the directory first/)
      const none = yield* Effect.flip(Effect.provide(Effect.void, client(nowhere)))
      assert.match(none.message, /does not exist\. Start a run/)
    }),
  )

  it("one that nobody gave the right to read", () => {
    const file = newFile()
    writeFileSync(file, "")
    chmodSync(file, 0o000)
    // For root permissions count for nothing; somebody else is asked then.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const opener = fileURLToPath(new URL("../support/opener.ts", import.meta.url))
    const { stderr, stdout } = spawnSync(process.execPath, [opener, file], { ...nobody, encoding: "utf8" })
    assert.match(stdout, /^StoreUnusable: The runs in .* cannot be used: permission is denied\. Give the user/, stderr)
  })
})

const small = join(directory, "small")
mkdirSync(small)
const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", small]).status === 0
afterAll(() => spawnSync("umount", [small]))

describe.runIf(isMounted)("a disk that is full", () => {
  it.live("is said, and work goes on by itself when there is room", () =>
    Effect.gen(function* () {
      const ballast = join(small, "ballast")
      const { trouble } = yield* Store
      assert.strictEqual(yield* Toy.execute(payload("e")), "nothing")
      yield* Toy.execute(payload("f", { wait: true }), { discard: true })
      for (let size = 1 << 23; size > 64; size >>= 1) {
        try {
          writeFileSync(ballast, "x".repeat(size), { flag: "a" })
        } catch {
          continue
        }
      }
      const said = yield* Effect.forkChild(
        SubscriptionRef.changes(trouble).pipe(Stream.filter(Option.isSome), Stream.take(1), Stream.runCollect),
        { startImmediately: true },
      )
      const many = yield* Effect.forkChild(
        Effect.forEach(Array.from({ length: 20 }), (_, at) => Toy.execute(payload(`g${at}`)), {
          concurrency: "unbounded",
        }).pipe(Effect.exit),
      )
      const [first] = yield* Fiber.join(said)
      assert.match(
        Option.getOrThrow(first ?? Option.none()).message,
        /the disk is full\. Make room; what was kept is kept/,
      )
      rmSync(ballast)
      assert.isTrue(Exit.isSuccess(yield* Fiber.join(many)))
      yield* answering("f")
      assert.strictEqual(yield* Toy.execute(payload("f", { wait: true })), "yes")
      for (let at = 0; at < 20; at++) assert.deepStrictEqual(lines(`g${at}`), ["one", "two"])
    }).pipe(Effect.provide(worker({ file: join(small, "1.db") }))),
  )
})
