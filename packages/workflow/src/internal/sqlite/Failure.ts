/**
 * What went wrong with a file of SQLite, and what to do about it.
 */
import * as Predicate from "effect/Predicate"

const permission = "Give the user who runs this the right to read and write the file and its directory"

// The result codes of SQLite; the extended ones have more in their higher bits.
const advice: Readonly<Record<number, readonly [what: string, advice: string]>> = {
  5: ["another process holds it", "Wait for that process, or end it"],
  6: ["another process holds it", "Wait for that process, or end it"],
  8: ["it cannot be written", permission],
  10: [
    "the disk could not be read or written",
    "Look after the disk; what was kept is kept, and work goes on by itself",
  ],
  11: ["it is damaged or cut off", "Put back a copy of it, or name another file"],
  13: ["the disk is full", "Make room; what was kept is kept, and work goes on by itself"],
  14: ["it cannot be opened", "Look whether the file and its directory can be read and written"],
  26: ["it is no database", "Name another file"],
}

const ofSystem: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  ENOENT: ["its directory does not exist", "Make the directory first, or name another file"],
  EACCES: ["permission is denied", permission],
  EPERM: ["permission is denied", permission],
  EROFS: ["its file system can only be read", "Name a file where something can be written"],
  EISDIR: ["it is a directory", "Name a file"],
  ENOTDIR: ["its directory is none", "Name another file"],
  ENOSPC: ["the disk is full", "Make room first"],
}

/** The extended result code of SQLite; undefined for an error of another kind. */
export const resultCode = (error: unknown): number | undefined =>
  Predicate.hasProperty(error, "errcode") && typeof error.errcode === "number" ? error.errcode : undefined

/** Why the file cannot be used and what to do, in two sentences; undefined for an error that is about something else. */
export const explain = (file: string, error: unknown): string | undefined => {
  if (!(error instanceof Error) || !Predicate.hasProperty(error, "code")) return undefined
  const code = resultCode(error)
  const known = code === undefined ? ofSystem[String(error.code)] : advice[code & 0xff]
  return known === undefined ? undefined : `The runs in ${file} cannot be used: ${known[0]}. ${known[1]}.`
}
