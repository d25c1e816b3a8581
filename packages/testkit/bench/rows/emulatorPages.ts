/**
 * The emulator: pages of trustees of which none was asked for lately, so that none is
 * kept. Prism answers each with the same example.
 */
import { pageSize } from "../support/answers.ts"
import { againstPrism } from "../support/againstPrism.ts"

/** More than the emulator keeps. */
const pages = 100

export const comparison = againstPrism({
  what: "emulator, page of 100, each time another",
  trustees: pages * pageSize,
  askedAt: (count) => ({ path: `/trustees?pageSize=${pageSize}&pageNumber=${(count % pages) + 1}` }),
  toReach: 3,
  dream: 6,
})
