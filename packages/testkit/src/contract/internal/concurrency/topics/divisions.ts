/**
 * One user's roles, in all divisions and within some: one set of grants.
 */
import * as Effect from "effect/Effect"
import { pick } from "../../../../arbitrary/Numbers.ts"
import { need } from "../../choices.ts"
import type { Calls, Topic } from "../Topic.ts"

/** One user's roles, in all divisions and within some. */
export const divisions: Topic = {
  name: "concurrency.roles-within-divisions",
  sentence:
    "Roles that are granted at once, in all divisions and within some, and read meanwhile are those of some order of " +
    "the calls: nobody is seen without roles between the old ones and the new.",
  rules: ["concurrency.one-after-the-other", "division.replace", "division.one-set-of-grants"],
  groups: ["Pairings", "Trustees", "TrusteeUserRoles", "TrusteeUserRoleDivisions"],
  open: Effect.fnUntraced(function* ({ bring, lab, pair }, isThere) {
    const { trustee, trustor } = lab.cast
    const user = yield* need(trustee.activeUsers[0], "active user of the trustee")
    const { divisions: all, roles } = trustor.organization
    const division = yield* need(all[0], "division of the trustor")
    const first = yield* need(roles[0], "role of the trustor")
    const pairingId = yield* pair(trustee, [user.id])
    const users = [{ id: user.id, roleIds: isThere ? [first.id] : [] }]
    yield* bring(trustor.admin, "Trustees.create", { payload: { pairingId, enabled: true, users } })
    const client = trustor.admin
    const trusteeOrgId = trustee.organization.id
    const there = { trusteeOrgId, trusteeUserId: user.id }
    const calls: Calls = ({ role: number, who }) => {
      const { id: roleId } = pick(roles, number) ?? first
      const { id: divisionId } = pick(all, who) ?? division
      const grants = [{ roleId, divisionId }]
      const joining = { id: user.id, roleDivisions: { grants } }
      return [
        { client, operation: "TrusteeUserRoleDivisions.replace", input: { ...there, payload: { grants } } },
        { client, operation: "TrusteeUserRoles.replace", input: { ...there, payload: [roleId] } },
        { client, operation: "TrusteeUserRoles.get", input: there },
        { client, operation: "TrusteeUserRoles.clear", input: there },
        { client, operation: "TrusteeUsers.remove", input: there },
        { client, operation: "TrusteeUsers.add", input: { trusteeOrgId, payload: joining } },
      ]
    }
    return calls
  }),
}
