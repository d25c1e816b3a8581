import * as Schema from "effect/Schema"

/**
 * An enumeration that may grow on the server: the known values are listed, any
 * other string is kept as it is.
 */
export const openEnum = <const Values extends ReadonlyArray<string>>(values: Values) =>
  Schema.Union([Schema.Literals(values), Schema.String])
