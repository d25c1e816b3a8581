/**
 * A journal in a file: SQLite as Node brings it along, with no server and no
 * dependency. Several processes of one machine can have the same file open.
 */
import type { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import { world as builtInWorld } from "../BuiltInWorld.ts"
import {
  added,
  advance,
  beginning,
  type LogRow,
  organizationsOf,
  restore,
  withRow,
  worldJson,
  worldOf,
} from "../internal/journal/Log.ts"
import * as Groups from "../internal/journal/Groups.ts"
import * as Seal from "../internal/journal/Seal.ts"
import * as Snapshots from "../internal/journal/Snapshots.ts"
import { explain } from "../internal/journal/sqlite/Failure.ts"
import * as File from "../internal/journal/sqlite/File.ts"
import * as Statements from "../internal/journal/sqlite/Statements.ts"
import { Journal, JournalUnavailable, JournalUnusable, type Kept } from "../Journal.ts"
import type { WorldFile } from "../WorldFile.ts"

/**
 * What can be said of a journal in a file.
 * @category models
 * @since 0.1.0
 */
export interface SqliteOptions {
  /** The path of the file; it is made where there is none. */
  readonly file: string
  /**
   * The world that it is about: the one that a new file is given, and that an old one
   * has to have. Unless given it is the file's own, and the built-in world for a new file.
   */
  readonly world?: WorldFile
}

/** What the file holds, and how it is read and written. Everything throws what `explain` explains. */
const openLog = ({ file, world: wanted }: SqliteOptions, database: DatabaseSync) => {
  const statements = Statements.make(database)
  const first = File.alone(database, (): LogRow => {
    const there = statements.latest()
    if (there !== undefined) return there
    const world = worldJson(wanted ?? builtInWorld)
    const made = { log: 1, world, key: Seal.newKey(), groups: "[]", clockMillis: 0 }
    statements.begin(made)
    return made
  })
  if (wanted !== undefined && worldJson(wanted) !== first.world) {
    const message = `The state in ${file} is about another world than the one that was given. Give the world that it was made with, or none, or name another file.`
    throw new JournalUnusable({ message })
  }
  const world = worldOf(first.world)
  const atFirst = organizationsOf(world)

  let groups = "[]"
  let dataVersion: unknown
  let kept = beginning(atFirst, first)
  let snapshotVersion = 0

  const begin = (row: LogRow): void => {
    const start = beginning(atFirst, row)
    const parts = statements.snapshot(row.log)
    const version = parts[0]?.version ?? 0
    const bodies = parts.map(({ body }) => body)
    const restored = version === 0 ? undefined : restore(start, version, bodies, statements.backwards(row.log))
    snapshotVersion = restored?.version ?? 0
    kept = restored ?? start
    groups = "[]"
  }

  const read = (): void => {
    const row = statements.latest() ?? first
    if (row.log !== kept.log || dataVersion === undefined) begin(row)
    const current = withRow(atFirst, kept, row, groups)
    kept = advance(current, statements.newer(row.log, kept.version))
    groups = row.groups
  }

  /** Reads what other connections have written. */
  const catchUp = (): void => {
    const present = statements.dataVersion()
    if (present === dataVersion) return
    read()
    dataVersion = present
  }

  const look = (): void => {
    if (statements.dataVersion() === dataVersion) return
    database.exec("begin")
    try {
      catchUp()
    } finally {
      if (database.isTransaction) database.exec("rollback")
    }
  }

  const transact = <A>(step: (kept: Kept) => readonly [A, Kept]): A => {
    const done = File.alone(database, () => {
      catchUp()
      const [result, after] = step(kept)
      if (after === kept) return { result, kept, groups }
      const rows = added(kept, after)
      statements.append(kept.log, rows)
      const changed = after.organizations === kept.organizations ? groups : Groups.toJson(atFirst, after.organizations)
      if (changed !== groups || after.clockMillis !== kept.clockMillis) {
        statements.change(kept.log, changed, after.clockMillis)
      }
      return { result, kept: { ...after, version: kept.version + rows.length }, groups: changed }
    })
    kept = done.kept
    groups = done.groups
    return done.result
  }

  const reset = (): void => {
    File.alone(database, () => {
      catchUp()
      statements.begin({ ...first, log: kept.log + 1, groups: "[]", clockMillis: kept.clockMillis })
    })
    dataVersion = undefined
    look()
  }

  look()
  return {
    world,
    key: first.key,
    seen: () => kept,
    snapshotVersion,
    look,
    transact,
    reset,
    keepSnapshot: (log: number, version: number, bodies: ReadonlyArray<string>) =>
      File.alone(database, () => statements.keepSnapshot(log, version, bodies)),
  }
}

/**
 * Opens a journal, until the scope is closed.
 * @category constructors
 * @since 0.1.0
 */
export const make = Effect.fnUntraced(function* (
  options: SqliteOptions,
): Effect.fn.Return<Journal["Service"], JournalUnusable, Scope.Scope> {
  const { file } = options
  const opening = <A>(run: () => A) =>
    Effect.try({ try: run, catch: (error) => ({ error }) }).pipe(
      Effect.catch(({ error }) => {
        const unusable = File.unusable(file, error)
        return unusable === undefined ? Effect.die(error) : Effect.fail(unusable)
      }),
    )
  const database = yield* Effect.acquireRelease(
    opening(() => File.open(file)),
    (database) => Effect.sync(() => database.close()),
  )
  const log = yield* opening(() => openLog(options, database))

  const attempt = <A>(run: () => A) =>
    Effect.try({ try: run, catch: (error) => ({ error }) }).pipe(
      Effect.catch(({ error }) => {
        const message = explain(file, error)
        return message === undefined ? Effect.die(error) : Effect.fail(new JournalUnavailable({ message }))
      }),
    )
  const noteChange = yield* Snapshots.make(
    { log: log.seen().log, version: log.snapshotVersion },
    log.seen,
    (number, version, bodies) => attempt(() => log.keepSnapshot(number, version, bodies)),
  )
  return {
    world: log.world,
    seen: log.seen,
    look: attempt(log.look),
    transact: (step) =>
      Effect.tap(
        attempt(() => log.transact(step)),
        noteChange,
      ),
    reset: attempt(log.reset),
    ...Seal.make(log.key),
  }
})

/**
 * A journal in a file, for as long as the layer is in use.
 *
 * @example An emulator that goes on where it was
 * ```ts
 * import * as Journal from "@org-trust/testkit/journal/sqlite"
 * import * as Platform from "@org-trust/testkit/Platform"
 * import * as Layer from "effect/Layer"
 *
 * const platform = Platform.layerJournal().pipe(Layer.provide(Journal.layer({ file: "trusts.db" })))
 * ```
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: SqliteOptions): Layer.Layer<Journal, JournalUnusable> =>
  Layer.effect(Journal, make(options))
