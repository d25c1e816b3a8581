/**
 * Changes of the model that nobody can see, with the reason.
 */

/** By the name of the change. */
export const equivalents: Readonly<Record<string, string>> = {}
