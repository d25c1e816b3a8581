/**
 * The database of an engine: who may use it, and whether it answers.
 */
import { hostname } from "node:os"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import * as SqlRunLog from "../SqlRunLog.ts"
import { saysOf } from "./saysOf.ts"
import { AddressUnusable, Store, StoreUnavailable, StoreUnusable } from "../../Store.ts"

const version = 1

const formats = Schema.decodeUnknownSync(Schema.Array(Schema.Struct({ version: Schema.Int })))
const counts = Schema.decodeUnknownSync(Schema.Array(Schema.Struct({ number: Schema.Int })))
const workers = Schema.decodeUnknownSync(Schema.Array(Schema.Struct({ host: Schema.String })))

/** The database, for people: without user and password. */
const nameOf = (url: Redacted.Redacted): Effect.Effect<string, StoreUnusable> =>
  Effect.try({
    try: () => {
      const { hostname: host, pathname, port } = new URL(Redacted.value(url))
      if (host === "" || pathname.length < 2) throw new TypeError("no host, or no database")
      return `the database ${pathname.slice(1)} on ${host}${port === "" ? "" : `:${port}`}`
    },
    catch: () =>
      new StoreUnusable({
        message: "The address of the database is none. Expected postgres://USER:PASSWORD@HOST:PORT/DATABASE.",
      }),
  })

// One after the other, over all processes.
const alone = (sql: SqlClient.SqlClient) => sql`select pg_advisory_xact_lock(hashtextextended('org-trust runs', 0))`

/** Makes our own tables where there are none; those of the cluster it makes itself. */
const prepare = (sql: SqlClient.SqlClient, name: string): Effect.Effect<void, StoreUnusable | SqlError> =>
  Effect.gen(function* () {
    yield* alone(sql)
    yield* sql`create table if not exists org_trust_runs_format (version integer not null)`
    const [found] = formats(yield* sql`select version from org_trust_runs_format`)
    if (found !== undefined && found.version !== version) {
      const message = `The runs in ${name} have the format ${found.version}, and this program reads the format ${version}. Use the program that made them, or name another database.`
      return yield* new StoreUnusable({ message })
    }
    if (found !== undefined) return
    yield* Effect.provideService(SqlRunLog.prepare, SqlClient.SqlClient, sql)
    yield* sql`create table org_trust_workers (
      address text primary key, host text not null, process_id integer not null, since timestamptz not null default now())`
    yield* sql`insert into org_trust_runs_format (version) values (${version})`
  }).pipe(sql.withTransaction)

/** Whether the database answers, looked at again and again. */
const watch = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  name: string,
  trouble: SubscriptionRef.SubscriptionRef<Option.Option<StoreUnavailable>>,
) {
  yield* sql`select 1`.pipe(
    Effect.timeout("3 seconds"),
    Effect.matchEffect({
      onFailure: (error) =>
        SubscriptionRef.set(
          trouble,
          Option.some(
            new StoreUnavailable({
              message: `${name} does not answer: ${saysOf(error)}. Look after the database; what was kept is kept, and work goes on by itself.`,
            }),
          ),
        ),
      onSuccess: () =>
        Option.isNone(SubscriptionRef.getUnsafe(trouble)) ? Effect.void : SubscriptionRef.set(trouble, Option.none()),
    }),
    Effect.repeat(Schedule.spaced("2 seconds")),
    Effect.forkScoped,
  )
})

/** A connection to the database, for as long as the layer is in use. Fails where there is none, or it is none of ours. */
export const layer = (
  url: Redacted.Redacted,
  maxConnections: number,
): Layer.Layer<SqlClient.SqlClient | Store, StoreUnusable> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const name = yield* nameOf(url)
      const unusable = (error: SqlError) =>
        new StoreUnusable({
          message: `The runs in ${name} cannot be used: ${saysOf(error)}. Look whether the database is there, and whether the user may make tables in it.`,
        })
      const sql = yield* PgClient.make({
        url,
        maxConnections,
        connectTimeout: "5 seconds",
        applicationName: "org-trust",
        // A process that is stopped half-way must not keep the others from going on.
        startupParameters: { idle_in_transaction_session_timeout: "5s", lock_timeout: "15s" },
      }).pipe(Effect.provide(Reactivity.layer), Effect.mapError(unusable))
      yield* Effect.catchTag(prepare(sql, name), "SqlError", (error) => Effect.fail(unusable(error)))
      const trouble = yield* SubscriptionRef.make(Option.none<StoreUnavailable>())
      yield* watch(sql, name, trouble)
      return Context.make(SqlClient.SqlClient, sql).pipe(Context.add(Store, { name, trouble }))
    }),
  )

/**
 * Notes that this machine works under an address. Two that said the same one would be
 * taken for one, and each would do what the other does.
 */
export const claim = Effect.fnUntraced(function* (
  address: string,
): Effect.fn.Return<void, AddressUnusable | SqlError, SqlClient.SqlClient> {
  const sql = yield* SqlClient.SqlClient
  yield* Effect.gen(function* () {
    yield* alone(sql)
    const [tables] = counts(yield* sql`select count(to_regclass('cluster_runners'))::integer as number`)
    const [other] =
      tables?.number === 0
        ? []
        : workers(
            yield* sql`select w.host from org_trust_workers w join cluster_runners r on r.address = w.address
              where w.address = ${address} and w.host <> ${hostname()}
              and r.last_heartbeat > now() - interval '6 seconds'`,
          )
    if (other !== undefined) {
      const message = `The machine ${other.host} works under the address ${address} already. Say under which one the other machines reach this one.`
      return yield* new AddressUnusable({ message })
    }
    yield* sql`insert into org_trust_workers (address, host, process_id) values (${address}, ${hostname()}, ${process.pid})
      on conflict (address) do update set host = excluded.host, process_id = excluded.process_id, since = now()`
  }).pipe(
    sql.withTransaction,
    // One that has just ended there is not gone for the others before its time is up.
    Effect.retry({
      while: (error) => error._tag === "AddressUnusable",
      schedule: Schedule.spaced("1 second"),
      times: 8,
    }),
  )
})
