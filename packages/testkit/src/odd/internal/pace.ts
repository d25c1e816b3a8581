/**
 * Implementations that take their time.
 */
import * as Effect from "effect/Effect"
import { atomically } from "../../Platform.ts"
import type { Odd } from "../Odd.ts"

/** Implementations that take their time. */
export const odds: ReadonlyArray<Odd> = [
  {
    name: "slow",
    sentence: "Every request waits until all others have had their turn, several times.",
    platform: {
      transact: (store, operation, run) =>
        Effect.andThen(Effect.repeat(Effect.yieldNow, { times: 3 }), atomically(store, operation, run)),
    },
  },
]
