/**
 * Points in time as the API writes them: `yyyy-MM-ddTHH:mm:ss[.mmm]Z`.
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { parsing } from "./internal/parsing.ts"

/** The first instant that can be written, in milliseconds since 1970. */
const earliest = DateTime.makeUnsafe("0001-01-01T00:00:00.000Z")

/**
 * The last instant that can be written.
 * @category constants
 * @since 0.1.0
 */
export const latest = DateTime.makeUnsafe("9999-12-31T23:59:59.999Z")

const isBetween = Schema.makeIsBetween({ order: DateTime.Order })

/** A UTC instant within the years that can be written. */
const Instant = Schema.DateTimeUtc.check(isBetween({ minimum: earliest, maximum: latest }))

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const daysOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (daysOfMonths[month - 1] ?? 0)

const first = DateTime.toEpochMillis(earliest)
const last = DateTime.toEpochMillis(latest)

/** After so many years the calendar repeats. */
const cycle = { years: 400, millis: 146_097 * 86_400_000 }

/** Two digits as a number, or none. A pattern with groups takes several times as long. */
const two = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** Milliseconds that a zone is ahead of UTC, by the end of a text. */
const zoneAt = (text: string, at: number, isLenient: boolean): number | undefined => {
  const mark = text[at]
  if (mark === undefined) return isLenient ? 0 : undefined
  if (mark === "Z" || (isLenient && mark === "z")) return text.length === at + 1 ? 0 : undefined
  if (mark !== "+" && mark !== "-") return undefined
  const hours = two(text, at + 1)
  const isShort = isLenient && text.length === at + 3
  const minutesAt = text[at + 3] === ":" ? at + 4 : isLenient ? at + 3 : Number.NaN
  const minutes = isShort ? 0 : two(text, minutesAt)
  const isWhole = (isShort || text.length === minutesAt + 2) && hours <= 23 && minutes <= 59
  return isWhole ? (mark === "+" ? 1 : -1) * (hours * 60 + minutes) * 60_000 : undefined
}

/**
 * Reads an instant: a date and a time of RFC 3339, which is what the API's documents
 * name. Lenient, the time, its seconds and its zone may be missing (UTC then), a space
 * may stand for the `T`, and an offset may do without colon or minutes.
 */
const read = (text: string, isLenient: boolean): DateTime.Utc | undefined => {
  const year = two(text, 0) * 100 + two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  if (text[4] !== "-" || text[7] !== "-" || !(day >= 1 && day <= daysOf(year, month))) return undefined
  let hour = 0
  let minute = 0
  let second = 0
  let fraction = 0
  let zone: number | undefined = 0
  if (text.length > 10 || !isLenient) {
    if (text[10] !== "T" && !(isLenient && (text[10] === "t" || text[10] === " "))) return undefined
    hour = two(text, 11)
    minute = two(text, 14)
    let at = 16
    if (text[at] === ":") {
      second = two(text, at + 1)
      at += 3
      if (text[at] === ".") {
        const start = ++at
        while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++
        if (at === start) return undefined
        fraction = Math.floor(Number(`0.${text.slice(start, Math.min(at, start + 3))}`) * 1000 + 0.5)
      }
    } else if (!isLenient) return undefined
    zone = zoneAt(text, at, isLenient)
    if (text[13] !== ":" || !(hour <= 23 && minute <= 59 && second <= 59) || zone === undefined) return undefined
  }
  // `Date.UTC` takes the years 0 to 99 for those of the last century.
  const date = Date.UTC(year + cycle.years, month - 1, day, hour, minute, second, fraction) - cycle.millis
  const millis = date - zone
  // Not a number either where a digit is none.
  return millis >= first && millis <= last ? DateTime.makeUnsafe(millis) : undefined
}

const write = SchemaGetter.transform(DateTime.formatIso)

/**
 * A UTC instant as a request carries it; its JSON form is a date and time of RFC 3339
 * with its zone, such as `2035-01-01T00:00:00Z`: a day that no calendar has, or a time
 * without a zone, is none. Any offset and any fraction of a second may be read, writing
 * gives milliseconds and `Z`. The year has four digits, because the format has no room
 * for more.
 * @category schemas
 * @since 0.1.0
 */
export const Timestamp = Schema.String.pipe(
  Schema.decodeTo(Instant, {
    decode: parsing("a date and time of RFC 3339 with a zone", (text) => read(text, false)),
    encode: write,
  }),
).annotate({ identifier: "Timestamp", format: "date-time" })
/**
 * A UTC instant.
 * @category models
 * @since 0.1.0
 */
export type Timestamp = typeof Timestamp.Type

/**
 * A UTC instant as an answer carries it. It may also come without seconds, without a
 * zone (then it is UTC), without a time (then it is midnight), or with an offset
 * such as `+0000`.
 * @category schemas
 * @since 0.1.0
 */
export const ReceivedTimestamp = Schema.String.pipe(
  Schema.decodeTo(Instant, { decode: parsing("a date and time", (text) => read(text, true)), encode: write }),
).annotate({ identifier: "ReceivedTimestamp", format: "date-time" })
