/**
 * Takes away what is finished: the engine itself keeps every message for ever.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { make as machineId } from "effect/cluster/MachineId"
import * as Snowflake from "effect/cluster/Snowflake"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { RunLog } from "../RunLog.ts"

/** How many runs are taken away in one transaction: others wait for it. */
const together = 500

const clock = "Workflow/-/DurableClock"

const executions = Schema.decodeUnknownSync(Schema.Array(Schema.Struct({ entity_id: Schema.String })))

/**
 * Takes away the runs that ended before a moment (milliseconds since 1970), and what came for
 * them afterwards. Says how many runs there were.
 */
export const removeFinished = Effect.fnUntraced(function* (
  before: number,
): Effect.fn.Return<number, SqlError, SqlClient.SqlClient> {
  const sql = yield* SqlClient.SqlClient
  // Ids are made of the time.
  const first = sql.literal(String(Snowflake.make({ timestamp: before, machineId: machineId(0), sequence: 0 })))
  const isFinished = sql.onDialectOrElse({
    pg: () => sql.literal("coalesce(r.payload::json->'value'->>'_tag', '') <> 'Suspended'"),
    orElse: () => sql.literal("coalesce(json_extract(r.payload, '$.value._tag'), '') <> 'Suspended'"),
  })
  const removeBatch = Effect.gen(function* () {
    const ids = executions(
      yield* sql`select m.entity_id from cluster_messages m join cluster_replies r on r.id = m.last_reply_id
        where m.tag = 'run' and m.entity_type like 'Workflow/%' and m.entity_type <> ${clock}
        and r.kind = 0 and r.id < ${first} and ${isFinished} limit ${together}`,
    ).map((row) => row.entity_id)
    if (ids.length === 0) return 0
    yield* sql`delete from cluster_replies where request_id in (
      select id from cluster_messages where entity_type like 'Workflow/%' and ${sql.in("entity_id", ids)})`
    yield* sql`delete from cluster_messages where entity_type like 'Workflow/%' and ${sql.in("entity_id", ids)}`
    return ids.length
  }).pipe(sql.withTransaction)
  let removed = 0
  for (let batch = together; batch === together;) {
    batch = yield* removeBatch
    removed += batch
  }
  // An answer that came when its run had been taken away.
  const orphans = sql`entity_type like 'Workflow/%' and id < ${first} and entity_id not in (
    select entity_id from cluster_messages where tag = 'run' and entity_type <> ${clock})`
  yield* Effect.andThen(
    sql`delete from cluster_replies where request_id in (select id from cluster_messages where ${orphans})`,
    sql`delete from cluster_messages where ${orphans}`,
  ).pipe(sql.withTransaction)
  yield* sql.onDialectOrElse({
    pg: () => Effect.void,
    orElse: () => sql`pragma incremental_vacuum`,
  })
  return removed
})

/** Removes for as long as the scope is open. What fails is tried again with the next round. */
export const keepRemoving = Effect.fnUntraced(function* (keepFor: Duration.Duration) {
  const every = Duration.clamp(Duration.times(keepFor, 0.1), {
    minimum: Duration.seconds(1),
    maximum: Duration.hours(1),
  })
  const log = yield* RunLog
  yield* DateTime.now.pipe(
    Effect.flatMap((now) => {
      const before = DateTime.subtractDuration(now, keepFor)
      return Effect.andThen(log.forget(before), removeFinished(DateTime.toEpochMillis(before)))
    }),
    Effect.ignore,
    Effect.repeat(Schedule.spaced(every)),
    Effect.forkScoped,
  )
})
