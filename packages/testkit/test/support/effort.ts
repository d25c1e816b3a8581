/**
 * How much the costly tests try: all of it in `test:thorough`, a part in `test`.
 */
import { inject } from "vitest"

const parts = { fast: 0.05, usual: 0.2, thorough: 1 } as const

const part = parts[inject("effort")]

/** The part of a number of inputs that is tried this time, at least one. */
export const share = (whole: number): number => Math.max(1, Math.round(whole * part))

/** The part of some cases that is tried this time, evenly spread; `offset` chooses which. */
export const sample = <A>(cases: ReadonlyArray<A>, offset = 0): ReadonlyArray<A> => {
  const step = Math.round(1 / part)
  return cases.filter((_, at) => (at + offset) % step === 0)
}
