import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { ReceivedTimestamp, Timestamp } from "@org-trust/core/Timestamp"

const strict = (text: string) => Option.map(Schema.decodeOption(Timestamp)(text), DateTime.formatIso)
const lenient = (text: string) => Option.map(Schema.decodeOption(ReceivedTimestamp)(text), DateTime.formatIso)

const read: ReadonlyArray<readonly [text: string, instant: string]> = [
  ["2035-01-01T00:00:00Z", "2035-01-01T00:00:00.000Z"],
  ["2024-02-29T23:59:59.9Z", "2024-02-29T23:59:59.900Z"],
  ["2035-01-01T01:30:00.123456789+01:30", "2035-01-01T00:00:00.123Z"],
  ["2034-12-31T22:00:00-02:00", "2035-01-01T00:00:00.000Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
]

const readLeniently: ReadonlyArray<readonly [text: string, instant: string]> = [
  ["2035-01-01", "2035-01-01T00:00:00.000Z"],
  ["2035-01-01T10:20", "2035-01-01T10:20:00.000Z"],
  ["2035-01-01T10:20:30", "2035-01-01T10:20:30.000Z"],
  ["2035-01-01 10:20:30.5z", "2035-01-01T10:20:30.500Z"],
  ["2035-01-01T10:20:30+0100", "2035-01-01T09:20:30.000Z"],
  ["2035-01-01T10:20:30-05", "2035-01-01T15:20:30.000Z"],
]

const noDates = [
  "",
  "2035",
  "2035-01",
  "Jan 1 2035",
  "1767225600000",
  "2035-02-30T00:00:00Z",
  "2035-02-29T00:00:00Z",
  "2100-02-29T00:00:00Z",
  "2035-04-31T00:00:00Z",
  "2035-00-01T00:00:00Z",
  "2035-13-01T00:00:00Z",
  "2035-01-00T00:00:00Z",
  "2035-01-01T24:00:00Z",
  "2035-01-01T00:60:00Z",
  "2035-01-01T00:00:60Z",
  "2035-01-01T00:00:00.Z",
  "2035-01-01T00:00:00+24:00",
  "2035-01-01T00:00:00Z ",
  " 2035-01-01T00:00:00Z",
  "2035-01-01T00:00:00Zulu",
  "+002035-01-01T00:00:00Z",
  "20350101T000000Z",
  "0001-01-01T00:00:00+01:00",
  "9999-12-31T23:59:59-01:00",
  "２０３５-01-01T00:00:00Z",
]

describe("a date of a request", () => {
  it.each(read)("%s is read", (text, instant) => {
    assert.deepStrictEqual(strict(text), Option.some(instant))
  })

  it.each([...noDates, ...readLeniently.map(([text]) => text)])("%j is none", (text) => {
    assert.deepStrictEqual(strict(text), Option.none())
  })
})

describe("a date of an answer", () => {
  it.each([...read, ...readLeniently])("%s is read", (text, instant) => {
    assert.deepStrictEqual(lenient(text), Option.some(instant))
  })

  it.each(noDates)("%j is none", (text) => {
    assert.deepStrictEqual(lenient(text), Option.none())
  })

  it("is what was written, whenever that was", () => {
    const instants = fc.date({
      min: new Date("0001-01-01T00:00:00.000Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (date) => {
        assert.deepStrictEqual(lenient(date.toISOString()), Option.some(date.toISOString()))
        assert.deepStrictEqual(strict(date.toISOString()), Option.some(date.toISOString()))
      }),
      { numRuns: 2000 },
    )
  })
})
