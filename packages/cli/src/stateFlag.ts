import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"
import * as Flag from "effect/cli/Flag"
import * as Platform from "@org-trust/testkit/Platform"
import type { WorldFile } from "@org-trust/testkit/WorldFile"

/** `--state FILE`. */
export const stateFlag = Flag.String("state").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription("File that keeps what happens; it is made where there is none (default: memory alone)"),
  Flag.optional,
)

/** The state that was named cannot be used; `message` says why, and what to do. */
export class BadState extends Schema.TaggedError<BadState>()("BadState", { message: Schema.String }) {
  override get [CliError.userMessage](): string {
    return this.message
  }
}

// Loaded where it is asked for alone: in some releases Node warns of SQLite as soon as it is loaded.
const sqlite = Effect.promise(() => import("@org-trust/testkit/journal/sqlite"))

/** The platform: in memory, or kept in the file of the flag. */
export const platformOf = (
  state: Option.Option<string>,
  world: Option.Option<WorldFile>,
): Layer.Layer<Platform.Platform, BadState> => {
  const given = Option.isSome(world) ? { world: world.value } : {}
  if (Option.isNone(state)) return Platform.layer(given)
  const journal = Layer.unwrap(Effect.map(sqlite, ({ layer }) => layer({ file: state.value, ...given })))
  return Layer.provide(Platform.layerJournal(), journal).pipe(
    Layer.catchTag("JournalUnusable", ({ message }) =>
      Layer.effect(Platform.Platform, Effect.fail(new BadState({ message }))),
    ),
  )
}
