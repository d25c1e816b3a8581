import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import type * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"
import { fileProblem } from "./fileProblem.ts"
import { jsonMistake } from "./jsonMistake.ts"

/** A file that was named cannot be used; `message` says which and where it is wrong. */
export class BadInputFile extends Schema.TaggedError<BadInputFile>()("BadInputFile", {
  message: Schema.String,
}) {
  override get [CliError.userMessage](): string {
    return this.message
  }
}

/** What a file says, or none where none was named. `what` is the kind of file, for people. */
export const readInput = Effect.fnUntraced(function* <A>(
  what: string,
  path: Option.Option<string>,
  parse: (text: string) => Result.Result<A, Schema.SchemaError>,
): Effect.fn.Return<Option.Option<A>, BadInputFile, FileSystem.FileSystem> {
  if (Option.isNone(path)) return Option.none()
  const files = yield* FileSystem.FileSystem
  const text = yield* Effect.mapError(
    files.readFileString(path.value),
    (error) => new BadInputFile({ message: `Cannot read the ${what} ${path.value}: ${fileProblem(error)}` }),
  )
  const mistake = jsonMistake(text)
  if (mistake !== undefined) {
    return yield* new BadInputFile({ message: `The ${what} ${path.value} is not JSON: ${mistake}` })
  }
  return Option.some(
    yield* Effect.mapError(
      Effect.fromResult(parse(text)),
      (error) => new BadInputFile({ message: `The ${what} ${path.value} is not right:\n${error.message}` }),
    ),
  )
})
