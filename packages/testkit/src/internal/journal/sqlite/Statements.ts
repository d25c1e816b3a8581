/**
 * What is asked of the database of a journal.
 */
import type { DatabaseSync } from "node:sqlite"
import * as Schema from "effect/Schema"
import { backwards, EventRow, eventOf, LogRow } from "../Log.ts"
import type { ReadBackwards } from "../StoredTrail.ts"

const logRow = Schema.decodeUnknownSync(LogRow)
const eventRows = Schema.decodeUnknownSync(Schema.Array(EventRow), { disableChecks: true })
const partRows = Schema.decodeUnknownSync(Schema.Array(Schema.Struct({ version: Schema.Int, body: Schema.String })))

/** The statements, prepared once. Each throws as SQLite does. */
export const make = (database: DatabaseSync) => {
  const dataVersion = database.prepare("pragma data_version")
  const latest = database.prepare(
    "select log, world, key, groups, clock_millis as clockMillis from logs order by log desc limit 1",
  )
  const begin = database.prepare("insert into logs (log, world, key, groups, clock_millis) values (?, ?, ?, ?, ?)")
  const change = database.prepare("update logs set groups = ?, clock_millis = ? where log = ?")
  const newer = database.prepare("select version, body from events where log = ? and version > ? order by version")
  const older = database.prepare(
    `select version, body from events where log = ? and version <= ? order by version desc limit ${backwards}`,
  )
  const insert = database.prepare("insert into events (log, version, body) values (?, ?, ?)")
  const parts = database.prepare(
    "select version, body from snapshots where log = ? and version = (select max(version) from snapshots where log = ?) order by part",
  )
  const insertPart = database.prepare("insert into snapshots (log, version, part, body) values (?, ?, ?, ?)")
  const forget = database.prepare("delete from snapshots where log = ? and version < ?")
  return {
    /** Changes when another connection has written something. */
    dataVersion: (): unknown => dataVersion.get()?.["data_version"],
    /** The log that goes on. */
    latest: (): LogRow | undefined => {
      const row = latest.get()
      return row === undefined ? undefined : logRow({ ...row })
    },
    begin: ({ clockMillis, groups, key, log, world }: LogRow): void => {
      begin.run(log, world, key, groups, clockMillis)
    },
    change: (log: number, groups: string, clockMillis: number): void => {
      change.run(groups, clockMillis, log)
    },
    newer: (log: number, version: number): ReadonlyArray<EventRow> =>
      eventRows(newer.all(log, version).map((row) => ({ ...row }))),
    backwards:
      (log: number): ReadBackwards =>
      (version) =>
        eventRows(older.all(log, version).map((row) => ({ ...row }))).map((row, at) => eventOf(row, version - at)),
    append: (log: number, rows: ReadonlyArray<EventRow>): void => {
      for (const { body, version } of rows) insert.run(log, version, body)
    },
    /** The parts of the latest snapshot, each with its version; none where there is no snapshot. */
    snapshot: (log: number) => partRows(parts.all(log, log).map((row) => ({ ...row }))),
    keepSnapshot: (log: number, version: number, bodies: ReadonlyArray<string>): void => {
      for (const [part, body] of bodies.entries()) insertPart.run(log, version, part, body)
      forget.run(log, version)
    },
  }
}
