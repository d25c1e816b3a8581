/**
 * Answers as a broken, a wrong or a malicious server might give them.
 */
import * as fc from "fast-check"
import { jsonTexts } from "./Json.ts"
import { echoes } from "./Secrets.ts"

/** What a body does after its last chunk. */
export type Ending = "ends" | "breaks off" | "stalls" | "repeats for ever"

/** The limits that clients have. */
export const sizes = [2_000, 150_000] as const

/** One answer. */
export interface HostileAnswer {
  readonly status: number
  /** May have a name more than once. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  /** None at all where undefined. */
  readonly chunks: ReadonlyArray<Uint8Array> | undefined
  readonly ending: Ending
  /** The client's limit for this answer, in bytes. */
  readonly maxBodySize: (typeof sizes)[number]
}

const status = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(200, 200, 200, 201, 204, 400, 401, 403, 404, 409, 429, 500, 503),
  },
  { weight: 2, arbitrary: fc.constantFrom(202, 205, 206, 301, 302, 304, 307, 405, 408, 410, 413, 415, 418, 502, 504) },
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 999 }) },
)

const huge = "h".repeat(9_000)

const header = fc.oneof(
  fc
    .constantFrom(
      "application/json",
      "application/json; charset=utf-16",
      "text/html",
      "text/event-stream",
      "",
      ";;;",
      huge,
      "application/problem+json",
      "multipart/form-data; boundary=",
      "application/json, text/html",
    )
    .map((value) => ["content-type", value] as const),
  fc
    .constantFrom(
      "1",
      "0",
      "-1",
      "-0",
      "1.5",
      "1e3",
      "1e308",
      "NaN",
      "Infinity",
      "0x10",
      "",
      " ",
      "soon",
      "9".repeat(400),
      "Fri, 31 Dec 9999 23:59:59 GMT",
      "Thu, 01 Jan 1970 00:00:00 GMT",
      "Mon, 32 Foo 2026",
      "+275760-09-13",
      huge,
      "2026-01-01T00:00:00Z",
      "-271821-04-20T00:00:00.000Z",
      "1, 2",
      "Infinity, -Infinity",
    )
    .map((value) => ["retry-after", value] as const),
  fc
    .constantFrom("c-1", "", " ", "c-1, c-2", "\u00e9\u00ff", huge, ...echoes)
    .map((value) => ["inin-correlation-id", value] as const),
  fc
    .constantFrom("/elsewhere", "https://elsewhere.test/", "::::", "javascript:alert(1)", huge)
    .map((value) => ["location", value] as const),
  fc
    .constantFrom(
      ...([
        ["content-length", "-1"],
        ["content-length", "99999999999999999999"],
        ["content-encoding", "gzip"],
        ["transfer-encoding", "chunked, chunked"],
        ["set-cookie", "a=b; Path=/"],
        ["www-authenticate", "Bearer error=invalid_token"],
        ["x-unknown", huge],
        ["__proto__", "x"],
        ["constructor", "x"],
      ] as const),
    )
    .map((pair) => pair),
)

const encoder = new TextEncoder()
const encode = (text: string) => encoder.encode(text)

const bracketed = ["[", '{"a":', '{"errors":[', '{"entities":['].map((open) => encode(open.repeat(100_000)))
const balanced = encode("[".repeat(100_000) + "]".repeat(100_000))
const large = [
  encode(`{"entities":[${'{"id":"7c1f0000-0000-4000-8000-000000000001"},'.repeat(2_500)}{}]}`),
  encode(`{"code":"not.found","message":"${"m".repeat(120_000)}"}`),
  encode("x".repeat(200_000)),
]

const odd: ReadonlyArray<Uint8Array> = [
  encode(""),
  encode(" \r\n\t"),
  encode("\0"),
  encode("<!doctype html><title>Bad gateway</title>"),
  encode(`<html>${"<br>".repeat(5_000)}`),
  encode("\ufeff"),
  encode('\ufeff{"code":"bad.request"}'),
  encode("undefined"),
  encode("NaN"),
  encode("{'code':'not.found'}"),
  encode('{"code":"not.found"}{"code":"bad.request"}'),
  encode("access_token=a&expires_in=1"),
  Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00),
  Uint8Array.of(0xc3, 0x28, 0xf0, 0x9f, 0x98),
  Uint8Array.of(0x1f, 0x8b, 0x08, 0x00),
  ...echoes.map(encode),
  ...echoes.map((echo) => encode(`<pre>${echo}</pre>`)),
]

const content = (own: unknown): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 80, arbitrary: jsonTexts(own).map(encode) },
    { weight: 14, arbitrary: fc.constantFrom(...odd) },
    { weight: 4, arbitrary: fc.uint8Array({ maxLength: 40 }) },
    { weight: 1, arbitrary: fc.constantFrom(...bracketed, balanced) },
    { weight: 1, arbitrary: fc.constantFrom(...large) },
  )

/** The bytes in pieces; where they are cut need not be between characters. */
const inChunks = (bytes: Uint8Array, count: number): ReadonlyArray<Uint8Array> => {
  const size = Math.max(1, Math.ceil(bytes.length / count))
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}

const ending = fc.oneof(
  { weight: 92, arbitrary: fc.constant<Ending>("ends") },
  { weight: 4, arbitrary: fc.constant<Ending>("breaks off") },
  { weight: 2, arbitrary: fc.constant<Ending>("stalls") },
  { weight: 2, arbitrary: fc.constant<Ending>("repeats for ever") },
)

const show = ({ chunks, ending, headers, maxBodySize, status }: HostileAnswer): string => {
  const bytes = Buffer.concat(chunks ?? [])
  const text = bytes.length > 2_000 ? `${bytes.subarray(0, 2_000).toString()}... (${bytes.length})` : bytes.toString()
  const lines = headers.map(([name, value]) => `${name}: ${value.slice(0, 100)}`)
  const body =
    chunks === undefined ? "no body" : `${JSON.stringify(text)} in ${chunks.length} chunks, then it ${ending}`
  return `${status}, at most ${maxBodySize} bytes\n${lines.join("\n")}\n${body}`
}

/** Answers to an operation whose own answer is given, where it has one. */
export const hostileAnswers = (own: unknown): fc.Arbitrary<HostileAnswer> =>
  fc
    .record({
      status,
      headers: fc.array(header, { maxLength: 3 }),
      bytes: fc.option(content(own), { freq: 30, nil: undefined }),
      count: fc.constantFrom(1, 1, 1, 2, 3, 7),
      ending,
      maxBodySize: fc.oneof(
        { weight: 1, arbitrary: fc.constant<(typeof sizes)[number]>(sizes[0]) },
        { weight: 3, arbitrary: fc.constant<(typeof sizes)[number]>(sizes[1]) },
      ),
    })
    .map(({ bytes, count, ...rest }) => {
      const answer = { ...rest, chunks: bytes === undefined ? undefined : inChunks(bytes, count) }
      return Object.assign(answer, { [fc.toStringMethod]: () => show(answer) })
    })
