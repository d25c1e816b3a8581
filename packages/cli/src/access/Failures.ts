/**
 * How the commands about trust files end other than well.
 */
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"

/** The command cannot do what it was asked to; `message` says why. It ends with 1. */
export class CannotDo extends Schema.TaggedError<CannotDo>()("CannotDo", { message: Schema.String }) {
  override get [CliError.userMessage](): string {
    return this.message
  }
}

/** There is something to do, or something that was not done; it has been printed. The command ends with 2. */
export class SomethingToDo extends Schema.TaggedError<SomethingToDo>()("SomethingToDo", {}) {
  override readonly [Runtime.errorExitCode] = 2
  override readonly [Runtime.errorReported] = false
}

/** Something went wrong, and has been printed. The command ends with 1. */
export class WentWrong extends Schema.TaggedError<WentWrong>()("WentWrong", {}) {
  override readonly [Runtime.errorExitCode] = 1
  override readonly [Runtime.errorReported] = false
}

/** The command cannot do what it was asked to, for a reason in words. */
export const cannotDo = (message: string): CannotDo => new CannotDo({ message })
