import * as Schema from "effect/Schema"

/**
 * Any JSON, kept as it is. It is a check of one value and not a description of its
 * parts, because what has such a field can then be compiled as a whole.
 */
export const json = Schema.Unknown.pipe(Schema.refine(Schema.is(Schema.Json), { expected: "a JSON value" }))
