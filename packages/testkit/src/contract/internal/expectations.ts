/**
 * What has to hold of an answer, and how two are compared.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { Checks } from "./Checks.ts"
import { NotApplicable, Violation } from "../Violation.ts"

/** Fails the law unless the condition holds. */
export const holds = (condition: boolean, message: string): Effect.Effect<void, Violation> =>
  Effect.flatMap(Checks, (checks) => {
    checks.made++
    return condition ? Effect.void : Effect.fail(new Violation({ message }))
  })

/** What an answer may tell, and a law needs: all that is described but an id may be missing. */
export const told = <A>(value: A | undefined, what: string): Effect.Effect<A, NotApplicable> =>
  value === undefined
    ? Effect.fail(
        new NotApplicable({
          message: `the implementation does not tell ${what}; where it does, that lets it be checked`,
        }),
      )
    : Effect.succeed(value)

/** What an answer has to tell, because the implementation promises it. */
export const promised = <A>(value: A | undefined, what: string): Effect.Effect<A, Violation> =>
  value === undefined
    ? Effect.fail(new Violation({ message: `expected an answer that tells ${what}, got none` }))
    : Effect.succeed(value)

/** What an answer may leave out: what it tells has to be this. */
export const sameIfTold = (actual: unknown, expected: unknown, what: string): Effect.Effect<void, Violation> =>
  actual === undefined || actual === null ? Effect.void : same(actual, expected, what)

/** Codes that are documented for a request that is wrong; nothing public says which of them is for what. */
export const invalidCodes: ReadonlySet<string> = new Set([
  "bad.request",
  "invalid.date",
  "invalid.value",
  "invalid.property",
  "invalid.query.param.value",
  "constraint.validation",
])

/** Fails the law unless a request that is wrong is answered with status 400 and a documented code. */
export const isInvalid = (
  { code, status }: { readonly code: string; readonly status: number },
  what: string,
): Effect.Effect<void, Violation> =>
  holds(
    status === 400 && invalidCodes.has(code),
    `${what}: expected a 400 with a documented code, got ${status} ${code}`,
  )

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value

/** Fails the law unless both have the same JSON, and shows it. */
export const same = (actual: unknown, expected: unknown, what: string): Effect.Effect<void, Violation> => {
  const [one, other] = [actual, expected].map((value) => JSON.stringify(value, sortKeys) ?? "nothing")
  return holds(one === other, `${what}: expected ${other}, got ${one}`)
}

/** Ids in an order of their own, so that listings can be compared whose order is unspecified. */
export const ids = (items: ReadonlyArray<{ readonly id?: string }>): ReadonlyArray<string> =>
  items.map((item) => item.id ?? "").sort()

/** A point in time as text, to be compared. */
export const instant = (at: DateTime.Utc | undefined): string | undefined =>
  at === undefined ? undefined : DateTime.formatIso(at)
