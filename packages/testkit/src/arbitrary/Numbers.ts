/**
 * Small numbers to choose by. They shrink to 0, so the first choice should be the
 * plainest.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"

/**
 * A whole number from 0 to `maximum`.
 * @category arbitraries
 * @since 0.1.0
 */
export const upTo = (maximum: number): Arbitrary.Arbitrary<number> =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum })))

/**
 * The item that a number points at, counting round and round; nothing if there are no items.
 * @category functions
 * @since 0.1.0
 */
export const pick = <A>(items: ReadonlyArray<A>, number: number): A | undefined => items[number % items.length]

/**
 * The items whose bit is set in the number.
 * @category functions
 * @since 0.1.0
 */
export const pickSome = <A>(items: ReadonlyArray<A>, bits: number): ReadonlyArray<A> =>
  items.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1)

/**
 * One of the items, the first of which is the plainest.
 * @category arbitraries
 * @since 0.1.0
 */
export const oneOf = <const A>(first: A, ...others: ReadonlyArray<A>): Arbitrary.Arbitrary<A> =>
  Arbitrary.map(upTo(others.length), (number) => (number === 0 ? first : (others[number - 1] ?? first)))
