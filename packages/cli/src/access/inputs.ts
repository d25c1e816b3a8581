/**
 * What the commands about trust files are given.
 */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Result from "effect/Result"
import * as Argument from "effect/cli/Argument"
import * as Flag from "effect/cli/Flag"
import { cannotDo } from "./Failures.ts"
import { parse } from "./TrustText.ts"

/** The trust file. */
export const fileArgument = Argument.String("file").pipe(
  Argument.withDescription("The trust file, in YAML or JSON (required)"),
)

/** Where the journal is. */
export const journalFlag = Flag.String("journal").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription("The journal of what was done (default: beside the trust file, with .journal after its name)"),
  Flag.optional,
)

/** Output for machines. */
export const jsonFlag = Flag.Boolean("json").pipe(
  Flag.withDescription("Print JSON, for machines"),
  Flag.withDefault(false),
)

/** Reads a trust file. Every mistake in it is told with its place. */
export const readTrustFile = Effect.fnUntraced(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  const text = yield* Effect.mapError(files.readFileString(path), ({ message }) =>
    cannotDo(`Cannot read the trust file ${path}: ${message}`),
  )
  const read = parse(text)
  if (Result.isSuccess(read)) return read.success
  const lines = read.failure.map(({ column, line, message }) => `${path}:${line}:${column}: ${message}`)
  return yield* cannotDo(lines.join("\n"))
})
