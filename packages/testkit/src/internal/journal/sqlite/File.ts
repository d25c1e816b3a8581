/**
 * The file of a journal: a SQLite database with the tables that it needs.
 */
import { closeSync, openSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as Schema from "effect/Schema"
import { JournalUnusable } from "../../../Journal.ts"
import { explain } from "./Failure.ts"

/** Marks a file as one of ours. */
const application = 0x4f_54_4a_31
const version = 1

const tables = `
  create table logs (
    log integer primary key, world text not null, key text not null,
    groups text not null, clock_millis integer not null,
    started_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ'))
  );
  create table events (
    log integer not null, version integer not null, body text not null,
    at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ')),
    primary key (log, version)
  ) without rowid;
  create table snapshots (
    log integer not null, version integer not null, part integer not null, body text not null,
    primary key (log, version, part)
  ) without rowid;
  pragma application_id = ${application};
  pragma user_version = ${version};
`

const numberOf = Schema.decodeUnknownSync(Schema.Int)

/** The one number that a query gives. */
export const numberBy = (database: DatabaseSync, query: string): number =>
  numberOf(Object.values(database.prepare(query).get() ?? {})[0])

/** What is done alone, over all processes: all of it, or nothing where it throws. */
export const alone = <A>(database: DatabaseSync, run: () => A): A => {
  database.exec("begin immediate")
  try {
    const result = run()
    database.exec("commit")
    return result
  } catch (error) {
    // Some errors have ended the transaction already.
    if (database.isTransaction) database.exec("rollback")
    throw error
  }
}

const prepare = (file: string, database: DatabaseSync): void => {
  // What was answered survives the end of the process; the last moments before a power failure may be lost.
  database.exec("pragma journal_mode = wal; pragma synchronous = normal")
  alone(database, () => {
    const owner = numberBy(database, "pragma application_id")
    const found = numberBy(database, "pragma user_version")
    if (owner === application && found === version) return
    if (owner === application) {
      const message = `The state in ${file} has the format ${found}, and this program reads the format ${version}. Use the program that made it, or name another file.`
      throw new JournalUnusable({ message })
    }
    if (numberBy(database, "select count(*) from sqlite_schema") > 0) {
      throw new JournalUnusable({ message: `${file} is a database of another program. Name another file.` })
    }
    database.exec(tables)
  })
}

/** Opens the file, or makes it, for its owner alone. Throws what `explain` explains, or a `JournalUnusable`. */
export const open = (file: string): DatabaseSync => {
  closeSync(openSync(file, "a", 0o600))
  const database = new DatabaseSync(file, { timeout: 5000 })
  try {
    prepare(file, database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** What opening the file has thrown, as a failure that says what to do; undefined for an error of another kind. */
export const unusable = (file: string, error: unknown): JournalUnusable | undefined => {
  if (error instanceof JournalUnusable) return error
  const message = explain(file, error)
  return message === undefined ? undefined : new JournalUnusable({ message })
}
