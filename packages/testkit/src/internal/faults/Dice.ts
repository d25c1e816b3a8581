/**
 * Chance that can be repeated: a pure generator of numbers from a seed.
 */

/** Where a generator is: a 32-bit whole number. */
export type Dice = number

/** A number from 0 up to but not including 1, and where the generator is then (mulberry32). */
export const roll = (dice: Dice): readonly [value: number, next: Dice] => {
  const next = (dice + 0x6d2b79f5) | 0
  const first = Math.imul(next ^ (next >>> 15), next | 1)
  const second = first ^ (first + Math.imul(first ^ (first >>> 7), first | 61))
  return [((second ^ (second >>> 14)) >>> 0) / 2 ** 32, next]
}
