/**
 * A journal in a PostgreSQL database, which processes of several machines can share. It
 * needs `@effect/sql-pg`.
 */
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Reactivity from "effect/reactivity/Reactivity"
import type { SqlError } from "effect/sql/SqlError"
import { world as builtInWorld } from "../BuiltInWorld.ts"
import * as Groups from "../internal/journal/Groups.ts"
import {
  added,
  advance,
  backwards,
  beginning,
  eventOf,
  organizationsOf,
  restore,
  SpoiledLog,
  withRow,
  worldJson,
  worldOf,
} from "../internal/journal/Log.ts"
import { saysOf } from "../internal/journal/postgres/saysOf.ts"
import * as Tables from "../internal/journal/postgres/Tables.ts"
import * as Seal from "../internal/journal/Seal.ts"
import * as Snapshots from "../internal/journal/Snapshots.ts"
import { Journal, JournalUnavailable, JournalUnusable, type Kept } from "../Journal.ts"
import type { WorldFile } from "../WorldFile.ts"

/**
 * What can be said of a journal in a database.
 * @category models
 * @since 0.1.0
 */
export interface PostgresOptions {
  /** The address of the database: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`. */
  readonly url: Redacted.Redacted
  /**
   * The world that it is about: the one that a new database is given, and that an old one
   * has to have. Unless given it is the database's own, and the built-in world for a new one.
   */
  readonly world?: WorldFile
}

/** The database, for people: without user and password. */
const nameOf = (url: Redacted.Redacted): Effect.Effect<string, JournalUnusable> =>
  Effect.try({
    try: () => {
      const { hostname, pathname, port } = new URL(Redacted.value(url))
      if (hostname === "" || pathname.length < 2) throw new TypeError("no host, or no database")
      return `the database ${pathname.slice(1)} on ${hostname}${port === "" ? "" : `:${port}`}`
    },
    catch: () =>
      new JournalUnusable({
        message: "The address of the database is none. Expected postgres://USER:PASSWORD@HOST:PORT/DATABASE.",
      }),
  })

/** What may throw because of what the database holds. */
const reading = <A>(run: () => A): Effect.Effect<A, SpoiledLog> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(run())
    } catch (error) {
      return error instanceof SpoiledLog ? Effect.fail(error) : Effect.die(error)
    }
  })

const damaged = (name: string, { message }: SpoiledLog): string =>
  `The state in ${name} is damaged: ${message}. Put back a copy of it, or begin with another database.`

const openLog = Effect.fnUntraced(function* (
  { world: wanted }: PostgresOptions,
  name: string,
  tables: ReturnType<typeof Tables.make>,
) {
  const first = yield* tables.alone(
    Effect.gen(function* () {
      yield* tables.prepare(name)
      const there = yield* tables.news(0, 0x7f_ff_ff_ff)
      if (there !== undefined) return there
      const world = worldJson(wanted ?? builtInWorld)
      const made = { log: 1, world, key: Seal.newKey(), groups: "[]", clockMillis: 0 }
      yield* tables.begin(made)
      return made
    }),
  )
  if (wanted !== undefined && worldJson(wanted) !== first.world) {
    const message = `The state in ${name} is about another world than the one that was given. Give the world that it was made with, or none, or name another database.`
    return yield* new JournalUnusable({ message })
  }
  const world = yield* reading(() => worldOf(first.world))
  const atFirst = organizationsOf(world)

  // The events up to the snapshot stay as they are written, until somebody asks for the trail.
  const rows = yield* tables.events(first.log)
  const parts = yield* tables.snapshot(first.log)
  const start = beginning(atFirst, first)
  const snapshotVersion = parts[0]?.version ?? 0
  const restored = restore(
    start,
    snapshotVersion,
    parts.map(({ body }) => body),
    (version) =>
      rows
        .slice(Math.max(0, version - backwards), version)
        .toReversed()
        .map((row, at) => eventOf(row, version - at)),
  )
  const base = snapshotVersion === 0 ? start : (restored ?? start)
  let kept = yield* reading(() => advance(base, rows.slice(base.version)))
  let groups = "[]"

  const catchUp = Effect.gen(function* () {
    const news = yield* tables.news(kept.log, kept.version)
    if (news === undefined) return yield* new SpoiledLog({ message: "expected a log, got none" })
    yield* reading(() => {
      const isOther = news.log !== kept.log
      const before = isOther ? beginning(atFirst, news) : kept
      kept = advance(withRow(atFirst, before, news, isOther ? "[]" : groups), news.events)
      groups = news.groups
    })
  })

  const transact = Effect.fnUntraced(function* <A>(step: (kept: Kept) => readonly [A, Kept]) {
    const done = yield* tables.alone(
      Effect.gen(function* () {
        yield* catchUp
        const before = kept
        const [result, after] = yield* reading(() => step(before))
        if (after === before) return { result, kept, groups }
        const rows = added(before, after)
        yield* tables.append(before.log, rows)
        const changed =
          after.organizations === before.organizations ? groups : Groups.toJson(atFirst, after.organizations)
        if (changed !== groups || after.clockMillis !== before.clockMillis) {
          yield* tables.change(before.log, changed, after.clockMillis)
        }
        return { result, kept: { ...after, version: before.version + rows.length }, groups: changed }
      }),
    )
    kept = done.kept
    groups = done.groups
    return done.result
  })

  const reset = Effect.andThen(
    tables.alone(
      Effect.gen(function* () {
        yield* catchUp
        yield* tables.begin({ ...first, log: kept.log + 1, groups: "[]", clockMillis: kept.clockMillis })
      }),
    ),
    catchUp,
  )

  yield* catchUp
  return { world, key: first.key, snapshotVersion: base.version, seen: () => kept, catchUp, transact, reset }
})

/**
 * Opens a journal, until the scope is closed.
 * @category constructors
 * @since 0.1.0
 */
export const make = Effect.fnUntraced(function* (
  options: PostgresOptions,
): Effect.fn.Return<Journal["Service"], JournalUnusable, Scope.Scope> {
  const name = yield* nameOf(options.url)
  const unusable = (error: SqlError) =>
    new JournalUnusable({
      message: `The state in ${name} cannot be used: ${saysOf(error)}. Look whether the database is there, and whether the user may make tables in it.`,
    })
  const sql = yield* PgClient.make({
    url: options.url,
    maxConnections: 2,
    applicationName: "org-trust",
    // A process that is stopped half-way must not keep the others from going on.
    startupParameters: { idle_in_transaction_session_timeout: "10s", lock_timeout: "15s" },
  }).pipe(Effect.provide(Reactivity.layer), Effect.mapError(unusable))
  const tables = Tables.make(sql)
  const log = yield* openLog(options, name, tables).pipe(
    Effect.catchTags({
      SqlError: (error) => Effect.fail(unusable(error)),
      SpoiledLog: (error) => Effect.fail(new JournalUnusable({ message: damaged(name, error) })),
    }),
  )
  // What this process has seen goes on one step after the other. A client that goes away ends none half-way.
  const { withPermit } = Semaphore.makeUnsafe(1)
  const attempt = <A>(use: Effect.Effect<A, SqlError | SpoiledLog>) =>
    Effect.uninterruptible(withPermit(use)).pipe(
      Effect.mapError(
        (error) =>
          new JournalUnavailable({
            message: error instanceof SpoiledLog ? damaged(name, error) : `${name} did not answer: ${saysOf(error)}`,
          }),
      ),
    )
  const noteChange = yield* Snapshots.make(
    { log: log.seen().log, version: log.snapshotVersion },
    log.seen,
    (number, version, bodies) => attempt(tables.together(tables.keepSnapshot(number, version, bodies))),
  )
  return {
    world: log.world,
    seen: log.seen,
    look: attempt(log.catchUp),
    transact: (step) => Effect.tap(attempt(log.transact(step)), noteChange),
    reset: attempt(log.reset),
    ...Seal.make(log.key),
  }
})

/**
 * A journal in a database, for as long as the layer is in use.
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: PostgresOptions): Layer.Layer<Journal, JournalUnusable> =>
  Layer.effect(Journal, make(options))
