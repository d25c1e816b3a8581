/**
 * The files that `org-trust verify` reads and writes.
 */
import { dirname } from "node:path"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import * as CapabilitiesFile from "@org-trust/testkit/contract/CapabilitiesFile"
import { fileProblem } from "../fileProblem.ts"
import { jsonMistake } from "../jsonMistake.ts"
import { cannot } from "./Failures.ts"

const readFile = Effect.fnUntraced(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  return yield* Effect.mapError(files.readFileString(path), (error) =>
    cannot(`Cannot read ${path}: ${fileProblem(error)}`),
  )
})

/** What the implementation promises; everything, unless a file says otherwise. */
export const readCapabilities = Effect.fnUntraced(function* (path: Option.Option<string>) {
  if (Option.isNone(path)) return complete
  const text = yield* readFile(path.value)
  const mistake = jsonMistake(text)
  if (mistake !== undefined) return yield* cannot(`The capabilities file ${path.value} is not JSON: ${mistake}`)
  const parsed = CapabilitiesFile.parse(text)
  return Result.isSuccess(parsed)
    ? CapabilitiesFile.toCapabilities(parsed.success)
    : yield* cannot(`The capabilities file ${path.value} is not right:\n${parsed.failure.message}`)
})

/** The names in a list of known failures: one a line, comments from `#`. */
export const readKnownFailures = Effect.fnUntraced(function* (path: Option.Option<string>) {
  if (Option.isNone(path)) return []
  const text = yield* readFile(path.value)
  return text.split("\n").flatMap((line) => {
    const name = line.replace(/#.*/, "").trim()
    return name === "" ? [] : [name]
  })
})

/** Looks whether reports can be written, before there is anything to lose. */
export const checkWritable = Effect.fnUntraced(function* (paths: ReadonlyArray<Option.Option<string>>) {
  const files = yield* FileSystem.FileSystem
  for (const path of paths) {
    if (Option.isNone(path)) continue
    const isThere = yield* Effect.orElseSucceed(files.exists(path.value), () => false)
    yield* Effect.mapError(files.access(isThere ? path.value : dirname(path.value), { writable: true }), (error) =>
      cannot(`Cannot write ${path.value}: ${fileProblem(error)}`),
    )
  }
})

/** Writes a report where it is wanted. */
export const write = Effect.fnUntraced(function* (path: Option.Option<string>, content: () => string) {
  if (Option.isNone(path)) return
  const files = yield* FileSystem.FileSystem
  yield* Effect.mapError(files.writeFileString(path.value, content()), (error) =>
    cannot(`Cannot write ${path.value}: ${fileProblem(error)}`),
  )
})
