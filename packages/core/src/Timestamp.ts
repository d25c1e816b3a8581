/**
 * Points in time as the API writes them: `yyyy-MM-ddTHH:mm:ss[.mmm]Z`.
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

/** The last instant that can be written. */
export const latest = DateTime.makeUnsafe("9999-12-31T23:59:59.999Z")

const isBetween = Schema.makeIsBetween({ order: DateTime.Order })

/**
 * A UTC instant; its JSON form is an ISO-8601 string. Reading accepts any offset
 * and any fraction of a second, writing gives milliseconds and `Z`. The year has
 * four digits, because the format has no room for more.
 */
export const Timestamp = Schema.DateTimeUtcFromString.check(
  isBetween({
    minimum: DateTime.makeUnsafe("0001-01-01T00:00:00.000Z"),
    maximum: latest,
  }),
).annotate({ identifier: "Timestamp", format: "date-time" })
/** A UTC instant. */
export type Timestamp = typeof Timestamp.Type
