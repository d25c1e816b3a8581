/**
 * Mistakes in the command line of `org-trust`: one status for all commands, which no
 * command uses to say anything else.
 */
import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"

/**
 * The command line was not understood; that has been printed. It ends with 64, as
 * `EX_USAGE` of sysexits.h: 1 and 2 already say what a command found.
 */
export class NotUnderstood extends Schema.TaggedError<NotUnderstood>()("NotUnderstood", {}) {
  override readonly [Runtime.errorExitCode] = 64
  override readonly [Runtime.errorReported] = false
}

/**
 * The command line was understood and asks for something that does not go together, or
 * for nothing at all; `message` says what would be right. It ends with 64 too.
 */
export class Misused extends Schema.TaggedError<Misused>()("Misused", { message: Schema.String }) {
  override readonly [Runtime.errorExitCode] = 64
  override get [CliError.userMessage](): string {
    return this.message
  }
}

const isMistake = (error: unknown): boolean =>
  CliError.isCliError(error) && error._tag === "ShowHelp" && error.errors.length > 0

/** Ends with 64 where the command line was not understood. */
export const exitCodeOfUsage = <A, E, R>(
  command: Effect.Effect<A, E | CliError.CliError, R>,
): Effect.Effect<A, E | CliError.CliError | NotUnderstood, R> =>
  Effect.mapError(command, (error) => (isMistake(error) ? new NotUnderstood() : error))
