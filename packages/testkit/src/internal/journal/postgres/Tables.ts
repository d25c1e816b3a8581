/**
 * What is asked of the database of a journal.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { JournalUnusable } from "../../../Journal.ts"
import { EventRow, type LogRow } from "../Log.ts"

const version = 1

/** What is new: what is true of the present log, and its events after a version. */
const News = Schema.Struct({
  log: Schema.Int,
  world: Schema.String,
  key: Schema.String,
  groups: Schema.String,
  clockMillis: Schema.Finite,
  events: Schema.fromJsonString(Schema.Array(EventRow)),
})
/** What is new: what is true of the present log, and its events after a version. */
export type News = typeof News.Type

const news = Schema.decodeUnknownSync(Schema.Array(News))
const eventRows = Schema.decodeUnknownSync(Schema.Array(EventRow), { disableChecks: true })
const formats = Schema.decodeUnknownSync(Schema.Array(Schema.Struct({ version: Schema.Int })))

/** How many rows are read at once. */
const page = 5000

type Asked<A, E = never> = Effect.Effect<A, SqlError | E>

/** The statements. What is read has been written by them: anything else is a defect. */
export const make = (sql: SqlClient.SqlClient) => ({
  /** What is done alone, over all processes: all of it, or nothing where it fails. */
  alone: <A, E>(use: Effect.Effect<A, E>): Asked<A, E> =>
    sql.withTransaction(Effect.andThen(sql`select pg_advisory_xact_lock(hashtextextended('org-trust', 0))`, use)),

  /** All of it, or nothing where it fails. */
  together: <A, E>(use: Effect.Effect<A, E>): Asked<A, E> => sql.withTransaction(use),

  /** Makes the tables where there are none. */
  prepare: (name: string): Asked<void, JournalUnusable> =>
    Effect.gen(function* () {
      yield* sql`create table if not exists org_trust_format (version integer not null)`
      const [found] = formats(yield* sql`select version from org_trust_format`)
      if (found !== undefined && found.version !== version) {
        const message = `The state in ${name} has the format ${found.version}, and this program reads the format ${version}. Use the program that made it, or name another database.`
        return yield* new JournalUnusable({ message })
      }
      if (found !== undefined) return
      yield* sql`create table org_trust_logs (
        log integer primary key, world text not null, key text not null, groups text not null,
        clock_millis double precision not null, started_at timestamptz not null default now())`
      yield* sql`create table org_trust_events (
        log integer not null, version integer not null, body text not null,
        at timestamptz not null default now(), primary key (log, version))`
      yield* sql`create table org_trust_snapshots (
        log integer not null, version integer not null, part integer not null, body text not null,
        primary key (log, version, part))`
      yield* sql`insert into org_trust_format (version) values (${version})`
    }),

  /** In one statement, so that events and groups are of one moment. None where no log was begun. */
  news: (log: number, after: number): Asked<News | undefined> =>
    Effect.map(
      sql`select l.log, l.world, l.key, l.groups, l.clock_millis as "clockMillis", (
          select coalesce(json_agg(json_build_object('version', e.version, 'body', e.body) order by e.version), '[]')::text
          from org_trust_events e
          where e.log = l.log and e.version > case when l.log = ${log} then ${after} else 0 end
        ) as events
        from org_trust_logs l order by l.log desc limit 1`,
      (rows) => news(rows)[0],
    ),

  begin: ({ clockMillis, groups, key, log, world }: LogRow): Asked<unknown> =>
    sql`insert into org_trust_logs (log, world, key, groups, clock_millis)
      values (${log}, ${world}, ${key}, ${groups}, ${clockMillis})`,

  change: (log: number, groups: string, clockMillis: number): Asked<unknown> =>
    sql`update org_trust_logs set groups = ${groups}, clock_millis = ${clockMillis} where log = ${log}`,

  append: (log: number, rows: ReadonlyArray<EventRow>): Asked<unknown> =>
    sql`insert into org_trust_events (log, version, body)
      select ${log}, (row->>'version')::integer, row->>'body' from json_array_elements(${JSON.stringify(rows)}::json) row`,

  /** All events of a log so far, as they are written. */
  events: (log: number): Asked<ReadonlyArray<EventRow>> =>
    Effect.gen(function* () {
      const found: Array<EventRow> = []
      for (;;) {
        const rows = eventRows(
          yield* sql`select version, body from org_trust_events
            where log = ${log} and version > ${found.at(-1)?.version ?? 0} order by version limit ${page}`,
        )
        found.push(...rows)
        if (rows.length < page) return found
      }
    }),

  /** The parts of the latest snapshot, each with its version; none where there is no snapshot. */
  snapshot: (log: number): Asked<ReadonlyArray<EventRow>> =>
    Effect.map(
      sql`select version, body from org_trust_snapshots where log = ${log} and version =
        (select max(version) from org_trust_snapshots where log = ${log}) order by part`,
      (rows) => eventRows(rows),
    ),

  keepSnapshot: (log: number, version: number, bodies: ReadonlyArray<string>): Asked<void> =>
    Effect.gen(function* () {
      for (const [part, body] of bodies.entries()) {
        yield* sql`insert into org_trust_snapshots (log, version, part, body)
          values (${log}, ${version}, ${part}, ${body}) on conflict do nothing`
      }
      yield* sql`delete from org_trust_snapshots where log = ${log} and version < ${version}`
    }),
})
