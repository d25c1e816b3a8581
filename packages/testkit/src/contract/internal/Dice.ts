/**
 * Independent choices out of one number.
 */

/**
 * Choices one after the other. Each takes a share of the number that no other does, so
 * that all combinations occur; small numbers make the first choices and leave the
 * others at 0, which should be the plainest.
 */
export interface Dice {
  /** A whole number from 0, less than `sides`. */
  readonly roll: (sides: number) => number
  /** One of the items; nothing if there are none. */
  readonly pick: <A>(items: ReadonlyArray<A>) => A | undefined
}

/** The number below which numbers are rolled with: enough for all choices of a step. */
export const maxRoll = 1_000_000_000

/** The choices that a number stands for. */
export const dice = (number: number): Dice => {
  let left = number
  const roll = (sides: number): number => {
    const chosen = left % sides
    left = Math.floor(left / sides)
    return chosen
  }
  return { roll, pick: (items) => (items.length === 0 ? undefined : items[roll(items.length)]) }
}
