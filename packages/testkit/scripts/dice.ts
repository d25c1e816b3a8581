/**
 * Chance for scripts that choose moments by a seed.
 */
import { roll } from "../src/internal/faults/Dice.ts"

/** Numbers from 1, of so many, that a seed chooses. */
export const makeDice = (seed: number): ((many: number) => number) => {
  let dice = seed
  return (many) => {
    const [value, next] = roll(dice)
    dice = next
    return 1 + Math.floor(value * many)
  }
}
