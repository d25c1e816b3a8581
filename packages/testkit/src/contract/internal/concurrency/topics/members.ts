/**
 * One trust, its users and their roles, and the pairing that another trust can be made of.
 */
import * as Effect from "effect/Effect"
import { pick } from "../../../../arbitrary/Numbers.ts"
import { need } from "../../choices.ts"
import { pageSizeOf } from "../../listing.ts"
import type { Calls, Topic } from "../Topic.ts"

/** One trust, its users and their roles. */
export const members: Topic = {
  name: "concurrency.linearizable",
  sentence: "Whatever answers concurrent clients get, some order of their calls explains them.",
  rules: ["concurrency.one-after-the-other", "pairing.used-once"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles", "Trustors"],
  open: Effect.fnUntraced(function* ({ bring, lab, pair }, isThere) {
    const { third, trustee, trustor } = lab.cast
    const [first, ...others] = trustee.activeUsers
    const user = yield* need(first, "active user of the trustee")
    const users = [user, ...others.slice(0, 1)]
    const userIds = users.map(({ id }) => id)
    if (isThere) {
      const pairingId = yield* pair(trustee, userIds)
      const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
      yield* bring(trustor.admin, "Trustees.create", { payload })
    }
    const pairingId = yield* pair(trustee, userIds)
    const trusteeOrgId = trustee.organization.id
    const trustorOrgId = trustor.organization.id
    const pageSize = pageSizeOf(lab)
    const client = trustor.admin
    const calls: Calls = ({ role: number, who }) => {
      const { id: trusteeUserId } = pick(users, who) ?? user
      const role = pick(trustor.organization.roles, number)
      const roleIds = role === undefined ? [] : [role.id]
      const payload = { pairingId, enabled: true, users: [{ id: trusteeUserId }] }
      return [
        { client, operation: "TrusteeUsers.add", input: { trusteeOrgId, payload: { id: trusteeUserId, roleIds } } },
        { client, operation: "TrusteeUsers.remove", input: { trusteeOrgId, trusteeUserId } },
        { client, operation: "TrusteeUsers.get", input: { trusteeOrgId, trusteeUserId } },
        { client, operation: "TrusteeUsers.list", input: { trusteeOrgId, pageSize } },
        { client, operation: "TrusteeUserRoles.replace", input: { trusteeOrgId, trusteeUserId, payload: roleIds } },
        { client, operation: "TrusteeUserRoles.get", input: { trusteeOrgId, trusteeUserId } },
        { client, operation: "TrusteeUserRoles.clear", input: { trusteeOrgId, trusteeUserId } },
        { client, operation: "Trustees.update", input: { trusteeOrgId, payload: { enabled: number % 2 === 0 } } },
        { client, operation: "Trustees.get", input: { trusteeOrgId } },
        { client, operation: "Trustees.create", input: { payload } },
        { client: third.admin, operation: "Trustees.create", input: { payload } },
        { client: trustee.admin, operation: "Trustors.get", input: { trustorOrgId } },
        { client: trustee.admin, operation: "Trustors.remove", input: { trustorOrgId } },
      ]
    }
    return calls
  }),
}
