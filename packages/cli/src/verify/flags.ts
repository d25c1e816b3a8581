/**
 * The flags of `org-trust verify`.
 */
import type * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { fileFlag, switchFlag, wholeFlag } from "../flags.ts"
import { worldFlag } from "../worldFlag.ts"

/** Inputs tried per clause, as the contract's runner has it; to take it from there would load the contract. */
export const defaultRuns = 25

const number = (name: string, what: string, standard: number, least: number) =>
  wholeFlag(name, `${what} (default ${standard})`, least).pipe(Flag.withDefault(standard))

/** The flags. */
export const verifyFlags = {
  url: Flag.String("url").pipe(Flag.withMetavar("URL"), Flag.withDescription("Where the API is (required)")),
  loginUrl: Flag.String("login-url").pipe(
    Flag.withMetavar("URL"),
    Flag.withDescription("Where /oauth/token is (default: the same as --url)"),
    Flag.optional,
  ),
  world: worldFlag,
  runs: number("runs", "Inputs tried per clause", defaultRuns, 1),
  seed: number("seed", "Start of the random inputs; the same seed gives the same inputs", 1, 0),
  atOnce: number("at-once", "Clauses that are checked at once, where they cannot mind each other", 100, 1),
  only: Flag.String("only").pipe(
    Flag.withMetavar("PATTERN"),
    Flag.withDescription("Only clauses whose name matches, such as pairing.*; commas part several (default: all)"),
    Flag.optional,
  ),
  capabilities: fileFlag("capabilities", "What the implementation promises (default: everything)"),
  knownFailures: fileFlag("known-failures", "Names of clauses that are known to fail, one per line (default: none)"),
  controls: switchFlag(
    "controls",
    "Use /_emulator/clock, /groups and /access at --url: checks what needs time and groups too",
  ),
  json: fileFlag("json", "Write the results as JSON"),
  html: fileFlag("html", "Write the results as a page"),
  junit: fileFlag("junit", "Write the results as JUnit XML"),
} as const

/** The values of the flags. */
export type VerifyFlags = Command.Command.Config.Infer<typeof verifyFlags>
