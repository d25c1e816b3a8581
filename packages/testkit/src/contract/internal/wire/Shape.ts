/**
 * What JSON on the wire looks like, told without the schemas of this library: these
 * forgive, and the emulator writes with the same.
 */
import * as DateTime from "effect/DateTime"

/** What a mistake is about. */
export type Concern = "models" | "pages" | "dates"

/** A mistake in an answer. */
export interface Mistake {
  readonly concern: Concern
  /** What was expected and what came. */
  readonly text: string
}

/** What a value looks like. All but an id may be missing, or null. */
export type Shape =
  | "string"
  | "boolean"
  | "int32"
  | "int64"
  | "date"
  | { readonly each: Shape }
  /** An object whose values are all alike. */
  | { readonly values: Shape }
  /** An object, of which more may be told than this; without its essentials it is worth nothing. */
  | {
      readonly fields: Readonly<Record<string, Shape>>
      readonly essential?: ReadonlyArray<string>
      readonly concern?: Concern
    }

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing"
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const bound32 = 2 ** 31

/** What each kind of plain value is called, and how it is told. */
const plain = {
  string: { words: "a string", is: (value: unknown) => typeof value === "string" },
  boolean: { words: "a boolean", is: (value: unknown) => typeof value === "boolean" },
  int32: {
    words: "an integer of 32 bits",
    is: (value: unknown) => Number.isInteger(value) && Number(value) >= -bound32 && Number(value) < bound32,
  },
  int64: { words: "an integer", is: (value: unknown) => Number.isInteger(value) },
} as const

/** A date and a time of RFC 3339, in UTC. */
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]00:00)$/

const isUtc = (text: string): boolean =>
  utc.test(text) &&
  // A day that the month does not have rolls over into the next one.
  DateTime.make(text)._tag === "Some" &&
  new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10)))).getUTCDate() ===
    Number(text.slice(8, 10))

/** All that is wrong with a value. */
export const mistakesIn = (
  shape: Shape,
  value: unknown,
  where: string,
  concern: Concern = "models",
): ReadonlyArray<Mistake> => {
  if (value === undefined || value === null) return []
  const wrong = (words: string): ReadonlyArray<Mistake> => [
    { concern, text: `expected ${where} to be ${words}, got ${shown(value)}` },
  ]
  if (shape === "date") {
    return typeof value === "string" && isUtc(value)
      ? []
      : [{ concern: "dates", text: `expected ${where} to be a time of RFC 3339 in UTC, got ${shown(value)}` }]
  }
  if (typeof shape === "string") return plain[shape].is(value) ? [] : wrong(plain[shape].words)
  if ("each" in shape) {
    if (!Array.isArray(value)) return wrong("an array")
    return value.flatMap((each, at) => mistakesIn(shape.each, each, `${where}[${at}]`))
  }
  if (!isObject(value)) {
    return [
      {
        concern: ("concern" in shape ? shape.concern : undefined) ?? concern,
        text: `expected ${where} to be an object, got ${shown(value)}`,
      },
    ]
  }
  if ("values" in shape) {
    return Object.entries(value).flatMap(([name, each]) => mistakesIn(shape.values, each, `${where}.${name}`))
  }
  const { concern: own = concern, essential = [], fields } = shape
  return [
    ...essential
      .filter((name) => value[name] === undefined || value[name] === null)
      .map((name): Mistake => ({ concern: own, text: `expected ${where} to have ${name}, got none` })),
    ...Object.entries(fields).flatMap(([name, each]) =>
      value[name] === undefined ? [] : mistakesIn(each, value[name], `${where}.${name}`, own),
    ),
  ]
}
