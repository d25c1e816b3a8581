import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"
import * as Flag from "effect/cli/Flag"
import { parse, type WorldFile } from "../WorldFile.ts"

/** A world file cannot be used; `message` says which and where it is wrong. */
export class BadWorldFile extends Schema.TaggedError<BadWorldFile>()("BadWorldFile", {
  message: Schema.String,
}) {
  override get [CliError.userMessage](): string {
    return this.message
  }
}

/** Reads a world file. */
export const readWorld = Effect.fnUntraced(function* (
  path: string,
): Effect.fn.Return<WorldFile, BadWorldFile, FileSystem.FileSystem> {
  const files = yield* FileSystem.FileSystem
  const text = yield* files
    .readFileString(path)
    .pipe(
      Effect.mapError((error) => new BadWorldFile({ message: `Cannot read the world file ${path}: ${error.message}` })),
    )
  return yield* Effect.mapError(
    Effect.fromResult(parse(text)),
    (error) => new BadWorldFile({ message: `The world file ${path} is not right:\n${error.message}` }),
  )
})

/** `--world FILE`, not yet read. */
export const worldFlag = Flag.String("world").pipe(
  Flag.withDescription(
    "World file to serve instead of the built-in world, in the format that `org-trust world` prints",
  ),
  Flag.optional,
)

/** The world of the flag, or none where it was not given. */
export const worldOf = (path: Option.Option<string>) =>
  Option.match(path, { onNone: () => Effect.succeedNone, onSome: (given) => Effect.asSome(readWorld(given)) })
