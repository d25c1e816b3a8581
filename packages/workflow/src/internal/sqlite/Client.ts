/**
 * A `SqlClient` on the SQLite that Node brings along.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as SqlClient from "effect/sql/SqlClient"
import type { Connection } from "effect/sql/SqlConnection"
import { classifySqliteError, SqlError } from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import { resultCode } from "./Failure.ts"

const uniqueViolation = 2067
const primaryKeyViolation = 1555

/** How many statements stay prepared. */
const prepared = 200

/** A failure of SQLite with its result code where Effect looks for it. */
class Failure extends Error {
  readonly errno: number | undefined

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    const code = resultCode(cause)
    // A second row with the same primary key is as little unique as any other.
    this.errno = code === primaryKeyViolation ? uniqueViolation : code
  }
}

const bind = (value: unknown): SQLInputValue => {
  if (value === undefined || value === null) return null
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value
  if (typeof value === "boolean") return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return value
  throw new TypeError(`A value of the type ${typeof value} cannot be kept`)
}

/** What is told: the error that a statement failed with, or undefined when something was written. */
export type Watch = (error: unknown) => void

const writes = /^\s*(insert|update|delete|commit)/i

const makeConnection = (database: DatabaseSync, watch: Watch): Connection => {
  const cache = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = cache.get(sql)
    if (known !== undefined) return known
    const made = database.prepare(sql)
    if (cache.size >= prepared) cache.clear()
    cache.set(sql, made)
    return made
  }
  const run = (
    statementOf: (sql: string) => StatementSync,
    sql: string,
    parameters: ReadonlyArray<unknown>,
    arrays: boolean,
  ): Effect.Effect<ReadonlyArray<unknown>, SqlError> =>
    Effect.withFiber((fiber) => {
      try {
        const statement = statementOf(sql)
        statement.setReadBigInts(fiber.getRef(SqlClient.SafeIntegers))
        statement.setReturnArrays(arrays)
        // `run` reads the id of the last row as a number, and throws where that is too large for one.
        const rows = statement.all(...parameters.map(bind))
        if (!database.isTransaction && writes.test(sql)) watch(undefined)
        return Effect.succeed(rows)
      } catch (error) {
        watch(error)
        const cause = new Failure(error)
        return Effect.fail(new SqlError({ reason: classifySqliteError(cause, { message: cause.message }) }))
      }
    })
  const rows = (sql: string, parameters: ReadonlyArray<unknown>) => run(prepare, sql, parameters, false)
  const once = (sql: string) => database.prepare(sql)
  const isRow = (row: unknown): row is ReadonlyArray<unknown> => Array.isArray(row)
  const values = (found: ReadonlyArray<unknown>) => found.filter(isRow)
  const transformed =
    (transformRows: (<A extends object>(row: ReadonlyArray<A>) => ReadonlyArray<A>) | undefined) =>
    (found: ReadonlyArray<unknown>) =>
      transformRows === undefined
        ? found
        : transformRows(found.filter((row) => typeof row === "object" && row !== null))
  return {
    execute: (sql, parameters, transformRows) =>
      Effect.map(rows(sql, parameters), (found) => [...transformed(transformRows)(found)]),
    executeRaw: rows,
    executeValues: (sql, parameters) => Effect.map(run(prepare, sql, parameters, true), values),
    executeValuesUnprepared: (sql, parameters) => Effect.map(run(once, sql, parameters, true), values),
    executeUnprepared: (sql, parameters, transformRows) =>
      Effect.map(run(once, sql, parameters, false), (found) => [...transformed(transformRows)(found)]),
    executeStream: (sql, parameters, transformRows) =>
      Stream.fromIterableEffect(Effect.map(rows(sql, parameters), transformed(transformRows))),
  }
}

/** The client, for as long as the database is open. Everything is done on its one connection. */
export const layer = (database: DatabaseSync, watch: Watch): Layer.Layer<SqlClient.SqlClient> =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.suspend(() => {
      const acquirers = SqlClient.makeSqliteAcquirers({
        connection: Effect.succeed(makeConnection(database, watch)),
        semaphore: Semaphore.makeUnsafe(1),
        isTransaction: () => database.isTransaction,
      })
      return SqlClient.make({
        ...acquirers,
        compiler: Statement.makeCompilerSqlite(),
        driver: "node-sqlite",
        spanAttributes: [["db.system.name", "sqlite"]],
        beginTransaction: "BEGIN IMMEDIATE",
        releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
      })
    }),
  ).pipe(Layer.provide(Reactivity.layer))
