/**
 * The file of the embedded engine: a SQLite database, and beside it the lock of the one
 * process that works on it.
 */
import { closeSync, existsSync, openSync, statSync } from "node:fs"
import { hostname } from "node:os"
import { DatabaseSync } from "node:sqlite"
import { StoreInUse, StoreUnusable } from "../../Store.ts"
import { explain, resultCode } from "./Failure.ts"

/** Marks a file as one of ours. */
const application = 0x4f_54_57_31
const version = 1

const tables = `
  create table org_trust_worker (
    one integer primary key check (one = 1), process_id integer not null, host text not null,
    since text not null default (strftime('%Y-%m-%dT%H:%M:%SZ'))
  );
  pragma application_id = ${application};
  pragma user_version = ${version};
`

/** The one number that a query gives. */
const numberBy = (database: DatabaseSync, query: string): number =>
  Number(Object.values(database.prepare(query).get() ?? {})[0])

const isOurs = (file: string, database: DatabaseSync): boolean => {
  const owner = numberBy(database, "pragma application_id")
  const found = numberBy(database, "pragma user_version")
  if (owner === application && found === version) return true
  if (owner === application) {
    const message = `The runs in ${file} have the format ${found}, and this program reads the format ${version}. Use the program that made it, or name another file.`
    throw new StoreUnusable({ message })
  }
  if (numberBy(database, "select count(*) from sqlite_schema") > 0) {
    throw new StoreUnusable({ message: `${file} is a database of another program. Name another file.` })
  }
  return false
}

const make = (file: string, database: DatabaseSync): void => {
  // Before the first table, or it has no effect: room that retention frees is given back.
  database.exec("pragma auto_vacuum = incremental; pragma journal_mode = wal")
  database.exec("begin immediate")
  try {
    if (!isOurs(file, database)) database.exec(tables)
    database.exec("commit")
  } catch (error) {
    if (database.isTransaction) database.exec("rollback")
    throw error
  }
}

// An answer that was taken has to survive a power failure too.
const connect = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: 5000 })
  database.exec("pragma synchronous = full")
  return database
}

/** Makes the file, for its owner alone. One that is there is not touched: to close it would take away the locks of others. */
const touch = (file: string): void => {
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600))
  else if (statSync(file).isDirectory()) throw Object.assign(new Error(file), { code: "EISDIR" })
}

/** Who works on the file, as it said itself. */
const workerOf = (file: string): { readonly processId: number; readonly said: string } | undefined => {
  const database = connect(file)
  try {
    const row = database.prepare("select process_id, host, since from org_trust_worker").get()
    if (row === undefined) return undefined
    const processId = Number(row["process_id"])
    return { processId, said: `process ${processId} on ${String(row["host"])}, since ${String(row["since"])}` }
  } catch {
    return undefined
  } finally {
    database.close()
  }
}

/** Takes the lock, which ends with the process however it ends. */
const lock = (file: string): DatabaseSync => {
  const path = `${file}-lock`
  touch(path)
  const held = new DatabaseSync(path, { timeout: 0 })
  try {
    held.exec("begin exclusive")
    return held
  } catch (error) {
    held.close()
    if (((resultCode(error) ?? 0) & 0xff) !== 5) throw error
    const worker = workerOf(file)
    const message = `Another process works on the runs in ${file}: ${worker?.said ?? "it has only just begun"}. Let it do the work, or end it first; several machines can work together on a PostgreSQL database.`
    throw new StoreInUse({ message, ...(worker !== undefined && { processId: worker.processId }) })
  }
}

/** An open file. */
export interface Opened {
  readonly database: DatabaseSync
  readonly close: () => void
}

/** Opens the file to work on it, alone; it is made where there is none. Throws what `failure` names. */
export const openToWork = (file: string): Opened => {
  touch(file)
  const held = lock(file)
  try {
    const database = connect(file)
    try {
      make(file, database)
      database
        .prepare("insert or replace into org_trust_worker (one, process_id, host) values (1, ?, ?)")
        .run(process.pid, hostname())
    } catch (error) {
      database.close()
      throw error
    }
    return {
      database,
      close: () => {
        database.close()
        held.close()
      },
    }
  } catch (error) {
    held.close()
    throw error
  }
}

/** Opens the file beside the process that works on it. Throws what `failure` names. */
export const openBeside = (file: string): Opened => {
  if (!existsSync(file)) {
    throw new StoreUnusable({
      message: `There are no runs in ${file}: it does not exist. Start a run, or name another file.`,
    })
  }
  touch(file)
  const database = connect(file)
  try {
    if (
      !isOurs(file, database) ||
      numberBy(database, "select count(*) from sqlite_schema where name = 'cluster_replies'") === 0
    ) {
      throw new StoreUnusable({ message: `There are no runs in ${file} yet. Start a run, or name another file.` })
    }
  } catch (error) {
    database.close()
    throw error
  }
  return { database, close: () => database.close() }
}

/** What opening has thrown, as a failure that says what to do; undefined for an error of another kind. */
export const failure = (file: string, error: unknown): StoreUnusable | StoreInUse | undefined => {
  if (error instanceof StoreUnusable || error instanceof StoreInUse) return error
  const message = explain(file, error)
  return message === undefined ? undefined : new StoreUnusable({ message })
}
