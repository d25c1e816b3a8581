/**
 * Mistakes in the command line of `org-trust verify`.
 */
import * as Effect from "effect/Effect"
import type * as CliError from "effect/cli/CliError"
import { NotUnderstood } from "./Failures.ts"

const isMistake = ({ commandPath, errors }: CliError.ShowHelp): boolean =>
  commandPath.includes("verify") && errors.length > 0

/** Ends with 2 where `verify` was called wrongly: 1 would say that a clause fails. */
export const exitCodeOfUsage = <A, E, R>(
  command: Effect.Effect<A, E | CliError.CliError, R>,
): Effect.Effect<A, E | CliError.CliError | NotUnderstood, R> =>
  Effect.mapError(command, (error) => (isShowHelp(error) && isMistake(error) ? new NotUnderstood() : error))

const isShowHelp = (error: unknown): error is CliError.ShowHelp =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "ShowHelp"
