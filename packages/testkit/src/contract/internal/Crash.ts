/**
 * What broke down: an implementation that neither answers nor refuses.
 */
import { Violation } from "../Violation.ts"

/** A call that broke down, with the stack of what broke down. */
export class Crash extends Error {
  override readonly name = "Crash"

  constructor(message: string, stack: string) {
    super(message)
    this.stack = stack
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))

/** What of the implementation broke down in a call. */
export const crashOf = (operation: string, error: unknown): Crash => {
  const stack = error instanceof Error ? (error.stack ?? "") : ""
  return new Crash(`${operation} crashed: ${wordsOf(error)}`, stack)
}

/** What is said of the failure of a clause; with a stack where it is no violation. */
export const breachOf = (error: unknown): { readonly message: string; readonly stack?: string } => {
  if (error instanceof Violation) return { message: error.message }
  const message = error instanceof Crash ? error.message : `crashed: ${wordsOf(error)}`
  return error instanceof Error && error.stack !== undefined ? { message, stack: error.stack } : { message }
}
