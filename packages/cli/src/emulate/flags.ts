/**
 * The flags of `org-trust emulate`.
 */
import type * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { fileFlag, switchFlag } from "../flags.ts"
import { hostFlag, portFlag } from "../addressFlags.ts"
import { worldFlag } from "../worldFlag.ts"

/** The flags. */
export const emulateFlags = {
  port: portFlag("Port to listen on; 0 is any free port (default 0)", 0).pipe(Flag.withDefault(0)),
  host: hostFlag("Host to listen on (default 127.0.0.1; 0.0.0.0 for a container)"),
  world: worldFlag,
  state: fileFlag(
    "state",
    "File that keeps what happens, made where there is none, or postgres://USER:PASSWORD@HOST/DATABASE (default: memory alone)",
  ),
  faults: fileFlag(
    "faults",
    "Plan of faults to start with, in the format that PUT /_emulator/faults takes (default: none)",
  ),
  cors: Flag.String("cors").pipe(
    Flag.withMetavar("ORIGINS"),
    Flag.withDescription("Origins whose pages may use it, separated by commas; * is any, none is no other (default *)"),
    Flag.withDefault("*"),
  ),
  quiet: switchFlag(
    "quiet",
    "Print only the line that says where it listens (default: also the page and the environment)",
  ),
} as const

/** The values of the flags. */
export type EmulateFlags = Command.Command.Config.Infer<typeof emulateFlags>
