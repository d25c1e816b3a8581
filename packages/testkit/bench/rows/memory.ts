/**
 * What a trust user takes up.
 */
import * as Effect from "effect/Effect"
import type { Comparison, Effort } from "../harness/Comparison.ts"
import * as Stage from "../support/Stage.ts"

const heap = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const trustUsers = async ({ many }: Effort) => {
  const stage = Stage.make({ trustees: 1, users: many })
  const before = heap()
  const platform = await Effect.runPromise(stage.platform)
  const after = heap()
  const state = await Effect.runPromise(platform.state)
  // Until here all of it is needed.
  return state.trail === undefined ? {} : { bytes: (after - before) / many }
}

export const comparison: Comparison = {
  isOnce: true,
  sides: { trustUsers },
  lines: [
    {
      what: "memory per trust user in the emulator at 1,000,000",
      unit: "bytes",
      ours: { side: "trustUsers", measure: "bytes" },
      better: "lower",
    },
  ],
}
