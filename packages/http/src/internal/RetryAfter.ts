/**
 * The header `Retry-After`, in all forms in which servers send it.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Headers from "effect/http/Headers"
import * as Option from "effect/Option"
import * as Result from "effect/Result"

/** Longest `Retry-After` that is believed. A longer one is reported as this. */
export const maxRetryAfter = Duration.days(1)

/** How long others are held back after a 429 without a `Retry-After` that can be read. */
export const briefly = Duration.seconds(1)

/** Rounded up to whole seconds, at most {@link maxRetryAfter}. */
const seconds = (value: number): Duration.Duration => Duration.min(Duration.seconds(Math.ceil(value)), maxRetryAfter)

const until = (millis: number, now: number): Duration.Duration =>
  Duration.min(Duration.millis(Math.max(0, millis - now)), maxRetryAfter)

const farthest = 366 * 86_400_000

/** A number that can only be a time since 1970, in milliseconds or seconds: within a year from now. */
const asTime = (value: number, now: number): number | undefined =>
  [value, value * 1000].find((millis) => millis > 1e9 && Math.abs(millis - now) < farthest)

/** Longer than any form that is read: a header of many kilobytes must not cost time. */
const longest = 1000

const plain = /^\+?(?:\d+(?:\.\d*)?|\.\d+)$/

const readNumber = (text: string, now: number): Duration.Duration | undefined => {
  if (!plain.test(text)) return undefined
  const value = Number(text)
  const time = value > 1e9 ? asTime(value, now) : undefined
  return time === undefined ? seconds(value) : until(time, now)
}

const perUnit: ReadonlyMap<string, number> = new Map([
  ["ms", 0.001],
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
])

// One after the other from the start, so that long values take no longer to refuse.
const unit =
  /(\d+(?:\.\d+)?|\.\d+)\s*(ms|milli(?:second)?s?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hours?|hrs?|d|days?)(?![a-z])[\s,]*(?:and\s+)?/giy

/** Numbers with units: `30s`, `1m30s`, `500 ms`, `2 minutes`. */
const readUnits = (text: string): Duration.Duration | undefined => {
  let total = 0
  let rest = 0
  for (const [all, value, name = ""] of text.matchAll(unit)) {
    const known = /^mi?l/i.test(name) || /^ms/i.test(name) ? "ms" : name.slice(0, 1).toLowerCase()
    total += Number(value) * (perUnit.get(known) ?? 0)
    rest += all.length
  }
  return rest > 0 && rest === text.length ? seconds(total) : undefined
}

/** A duration of ISO 8601: `PT30S`, `P1DT2H`. */
const readIsoDuration = (text: string): Duration.Duration | undefined => {
  const parts = /^P(?=.)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?|\.\d+)S)?)?$/i.exec(text)
  if (parts === null) return undefined
  const [days = 0, hours = 0, minutes = 0, rest = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return seconds(days * 86_400 + hours * 3600 + minutes * 60 + rest)
}

/** Hours, minutes and seconds, or minutes and seconds: `00:01:30`, `1:30`. */
const readClock = (text: string): Duration.Duration | undefined =>
  /^\d{1,3}(:[0-5]\d){1,2}(\.\d+)?$/.test(text)
    ? seconds(text.split(":").reduce((total, part) => total * 60 + Number(part), 0))
    : undefined

/** A date as HTTP writes them, as mails do, or of ISO 8601. */
const readDate = (text: string, now: number): Duration.Duration | undefined => {
  const http = Headers.parseRetryAfter(text)
  if (Result.isSuccess(http)) return Duration.min(Headers.retryAfterDelay(http.success, now), maxRetryAfter)
  // Whatever else the platform takes for a date needs a year in it, lest a number becomes one.
  if (!/(?:^|\D)(?:19|20)\d\d(?:\D|$)/.test(text) || !/[:-]/.test(text)) return undefined
  // Without a zone it is that of HTTP.
  const zoned = /(?:z|gmt|utc?|[+-]\d\d:?\d\d)(?:\s*\([^)]*\))?$/i.test(text) ? text : `${text}Z`
  return Option.getOrUndefined(
    Option.map(
      Option.orElse(DateTime.make(zoned), () => DateTime.make(`${text} GMT`)),
      (date) => until(DateTime.toEpochMillis(date), now),
    ),
  )
}

const readOne = (text: string, now: number): Duration.Duration | undefined =>
  readNumber(text, now) ?? readUnits(text) ?? readIsoDuration(text) ?? readClock(text) ?? readDate(text, now)

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^["'](.*)["']$/, "$1")
    .trim()

/**
 * The delay in a `Retry-After` header: whole seconds and dates, as HTTP has them, and
 * what else servers send: fractions, units, clock times, durations and dates of ISO
 * 8601, times since 1970, several values (the longest holds), any of it in quotes or
 * with a comment after a semicolon. Seconds are rounded up. At most
 * {@link maxRetryAfter}; undefined where it is none of this, or longer than a kilobyte.
 *
 * `now` is the time from which a date counts, in milliseconds since 1970.
 */
export const readRetryAfter = (value: string | undefined, now: number): Duration.Duration | undefined => {
  if (value === undefined || value.length > longest) return undefined
  const [beforeComment = ""] = value.split(";")
  const whole = readOne(unquoted(beforeComment), now)
  if (whole !== undefined) return whole
  const several = beforeComment.split(",").map((each) => readOne(unquoted(each), now))
  return several.reduce(
    (longest, each) => (each === undefined || longest === undefined ? (longest ?? each) : Duration.max(longest, each)),
    undefined,
  )
}
