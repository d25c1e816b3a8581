/**
 * The text of a trust file: what it asks for, or every mistake in it.
 */
import * as Result from "effect/Result"
import { type Desired, resolve } from "@org-trust/core/access/Desired"
import { keysAt, TrustFile } from "@org-trust/core/access/TrustFile"
import { type PlacedMistake, readText } from "./readText.ts"

/** A trust file as it is written, and what it means. */
export interface ReadFile {
  readonly file: TrustFile
  readonly desired: Desired
}

/** What a text asks for, or its mistakes, from the top of the text to its end. */
export const parse = (text: string): Result.Result<ReadFile, ReadonlyArray<PlacedMistake>> =>
  Result.flatMap(readText(text, { schema: TrustFile, keysAt }), ({ place, value }) => {
    const desired = resolve(value)
    return Result.isSuccess(desired)
      ? Result.succeed({ file: value, desired: desired.success })
      : Result.fail(
          place(desired.failure, ({ message }) => message.startsWith("No ") || message.includes(" are the same")),
        )
  })
