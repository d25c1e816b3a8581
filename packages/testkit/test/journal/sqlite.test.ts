import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { empty } from "@org-trust/core/lifecycle/State"
import { world } from "@org-trust/testkit/BuiltInWorld"
import * as Sqlite from "@org-trust/testkit/journal/sqlite"
import * as Platform from "@org-trust/testkit/Platform"
import { append, asking, holdsTheSame, keepsWhatHappens, makeTrust, manyPairings, trustee } from "./support/keeping.ts"

const directory = mkdtempSync(join(tmpdir(), "org-trust-journal-"))
afterAll(() => rmSync(directory, { recursive: true }))

let count = 0
const newFile = (): string => join(directory, `${++count}.db`)

const open = (file: string, options?: Partial<Sqlite.SqliteOptions>) => Sqlite.make({ file, ...options })

const platformOn = (file: string) => Effect.flatMap(open(file), (journal) => Platform.make({ journal }))

describe("a journal in a file", () => {
  keepsWhatHappens({ newPlace: async () => newFile(), open, runs: 60 })
})

describe("the file of a journal", () => {
  it.effect("begins a new log with a reset, and keeps the old one", () =>
    Effect.gen(function* () {
      const file = newFile()
      yield* Effect.scoped(
        Effect.gen(function* () {
          const platform = yield* platformOn(file)
          yield* makeTrust(platform)
          const before = yield* platform.events
          yield* platform.reset
          const { log, version } = yield* platform.events
          assert.deepStrictEqual([before.log, before.version, log, version], [1, 2, 2, 0])
        }),
      )
      const database = new DatabaseSync(file, { readOnly: true })
      const rows = database.prepare("select log, count(*) as events from events group by log").all()
      database.close()
      assert.deepStrictEqual(
        rows.map((row) => ({ ...row })),
        [{ log: 1, events: 2 }],
      )
    }),
  )

  it.effect("starts from a snapshot, and without it where that is spoiled", () =>
    Effect.gen(function* () {
      const file = newFile()
      const pairings = manyPairings(3000)
      yield* Effect.scoped(Effect.flatMap(open(file), (journal) => append(journal, pairings)))
      const expected = pairings.reduce(evolve, empty)
      const reopened = Effect.scoped(
        Effect.gen(function* () {
          const journal = yield* open(file)
          const kept = journal.seen()
          assert.strictEqual(kept.version, 3000)
          holdsTheSame(kept.state, expected)
        }),
      )
      const database = new DatabaseSync(file)
      const parts = () => database.prepare("select count(*) as parts from snapshots").get()?.["parts"]
      assert.strictEqual(parts(), 6)
      yield* reopened
      database.exec("update snapshots set body = substr(body, 1, 20)")
      yield* reopened
      database.close()
    }),
  )

  it.effect("is for its owner alone", () =>
    Effect.gen(function* () {
      const file = newFile()
      yield* open(file)
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
    }).pipe(Effect.scoped),
  )
})

describe("what is no journal is refused, with what to do", () => {
  const refused = (file: string, expected: RegExp, options?: Partial<Sqlite.SqliteOptions>) =>
    Effect.gen(function* () {
      const { _tag, message } = yield* Effect.flip(Effect.scoped(open(file, options)))
      assert.strictEqual(_tag, "JournalUnusable")
      assert.match(message, expected)
      assert.include(message, file)
    })

  /** A file with some events, changed. */
  const changed = (change: (file: string) => void) =>
    Effect.gen(function* () {
      const file = newFile()
      yield* Effect.scoped(Effect.flatMap(open(file), (journal) => append(journal, manyPairings(50))))
      change(file)
      return file
    })
  const withSql = (sql: string) =>
    changed((file) => {
      const database = new DatabaseSync(file)
      database.exec(sql)
      database.close()
    })

  it.effect("a file that is no database", () =>
    Effect.gen(function* () {
      const file = newFile()
      writeFileSync(file, "not a database, though it has some length. ".repeat(100))
      yield* refused(file, /it is no database\. Name another file\./)
    }),
  )

  it.effect("a file that was cut off", () =>
    Effect.gen(function* () {
      const file = yield* changed((file) => truncateSync(file, statSync(file).size - 8192))
      yield* refused(file, /damaged or cut off\. Put back a copy/)
    }),
  )

  it.effect("a file of another version", () =>
    Effect.gen(function* () {
      yield* refused(yield* withSql("pragma user_version = 7"), /has the format 7, and this program reads the format 1/)
    }),
  )

  it.effect("a database of another program", () =>
    Effect.gen(function* () {
      const file = newFile()
      const database = new DatabaseSync(file)
      database.exec("create table mine (x)")
      database.close()
      yield* refused(file, /is a database of another program/)
    }),
  )

  it.effect("another world", () =>
    Effect.gen(function* () {
      const file = newFile()
      yield* Effect.scoped(open(file, { world: { organizations: [], clients: [] } }))
      yield* refused(file, /is about another world/, { world })
      assert.deepStrictEqual((yield* Effect.scoped(open(file))).world, { organizations: [], clients: [] })
    }),
  )

  it.effect("a directory, and a directory that does not exist", () =>
    Effect.gen(function* () {
      yield* refused(directory, /it is a directory\. Name a file/)
      yield* refused(join(directory, "nowhere", "1.db"), /its directory does not exist\. Make the directory first/)
    }),
  )

  it.effect("a log with a gap, or an event that cannot be read", () =>
    Effect.gen(function* () {
      yield* refused(yield* withSql("delete from events where version = 7"), /expected the event 7, got the event 8/)
      yield* refused(yield* withSql("update events set body = '{}' where version = 7"), /the event 7 cannot be read/)
    }),
  )
})

describe("a disk that is full", () => {
  it.effect("refuses the change, keeps what was answered, and goes on when there is room", () =>
    Effect.gen(function* () {
      const file = newFile()
      const platform = yield* platformOn(file)
      yield* makeTrust(platform)
      const holder = new DatabaseSync(file)
      holder.exec("create trigger full before insert on events begin select raise(abort, 'full'); end")
      const before = yield* platform.state
      const create = platform.invokeAs(trustee)("Pairings.create", asking)
      const error = yield* Effect.flip(create)
      assert.strictEqual(error._tag, "Unavailable")
      assert.isTrue(Equal.equals(yield* platform.state, before))
      holder.exec("drop trigger full")
      holder.close()
      yield* create
      assert.strictEqual((yield* platform.events).version, 3)
    }).pipe(Effect.scoped),
  )
})
