/**
 * The emulator: a change, which it carries out and audits. Prism answers with its example.
 */
import { againstPrism } from "../support/againstPrism.ts"
import { trusteeOrgId, trusteeUserId } from "../support/ids.ts"
import { trustorRoleId } from "../support/Stage.ts"

export const comparison = againstPrism({
  what: "emulator, PUT the roles of a trust user",
  askedAt: (count) => ({
    method: "PUT",
    path: `/trustees/${trusteeOrgId}/users/${trusteeUserId}/roles`,
    // Each time another state, so that each is a change.
    body: count % 2 === 0 ? [trustorRoleId] : [],
  }),
  toReach: 5,
  dream: 10,
})
