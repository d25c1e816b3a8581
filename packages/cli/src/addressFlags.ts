/**
 * The flags of an address to listen on.
 */
import * as Flag from "effect/cli/Flag"

/** `--host HOST`, this machine alone unless given. */
export const hostFlag = (what: string) =>
  Flag.String("host").pipe(Flag.withMetavar("HOST"), Flag.withDescription(what), Flag.withDefault("127.0.0.1"))

/** `--port N`, from a least port. */
export const portFlag = (what: string, least: 0 | 1) =>
  Flag.Int("port").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription(what),
    Flag.filter(
      (port) => port >= least && port <= 65_535,
      () => `a port from ${least} to 65535`,
    ),
  )
