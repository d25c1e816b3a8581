/**
 * The log of runs in the store of an engine, in either dialect.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Fragment } from "effect/sql/Statement"
import { Note, RunHead, type RunId, runId, WorkflowName } from "../Run.ts"
import { endedKey, type NewRun, RunLog, RunLogError, type Which } from "../RunLog.ts"
import { Store } from "../Store.ts"

/** How soon what another process has written is seen. */
const glance = Duration.millis(200)

const HeadRow = Schema.Struct({
  number: Schema.Int,
  workflow: WorkflowName,
  subject: Schema.String,
  input: Schema.String,
  began: Schema.String,
  ended: Schema.NullOr(Schema.String),
})
const CountRow = Schema.Struct({ number: Schema.Int, workflow: WorkflowName, notes: Schema.Int })
const countRows = Schema.decodeUnknownEffect(Schema.Array(CountRow))
const headRows = Schema.decodeUnknownEffect(Schema.Array(HeadRow))
const decodeHead = Schema.decodeEffect(RunHead)
const noteJson = Schema.fromJsonString(Schema.toCodecJson(Note))
const noteRows = Schema.decodeUnknownEffect(Schema.Array(Schema.Struct({ body: noteJson })))
const encodeNote = Schema.encodeEffect(noteJson)

const headOf = ({ ended, number, ...row }: typeof HeadRow.Type) =>
  decodeHead({ id: runId(row.workflow, number), ...row, ...(ended !== null && { ended }) })

/** Makes the tables where there are none. A number is never given to a second run. */
export const prepare: Effect.Effect<void, SqlError, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const counted = sql.onDialectOrElse({
    pg: () => sql.literal("integer primary key generated always as identity"),
    orElse: () => sql.literal("integer primary key autoincrement"),
  })
  yield* sql`create table if not exists org_trust_runs (
    number ${counted}, workflow text not null, subject text not null, input text not null,
    began text not null, ended text)`
  yield* sql`create unique index if not exists org_trust_runs_open on org_trust_runs (subject) where ended is null`
  yield* sql`create table if not exists org_trust_notes (
    seq ${counted}, run integer not null, name text not null, body text not null, unique (run, name))`
})

const make = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const { name } = yield* Store
  const columns = sql.literal("number, workflow, subject, input, began, ended")
  const reading = Effect.mapError(
    ({ message }: SqlError | Schema.SchemaError) =>
      new RunLogError({ message: `The runs in ${name} cannot be read or written: ${message}` }),
  )
  const numberOf = (run: RunId): number => Number(run.slice(run.lastIndexOf("-") + 1))
  const headBy = Effect.fnUntraced(function* (condition: Fragment) {
    const [row] = yield* headRows(yield* sql`select ${columns} from org_trust_runs where ${condition}`)
    return row === undefined ? undefined : yield* headOf(row)
  })
  const headOfRun = Effect.fnUntraced(function* (run: RunId) {
    const head = yield* headBy(sql`number = ${numberOf(run)}`)
    return head?.id === run ? head : undefined
  })
  const conditions: { readonly [W in Which]: () => Fragment } = {
    all: () => sql`1 = 1`,
    open: () => sql`ended is null`,
    unstarted: () => sql`ended is null and number not in (select run from org_trust_notes)`,
  }
  const begin = Effect.fnUntraced(function* ({ input, subject, workflow }: NewRun, began: string) {
    for (;;) {
      const [made] = yield* headRows(
        yield* sql`insert into org_trust_runs (workflow, subject, input, began)
          values (${workflow}, ${subject}, ${input}, ${began})
          on conflict (subject) where ended is null do nothing returning ${columns}`,
      )
      if (made !== undefined) return { head: yield* headOf(made), isNew: true }
      const other = yield* headBy(sql`subject = ${subject} and ended is null`)
      // Unless it has just ended.
      if (other !== undefined) return { head: other, isNew: false }
    }
  })
  const write = Effect.fnUntraced(function* (run: RunId, key: string, note: Note) {
    if ((yield* headOfRun(run)) === undefined) return false
    const written = yield* sql`insert into org_trust_notes (run, name, body)
      values (${numberOf(run)}, ${key}, ${yield* encodeNote(note)}) on conflict (run, name) do nothing returning seq`
    if (written.length === 0) return false
    if (note._tag === "Ended") {
      yield* sql`update org_trust_runs set ended = ${DateTime.formatIso(note.at)} where number = ${numberOf(run)}`
    }
    return true
  })
  const noteBy = Effect.fnUntraced(function* (run: RunId, key: string) {
    const [row] = yield* noteRows(
      yield* sql`select body from org_trust_notes where run = ${numberOf(run)} and name = ${key}`,
    )
    return row?.body
  })
  const now = Effect.map(DateTime.now, DateTime.formatIso)
  /** Of two transactions that do this first of all, one waits for the other. */
  const alone = (run: RunId) => sql`update org_trust_runs set input = input where number = ${numberOf(run)}`
  const handOn: RunLog["Service"]["handOn"] = (run, next, note) =>
    Effect.gen(function* () {
      yield* alone(run)
      const last = yield* noteBy(run, endedKey)
      if (last?._tag === "Ended") {
        return Option.fromUndefinedOr(last.next === undefined ? undefined : yield* headOfRun(last.next))
      }
      if ((yield* noteBy(run, "give-up")) !== undefined || (yield* headOfRun(run)) === undefined) return Option.none()
      const began = yield* now
      yield* sql`update org_trust_runs set ended = ${began} where number = ${numberOf(run)}`
      const { head } = yield* begin(next, began)
      yield* write(run, endedKey, note(head.id))
      return Option.some(head)
    }).pipe(sql.withTransaction, reading)
  const forget: RunLog["Service"]["forget"] = (endedBefore) =>
    Effect.gen(function* () {
      const gone = yield* headRows(
        yield* sql`delete from org_trust_runs where ended < ${DateTime.formatIso(endedBefore)} returning ${columns}`,
      )
      yield* sql`delete from org_trust_notes where run not in (select number from org_trust_runs)`
      return yield* Effect.forEach(gone, headOf)
    }).pipe(sql.withTransaction, reading)
  const latest = sql`select (select coalesce(max(seq), 0) from org_trust_notes) as notes,
    (select coalesce(max(number), 0) from org_trust_runs) as runs`
  return RunLog.of({
    begin: (run) => Effect.flatMap(now, (began) => begin(run, began)).pipe(reading),
    note: (run, key, note) =>
      Effect.gen(function* () {
        // What is given up goes on nowhere.
        if (note._tag === "GiveUp") yield* alone(run)
        return yield* write(run, key, note)
      }).pipe(sql.withTransaction, reading),
    get: (run) =>
      Effect.gen(function* () {
        const head = yield* headOfRun(run)
        if (head === undefined) return Option.none()
        const notes = yield* noteRows(
          yield* sql`select body from org_trust_notes where run = ${numberOf(run)} order by seq`,
        )
        return Option.some({ head, notes: notes.map(({ body }) => body) })
      }).pipe(reading),
    handOn,
    giveUp: (run) =>
      noteBy(run, "give-up").pipe(
        Effect.map((note) => (note?._tag === "GiveUp" ? Option.some(note.reason) : Option.none())),
        reading,
      ),
    list: (which) =>
      sql`select ${columns} from org_trust_runs where ${conditions[which]()} order by number`.pipe(
        Effect.flatMap(headRows),
        Effect.flatMap(Effect.forEach(headOf)),
        reading,
      ),
    noteCounts:
      sql`select number, workflow, (select cast(count(*) as integer) from org_trust_notes where run = number) as notes
      from org_trust_runs where ended is null order by number`.pipe(
        Effect.flatMap(countRows),
        Effect.map((rows) => new Map(rows.map(({ notes, number, workflow }) => [runId(workflow, number), notes]))),
        reading,
      ),
    forget,
    changes: Stream.fromEffectSchedule(latest, Schedule.spaced(glance)).pipe(
      Stream.map((rows) => JSON.stringify(rows)),
      Stream.changes,
      Stream.map(() => undefined),
      Stream.mapError(({ message }) => new RunLogError({ message: `The runs in ${name} cannot be read: ${message}` })),
    ),
  })
})

/** The log, on tables that are there. */
export const layer: Layer.Layer<RunLog, never, SqlClient.SqlClient | Store> = Layer.effect(RunLog, make)
