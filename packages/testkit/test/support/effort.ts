/**
 * How much the costly tests try: all of it in `test:thorough`, a part in `test`, of
 * which `TEST_SEED` chooses which.
 */
import { inject } from "vitest"

const parts = { fast: 0.02, usual: 0.05, thorough: 1 } as const

const part = parts[inject("effort")]

/** Whether an answer is wanted soon, for the small loop. */
export const isFast: boolean = inject("effort") === "fast"

const seed = inject("seed")

/** Whether everything is tried. */
export const isThorough: boolean = part === 1

/** The seed of a property: its own where everything is tried, so that what it counts on comes, and another each time elsewhere. */
export const seedOf = (own: number): number => (isThorough ? own : own + seed)

/** The part of a number of inputs that is tried this time, at least `least`. */
export const share = (whole: number, least = 1): number => Math.max(Math.min(whole, least), Math.round(whole * part))

/** The part of some cases that is tried this time, evenly spread, at least one; `offset` makes it another part than elsewhere. */
export const sample = <A>(cases: ReadonlyArray<A>, offset = 0): ReadonlyArray<A> => {
  const step = Math.min(Math.round(1 / part), cases.length)
  return cases.filter((_, at) => (at + offset + seed) % step === 0)
}

/** The part of the seeds from 1 on that is tried this time. */
export const seeds = (count: number): ReadonlyArray<number> => sample(Array.from({ length: count }, (_, at) => at + 1))
