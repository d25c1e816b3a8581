/**
 * Lets every property draw what `TEST_SEED` and its own name choose, so that the same
 * seed tries the same inputs, whichever files and tests run beside it.
 */
import { beforeEach, inject } from "vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Hash from "effect/Hash"
import * as fc from "fast-check"

const seed = inject("seed")

beforeEach(({ task }) => {
  const own = Hash.string(`${seed} ${task.fullName}`)
  Arbitrary.configureGlobal({ check: { seed: own }, sample: { seed: own } })
  fc.configureGlobal({ seed: own })
})
