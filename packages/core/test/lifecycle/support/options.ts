import { isThorough, share } from "../../../../testkit/test/support/effort.ts"

/** How many scenarios a property is tried with, how long they are, and how much is tried to make a failure small. */
export const scenarioRuns = { arbitrary: { runs: share(400, 60), size: 200, maxShrinks: 3_000 } } as const

/** The same for properties that look at everything after every step. */
export const thoroughRuns = { arbitrary: { runs: share(200, 30), size: 200, maxShrinks: 3_000 } } as const

/**
 * The same, with the same scenarios each time: for properties that also count how often
 * they met what they are about, which a few seeds in a hundred hardly give.
 */
export const countedRuns = { arbitrary: { ...thoroughRuns.arbitrary, seed: 20_261_128 } } as const

/** How often something has to be met that is met so many times in all scenarios: in a part of them, half of its part. */
export const often = (times: number): number =>
  isThorough ? times : Math.floor((times * thoroughRuns.arbitrary.runs) / 400)
