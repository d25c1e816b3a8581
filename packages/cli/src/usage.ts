/**
 * Mistakes in the command line of `org-trust`: the same status for all commands but
 * those that end with 2 to say that there is something to do.
 */
import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import type * as CliError from "effect/cli/CliError"

/** The command line was not understood; that has been printed. The command ends with 2, since 1 says that something fails. */
export class NotUnderstood extends Schema.TaggedError<NotUnderstood>()("NotUnderstood", {}) {
  override readonly [Runtime.errorExitCode] = 2
  override readonly [Runtime.errorReported] = false
}

/** Their 2 says that there is something to do, and 1 that something is wrong. */
const saysTwoOtherwise: ReadonlySet<unknown> = new Set(["plan", "apply", "drift", "review"])

const isMistake = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "_tag" in error &&
  error._tag === "ShowHelp" &&
  "errors" in error &&
  Array.isArray(error.errors) &&
  error.errors.length > 0 &&
  !("commandPath" in error && Array.isArray(error.commandPath) && saysTwoOtherwise.has(error.commandPath.at(-1)))

/** Ends with 2 where the command line was not understood. */
export const exitCodeOfUsage = <A, E, R>(
  command: Effect.Effect<A, E | CliError.CliError, R>,
): Effect.Effect<A, E | CliError.CliError | NotUnderstood, R> =>
  Effect.mapError(command, (error) => (isMistake(error) ? new NotUnderstood() : error))
