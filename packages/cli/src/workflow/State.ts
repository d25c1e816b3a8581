/**
 * Where the commands about runs keep them: in a file, or in a database.
 */
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Flag from "effect/cli/Flag"
import type { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import * as Journal from "@org-trust/core/access/Journal"
import type { RunLog } from "@org-trust/workflow/RunLog"
import * as Seal from "@org-trust/workflow/Seal"
import type { AddressUnusable, Store, StoreInUse, StoreUnusable } from "@org-trust/workflow/Store"
import { type CannotDo, cannotDo } from "../access/Failures.ts"
import * as FileJournal from "../access/fileJournal.ts"
import { hostFlag, portFlag } from "../addressFlags.ts"
import { wholeFlag } from "../flags.ts"
import { hidePassword, isDatabase } from "../databaseUrl.ts"
import { reasonOf } from "../reasonOf.ts"
import { shellWord } from "../shellWord.ts"

/** `--state FILE`, or the address of a database. */
export const stateFlag = Flag.String("state").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription(
    "File that keeps the runs, made where there is none, or postgres://USER:PASSWORD@HOST/DATABASE for workers on several machines (default: org-trust/runs.db in the user's state directory, XDG_STATE_HOME)",
  ),
  Flag.optional,
)

/** The flags of a command that works on runs. */
export const workerFlags = {
  state: stateFlag,
  keep: wholeFlag("keep-days", "For how many days a run is kept when it has ended (default 30)", 1).pipe(
    Flag.withDefault(30),
  ),
  host: hostFlag(
    "With a database: under which name the workers on other machines reach this one, and nobody else may (default: 127.0.0.1, which is enough for workers on one machine)",
  ),
  port: portFlag("With a database: the port under which they do (default: the first free one from 7811)", 1).pipe(
    Flag.optional,
  ),
} as const

/** The values of those flags. */
export interface WorkerFlags {
  readonly state: Option.Option<string>
  readonly keep: number
  readonly host: string
  readonly port: Option.Option<number>
}

/** The flag as a command repeats it that is about the same runs; nothing where it was not given. */
export const repeatState = (state: Option.Option<string>): string => {
  if (Option.isNone(state)) return ""
  const place = isDatabase(state.value) ? hidePassword(state.value) : state.value
  return ` --state ${shellWord(place)}`
}

/** Where the runs are. */
export const placeOf = (state: Option.Option<string>): string =>
  Option.getOrElse(state, () => {
    const given = process.env["XDG_STATE_HOME"]
    const home = given === undefined || given === "" ? join(homedir(), ".local", "state") : given
    const directory = join(home, "org-trust")
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    return join(directory, "runs.db")
  })

// Loaded where they are asked for alone: in some releases Node warns of SQLite as soon as it is loaded, and not
// everybody has the client of PostgreSQL.
const sqlite = Effect.promise(() => import("@org-trust/workflow/engine/sqlite"))
const postgres = Effect.tryPromise({
  try: () => import("@org-trust/workflow/engine/postgres"),
  catch: () =>
    cannotDo("Runs in PostgreSQL need the package @effect/sql-pg. Install it beside org-trust, or name a file"),
})

/** What an engine gives. */
export type Kept = WorkflowEngine | RunLog | Store

/** The engine that works on the runs. */
export const layerWorker = ({
  host,
  keep,
  port,
  state,
}: WorkerFlags): Layer.Layer<Kept, CannotDo | StoreUnusable | StoreInUse | AddressUnusable> => {
  const place = placeOf(state)
  const keepFor = `${keep} days` as const
  if (!isDatabase(place)) return Layer.unwrap(Effect.map(sqlite, ({ layer }) => layer({ file: place, keepFor })))
  const url = Redacted.make(place)
  return Layer.unwrap(
    Effect.map(postgres, ({ layer }) =>
      layer({ url, keepFor, host, ...(Option.isSome(port) && { port: port.value }) }),
    ),
  )
}

/** The engine that starts and answers runs which others work on. */
export const layerClient = (state: Option.Option<string>): Layer.Layer<Kept, CannotDo | StoreUnusable | StoreInUse> => {
  const place = placeOf(state)
  return isDatabase(place)
    ? Layer.unwrap(Effect.map(postgres, ({ layerClient }) => layerClient({ url: Redacted.make(place) })))
    : Layer.unwrap(Effect.map(sqlite, ({ layerClient }) => layerClient({ file: place })))
}

/** What is done to keep to a trust file is written down beside the file; a database has the runs alone. */
export const layerJournal = (state: Option.Option<string>): Layer.Layer<Journal.Journal> => {
  const place = placeOf(state)
  return isDatabase(place) ? Journal.layerMemory() : FileJournal.layer(`${place}-journal`)
}

const keyVariable = "ORG_TRUST_KEY"

/** The key beside a file, made where there is none: whoever can read the file can read it too. */
const keyBeside = (place: string): Effect.Effect<string, CannotDo> =>
  Effect.try({
    try: () => {
      const file = `${place}-key`
      if (!existsSync(file)) {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        // Of two that make it at once the first one's stays.
        try {
          writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" })
        } catch (error) {
          if (!existsSync(file)) throw error
        }
      }
      return readFileSync(file, "utf8").trim()
    },
    catch: (error) =>
      cannotDo(
        `The key ${place}-key cannot be read or made: ${reasonOf(error)}. Set ${keyVariable}, or give the right to`,
      ),
  })

/** Seals with the key of the variable, or with the one beside the file. */
export const layerSeal = (state: Option.Option<string>): Layer.Layer<Seal.Seal, CannotDo> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const place = placeOf(state)
      const given = yield* Config.option(Config.Redacted(keyVariable)).pipe(
        Effect.mapError(({ message }) => cannotDo(`${keyVariable} cannot be read: ${message}`)),
      )
      if (Option.isNone(given) && isDatabase(place)) {
        return yield* cannotDo(
          `Runs in a database need a key that all workers share: set ${keyVariable} to at least ${Seal.leastKeyLength} characters that nobody can guess`,
        )
      }
      const key = Option.isSome(given) ? given.value : Redacted.make(yield* keyBeside(place))
      return Seal.layer(key).pipe(
        Layer.catchTag("WeakKey", ({ message }) =>
          Layer.effect(Seal.Seal, Effect.fail(cannotDo(`${keyVariable}: ${message}`))),
        ),
      )
    }),
  )
