/**
 * What is beside the API, of a platform in this process.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { Platform } from "../../Platform.ts"
import type { Controls } from "../Controls.ts"

/** The controls of a platform; one that fails is a defect. */
export const controlsIn = (platform: Platform["Service"]): Required<Controls> => ({
  passTime: (duration) =>
    Effect.orDie(Effect.flatMap(platform.now, (now) => platform.moveClock(DateTime.addDuration(now, duration)))),
  setGroupMembers: (membership) => Effect.orDie(platform.setGroupMembers(membership)),
  accessWithin: platform.accessOf,
})
