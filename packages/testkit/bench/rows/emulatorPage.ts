/**
 * The emulator: a page of trustees.
 */
import { againstPrism } from "../support/againstPrism.ts"

export const comparison = againstPrism({
  what: "emulator, page of 100",
  askedAt: () => ({ path: "/trustees?pageSize=100" }),
  toReach: 2,
  dream: 3,
})
