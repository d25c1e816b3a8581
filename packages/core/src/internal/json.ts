import * as Schema from "effect/Schema"

const isJson = Schema.is(Schema.Json)

/**
 * Any JSON but `null`, kept as it is. It is a check of one value and not a description
 * of its parts, because what has such a field can then be compiled as a whole.
 */
export const json = Schema.Unknown.pipe(
  Schema.refine((value): value is Exclude<Schema.Json, null> => value !== null && isJson(value), {
    expected: "a JSON value",
  }),
)
