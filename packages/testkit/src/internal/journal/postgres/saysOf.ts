/**
 * What a database says of a failure.
 */
import { isSqlError } from "effect/sql/SqlError"

/** In the database's own words, where there are some: the client's say only that something failed. */
export const saysOf = (error: { readonly message: string }): string => {
  const cause = isSqlError(error) ? error.reason.cause : undefined
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message
}
