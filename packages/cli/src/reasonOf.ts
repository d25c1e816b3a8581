/**
 * What went wrong, in words.
 */

/** The message of an error; of anything else that was thrown its text. */
export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
