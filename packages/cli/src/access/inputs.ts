/**
 * What the commands about trust files are given.
 */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Result from "effect/Result"
import * as Argument from "effect/cli/Argument"
import { fileProblem } from "../fileProblem.ts"
import { fileFlag, switchFlag } from "../flags.ts"
import { cannotDo } from "./Failures.ts"
import { type Form, type PlacedMistake, readText } from "./readText.ts"
import { parse } from "./TrustText.ts"

/** The trust file. */
export const fileArgument = Argument.String("file").pipe(
  Argument.withDescription("The trust file, in YAML or JSON (required)"),
)

/** Where the journal is. */
export const journalFlag = fileFlag(
  "journal",
  "The journal of what was done (default: beside the trust file, with .journal after its name)",
)

/** Output for machines. */
export const jsonFlag = switchFlag("json", "Print JSON, for machines")

/** Mistakes as editors and terminals understand them, a line for each. */
export const mistakesText = (path: string, mistakes: ReadonlyArray<PlacedMistake>): string =>
  mistakes.map(({ column, line, message }) => `${path}:${line}:${column}: ${message}`).join("\n")

/** Reads a file that people write; `what` says of which kind it is. */
export const readFile = Effect.fnUntraced(function* (what: string, path: string) {
  const files = yield* FileSystem.FileSystem
  return yield* Effect.mapError(files.readFileString(path), (error) =>
    cannotDo(`Cannot read the ${what} ${path}: ${fileProblem(error)}`),
  )
})

/** Reads a file of a form that people write. Every mistake in it is told with its place. */
export const readForm = Effect.fnUntraced(function* <A>(what: string, path: string, form: Form<A>) {
  const read = readText(yield* readFile(what, path), form)
  return Result.isSuccess(read) ? read.success : yield* cannotDo(mistakesText(path, read.failure))
})

/** Writes a file. */
export const writeFile = Effect.fnUntraced(function* (path: string, text: string) {
  const files = yield* FileSystem.FileSystem
  yield* Effect.mapError(files.writeFileString(path, text), (error) =>
    cannotDo(`Cannot write ${path}: ${fileProblem(error)}`),
  )
})

/** Reads a trust file. Every mistake in it is told with its place. */
export const readTrustFile = Effect.fnUntraced(function* (path: string) {
  const read = parse(yield* readFile("trust file", path))
  return Result.isSuccess(read) ? read.success : yield* cannotDo(mistakesText(path, read.failure))
})
