import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { maxRetryAfter, readRetryAfter } from "../src/internal/RetryAfter.ts"

const now = Date.UTC(2026, 0, 1)
const day = 86_400

/** How servers write that so many seconds are to be waited for. */
const forms: Record<string, (seconds: number) => string> = {
  "whole seconds": (seconds) => `${seconds}`,
  "a plus": (seconds) => `+${seconds}`,
  "white space": (seconds) => `  ${seconds}\t`,
  quotes: (seconds) => `"${seconds}"`,
  "a comment": (seconds) => `${seconds}; comment="busy"`,
  "a fraction": (seconds) => `${seconds}.0`,
  "a unit": (seconds) => `${seconds}s`,
  "a word": (seconds) => `${seconds} seconds`,
  "minutes and seconds": (seconds) => `${Math.floor(seconds / 60)}m${seconds % 60}s`,
  milliseconds: (seconds) => `${seconds * 1000}ms`,
  "a clock": (seconds) =>
    [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => `${Math.floor(part)}`.padStart(2, "0")).join(":"),
  "an ISO duration": (seconds) => `PT${seconds}S`,
  "an ISO duration of hours": (seconds) =>
    `PT${Math.floor(seconds / 3600)}H${Math.floor((seconds / 60) % 60)}M${seconds % 60}S`,
  "seconds since 1970": (seconds) => `${now / 1000 + seconds}`,
  "milliseconds since 1970": (seconds) => `${now + seconds * 1000}`,
  "a date": (seconds) => new Date(now + seconds * 1000).toUTCString(),
  "a date with an offset": (seconds) => new Date(now + seconds * 1000).toUTCString().replace("GMT", "+0000"),
  "an ISO date": (seconds) => new Date(now + seconds * 1000).toISOString(),
  "an ISO date without a zone": (seconds) => new Date(now + seconds * 1000).toISOString().replace("Z", ""),
  "two values": (seconds) => `${seconds}, ${Math.floor(seconds / 2)}`,
}

describe("a Retry-After", () => {
  const seconds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: day }))

  it.prop(
    "is read in all forms",
    [seconds],
    ([seconds]) => {
      for (const [name, write] of Object.entries(forms)) {
        const read = readRetryAfter(write(seconds), now)
        assert.strictEqual(read && Duration.toSeconds(read), seconds, `${name}: ${write(seconds)}`)
      }
    },
    { arbitrary: { runs: 300 } },
  )

  it.prop(
    "is rounded up",
    [Schema.Finite.check(Schema.isBetween({ minimum: 0.001, maximum: 1000 }))],
    ([value]) => {
      for (const text of [value.toFixed(3), `${value.toFixed(3)}s`, `PT${value.toFixed(3)}S`]) {
        const read = readRetryAfter(text, now)
        assert.strictEqual(read && Duration.toSeconds(read), Math.ceil(Number(value.toFixed(3))), text)
      }
    },
    { arbitrary: { runs: 300 } },
  )

  it.prop(
    "is never negative, nor longer than a day, nor a failure",
    [Schema.String],
    ([text]) => {
      for (const value of [text, `-${text}`, `${text}s`, `9${text}`]) {
        const read = readRetryAfter(value, now)
        if (read !== undefined) {
          assert.isAtLeast(Duration.toMillis(read), 0)
          assert.isAtMost(Duration.toMillis(read), Duration.toMillis(maxRetryAfter))
        }
      }
    },
    { arbitrary: { runs: 500 } },
  )

  it.each(["", " ", "soon", "-1", "1e3", "NaN", "Infinity", "0x10", "P", "PT", "ten", "12:99", "--", ";"])(
    "as %j is none",
    (value) => assert.isUndefined(readRetryAfter(value, now)),
  )

  it.each([
    ["digits", "9".repeat(1001)],
    ["units", "1s".repeat(8000)],
    ["spaces before a number", `${" ".repeat(1000)}1`],
  ])("longer than a kilobyte is none: %s", (_, text) => assert.isUndefined(readRetryAfter(text, now)))

  // Takes less than a millisecond, so that no machine is too busy for it; where time grew with the cube of the length, it took four seconds and more.
  it.each([
    ["digits", "9".repeat(990)],
    ["digits and a stop", `${"9".repeat(990)}.`],
    ["spaces", `1${" ".repeat(980)}x`],
    ["units", `${"1s".repeat(490)}x`],
    ["fractions", "1.".repeat(490)],
    ["zones", `2026-${"z(".repeat(490)}`],
    ["lists", "9,".repeat(490)],
  ])("of many %s is read or refused at once", { timeout: 3000 }, (_, text) => {
    for (const value of [text, `${text}, 1`, `${text}x`, `PT${text}`]) {
      const read = readRetryAfter(value, now) ?? Duration.zero
      assert.isAtMost(Duration.toMillis(read), Duration.toMillis(maxRetryAfter))
    }
  })
})
