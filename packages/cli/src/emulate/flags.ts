/**
 * The flags of `org-trust emulate`.
 */
import type * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { hostFlag, portFlag } from "../addressFlags.ts"
import { worldFlag } from "../worldFlag.ts"

/** The flags. */
export const emulateFlags = {
  port: portFlag("Port to listen on; 0 is any free port (default 0)", 0).pipe(Flag.withDefault(0)),
  host: hostFlag("Host to listen on (default 127.0.0.1; 0.0.0.0 for a container)"),
  world: worldFlag,
  state: Flag.String("state").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription(
      "File that keeps what happens, made where there is none, or postgres://USER:PASSWORD@HOST/DATABASE (default: memory alone)",
    ),
    Flag.optional,
  ),
  faults: Flag.String("faults").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription(
      "Plan of faults to start with, in the format that PUT /_emulator/faults takes (default: none)",
    ),
    Flag.optional,
  ),
  cors: Flag.String("cors").pipe(
    Flag.withMetavar("ORIGINS"),
    Flag.withDescription("Origins whose pages may use it, separated by commas; * is any, none is no other (default *)"),
    Flag.withDefault("*"),
  ),
  quiet: Flag.Boolean("quiet").pipe(
    Flag.withDescription("Print only the line that says where it listens (default: also the page and the environment)"),
    Flag.withDefault(false),
  ),
} as const

/** The values of the flags. */
export type EmulateFlags = Command.Command.Config.Infer<typeof emulateFlags>
