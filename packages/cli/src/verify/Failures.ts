/**
 * How `org-trust verify` ends other than well.
 */
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"

/** The contract could not be run; `message` says why. The command ends with 2. */
export class CannotVerify extends Schema.TaggedError<CannotVerify>()("CannotVerify", { message: Schema.String }) {
  override get [CliError.userMessage](): string {
    return this.message
  }
  override readonly [Runtime.errorExitCode] = 2
}

/** Some clause does not hold. The command ends with 1; what failed has been printed. */
export class NotFulfilled extends Schema.TaggedError<NotFulfilled>()("NotFulfilled", {}) {
  override readonly [Runtime.errorExitCode] = 1
  override readonly [Runtime.errorReported] = false
}

/** The contract could not be run, for a reason in words. */
export const cannot = (message: string): CannotVerify => new CannotVerify({ message })
