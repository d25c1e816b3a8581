/**
 * Seeds of what tests try.
 */
import * as Hash from "effect/Hash"
import { inject } from "vitest"

/** A number that the seed of all tests and a name choose. */
export const seedOf = (name: string) => Hash.string(`${inject("seed")} ${name}`) >>> 0
