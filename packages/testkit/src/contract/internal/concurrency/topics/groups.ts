/**
 * One trust, the groups in it, and what they permit their members.
 */
import * as Effect from "effect/Effect"
import { pick } from "../../../../arbitrary/Numbers.ts"
import { insidersOf, need, needRoom, someInsider, someRoleWith } from "../../choices.ts"
import { pageSizeOf } from "../../listing.ts"
import { groups as groupKind } from "../../MemberKind.ts"
import type { Calls, Topic } from "../Topic.ts"

/** One trust, the groups in it, and what they permit. */
export const groups: Topic = {
  name: "concurrency.groups",
  sentence:
    "Groups that both organizations add, remove and grant roles to at once are in the trust, with the roles, and " +
    "permit their members, as in some order of the calls.",
  rules: ["concurrency.one-after-the-other", "group.added-once", "group.roles-of-its-own"],
  groups: ["Pairings", "Trustees", "TrusteeGroups"],
  open: Effect.fnUntraced(function* ({ bring, lab, pair }, isThere) {
    const { trustee, trustor } = lab.cast
    const { roles } = trustor.organization
    const [group, ...others] = trustee.organization.groups
    const first = yield* need(group, "group of the trustee")
    const all = [first, ...others.slice(0, 1)]
    yield* needRoom(lab, 2)
    const manager = yield* someInsider(trustee, 0)
    // Who may do something through the first group alone, if there is anybody.
    const member =
      insidersOf(trustee).find(({ id }) => id !== manager.id && first.memberIds.includes(id))?.client ?? manager.client
    const able = yield* someRoleWith(trustor, ...groupKind.permissions("view", "add", "delete"))
    const pairingId = yield* pair(trustee, [manager.id])
    yield* bring(trustor.admin, "Trustees.create", {
      payload: {
        pairingId,
        enabled: true,
        users: [{ id: manager.id, roleIds: [able.id] }],
        groups: isThere ? [{ id: first.id }] : [],
      },
    })
    const client = trustor.admin
    const trusteeOrgId = trustee.organization.id
    const trustorOrgId = trustor.organization.id
    const pageSize = pageSizeOf(lab)
    const [division] = trustor.organization.divisions
    const calls: Calls = ({ role: number, who }) => {
      const { id } = pick(all, who) ?? first
      // By turns one that permits its members to look, so that it can be told by what they may do.
      const { id: roleId } = number % 2 === 0 ? able : (pick(roles, number) ?? able)
      const asTrustor = { trusteeOrgId, trusteeGroupId: id }
      const asTrustee = { trustorOrgId, trustorGroupId: id }
      const grants = division === undefined ? [] : [{ roleId, divisionId: division.id }]
      const add = { trusteeOrgId, payload: { id, roleIds: [roleId] } }
      return [
        { client, operation: "TrusteeGroups.add", input: add },
        { client, operation: "TrusteeGroups.add", input: add },
        { client, operation: "TrusteeGroups.remove", input: asTrustor },
        { client, operation: "TrusteeGroups.list", input: { trusteeOrgId, pageSize } },
        { client, operation: "TrusteeGroupRoles.replace", input: { ...asTrustor, payload: [roleId] } },
        { client, operation: "TrusteeGroupRoleDivisions.replace", input: { ...asTrustor, payload: { grants } } },
        { client, operation: "TrusteeGroupRoles.get", input: asTrustor },
        { client, operation: "TrusteeGroupRoles.clear", input: asTrustor },
        { client: manager.client, operation: "TrustorGroups.add", input: asTrustee },
        { client: manager.client, operation: "TrustorGroups.remove", input: asTrustee },
        { client: member, operation: "TrustorGroups.list", input: { trustorOrgId, pageSize } },
      ]
    }
    return calls
  }),
}
