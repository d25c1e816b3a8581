/**
 * The emulator: one trustee.
 */
import { againstPrism } from "../support/againstPrism.ts"
import { trusteeOrgId } from "../support/ids.ts"

export const comparison = againstPrism({
  what: "emulator, GET one trustee, with token and permission check",
  askedAt: () => ({ path: `/trustees/${trusteeOrgId}` }),
  toReach: 10,
  dream: 15,
})
