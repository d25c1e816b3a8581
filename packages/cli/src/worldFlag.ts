import type * as Option from "effect/Option"
import * as Flag from "effect/cli/Flag"
import { parse } from "@org-trust/testkit/WorldFile"
import { readInput } from "./inputFile.ts"

/** `--world FILE`, not yet read. */
export const worldFlag = Flag.String("world").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription("World file, in the format that `org-trust world` prints (default: the built-in world)"),
  Flag.optional,
)

/** The world of the flag, or none where it was not given. */
export const worldOf = (path: Option.Option<string>) => readInput("world file", path, parse)
