import type * as Option from "effect/Option"
import { parse } from "@org-trust/testkit/WorldFile"
import { fileFlag } from "./flags.ts"
import { readInput } from "./inputFile.ts"

/** `--world FILE`, not yet read. */
export const worldFlag = fileFlag(
  "world",
  "World file, in the format that `org-trust world` prints (default: the built-in world)",
)

/** The world of the flag, or none where it was not given. */
export const worldOf = (path: Option.Option<string>) => readInput("world file", path, parse)
