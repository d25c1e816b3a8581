/**
 * What has to hold of an answer, and how two are compared.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { Violation } from "../Violation.ts"

/** Fails the law unless the condition holds. */
export const holds = (condition: boolean, message: string): Effect.Effect<void, Violation> =>
  condition ? Effect.void : Effect.fail(new Violation({ message }))

/** What an answer has to tell. */
export const told = <A>(value: A | undefined, what: string): Effect.Effect<A, Violation> =>
  value === undefined
    ? Effect.fail(new Violation({ message: `The answer does not tell ${what}` }))
    : Effect.succeed(value)

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value

/** Fails the law unless both have the same JSON, and shows it. */
export const same = (actual: unknown, expected: unknown, what: string): Effect.Effect<void, Violation> => {
  const [one, other] = [actual, expected].map((value) => JSON.stringify(value, sortKeys) ?? "nothing")
  return holds(one === other, `${what}: expected ${other}, but got ${one}`)
}

/** Ids in an order of their own, so that listings can be compared whose order is unspecified. */
export const ids = (items: ReadonlyArray<{ readonly id?: string }>): ReadonlyArray<string> =>
  items.map((item) => item.id ?? "").sort()

/** A point in time as text, to be compared. */
export const instant = (at: DateTime.Utc | undefined): string | undefined =>
  at === undefined ? undefined : DateTime.formatIso(at)
