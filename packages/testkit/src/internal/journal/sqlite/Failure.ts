/**
 * What went wrong with a file of SQLite, and what to do about it.
 */
import * as Predicate from "effect/Predicate"
import { SpoiledLog } from "../Log.ts"

// The result codes of SQLite; the extended ones have more in their higher bits.
const advice: Readonly<Record<number, readonly [what: string, advice: string]>> = {
  5: ["another process holds it", "Wait for that process, or end it"],
  8: ["it cannot be written", "Give the user who runs this the right to write the file and its directory"],
  10: ["the disk could not be read or written", "Look after the disk, and start again: what was answered is kept"],
  11: ["it is damaged or cut off", "Put back a copy of it, or begin with another file"],
  13: ["the disk is full", "Make room, and go on: what was answered is kept"],
  14: ["it cannot be opened", "Look whether the file, and its directory, can be read and written"],
  26: ["it is no database", "Name another file"],
}

const ofSystem: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  ENOENT: ["its directory does not exist", "Make the directory first, or name another file"],
  EACCES: [
    "permission is denied",
    "Give the user who runs this the right to read and write the file and its directory",
  ],
  EPERM: ["permission is denied", "Give the user who runs this the right to read and write the file and its directory"],
  EROFS: ["its file system can only be read", "Name a file where something can be written"],
  EISDIR: ["it is a directory", "Name a file"],
  ENOTDIR: ["its directory is none", "Name another file"],
  ENOSPC: ["the disk is full", "Make room first"],
}

/** Why the file cannot be used and what to do, in two sentences; undefined for an error of another kind. */
export const explain = (file: string, error: unknown): string | undefined => {
  if (error instanceof SpoiledLog) {
    return `The state in ${file} is damaged: ${error.message}. Put back a copy of it, or begin with another file.`
  }
  if (!(error instanceof Error) || !Predicate.hasProperty(error, "code")) return undefined
  const known =
    Predicate.hasProperty(error, "errcode") && typeof error.errcode === "number"
      ? (advice[error.errcode & 0xff] ?? ([error.message, "Name another file"] as const))
      : ofSystem[String(error.code)]
  return known === undefined ? undefined : `The state in ${file} cannot be used: ${known[0]}. ${known[1]}.`
}
