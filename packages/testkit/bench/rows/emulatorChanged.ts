/**
 * The emulator: a page of trustees that has just changed, so that nothing of it is kept.
 * Every other request is the change. Prism answers both with its examples.
 */
import { againstPrism } from "../support/againstPrism.ts"
import { pageSize } from "../support/answers.ts"
import { trusteeOrgId } from "../support/ids.ts"

export const comparison = againstPrism({
  what: "emulator, page of 100 just changed, and the change",
  askedAt: (count) =>
    count % 2 === 1
      ? { path: `/trustees?pageSize=${pageSize}` }
      : { method: "PUT", path: `/trustees/${trusteeOrgId}`, body: { enabled: count % 4 === 0 } },
  toReach: 3,
  dream: 6,
})
