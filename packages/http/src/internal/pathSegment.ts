import * as Schema from "effect/Schema"

/**
 * A path parameter that names one segment of a path. The API takes any string, but
 * an empty one, `.` and `..` would address another resource, and a lone surrogate
 * has no percent-encoding.
 */
export const pathSegment = <S extends Schema.Codec<unknown, unknown>>(schema: S) =>
  schema.check(
    Schema.makeFilter(
      (value: unknown) =>
        typeof value === "string" && value !== "" && value !== "." && value !== ".." && value.isWellFormed(),
      { expected: "a string that can stand as one segment of a path" },
    ),
  )
