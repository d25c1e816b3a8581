/**
 * Where the emulator keeps what happens.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"
import * as Platform from "@org-trust/testkit/Platform"
import type { WorldFile } from "@org-trust/testkit/WorldFile"
import { isDatabase } from "../databaseUrl.ts"

/** The state that was named cannot be used; `message` says why, and what to do. */
export class BadState extends Schema.TaggedError<BadState>()("BadState", { message: Schema.String }) {
  override get [CliError.userMessage](): string {
    return this.message
  }
}

// Loaded where they are asked for alone: in some releases Node warns of SQLite as soon as it is loaded, and not
// everybody has the client of PostgreSQL.
const inFile = (options: { readonly file: string; readonly world?: WorldFile }) =>
  Layer.unwrap(
    Effect.map(
      Effect.promise(() => import("@org-trust/testkit/journal/sqlite")),
      ({ layer }) => layer(options),
    ),
  )

const inDatabase = (options: { readonly url: Redacted.Redacted; readonly world?: WorldFile }) =>
  Layer.unwrap(
    Effect.tryPromise({
      try: () => import("@org-trust/testkit/journal/postgres"),
      catch: () =>
        new BadState({
          message:
            "A state in PostgreSQL needs the package @effect/sql-pg. Install it beside org-trust, or name a file.",
        }),
    }).pipe(Effect.map(({ layer }) => layer(options))),
  )

/** The platform: in memory, or kept where the flag says. */
export const platformOf = (
  state: Option.Option<string>,
  world: Option.Option<WorldFile>,
): Layer.Layer<Platform.Platform, BadState> => {
  const given = Option.isSome(world) ? { world: world.value } : {}
  if (Option.isNone(state)) return Platform.layer(given)
  const journal = isDatabase(state.value)
    ? inDatabase({ url: Redacted.make(state.value), ...given })
    : inFile({ file: state.value, ...given })
  return Layer.provide(Platform.layerJournal(), journal).pipe(
    Layer.catchTag("JournalUnusable", ({ message }) =>
      Layer.effect(Platform.Platform, Effect.fail(new BadState({ message }))),
    ),
  )
}
