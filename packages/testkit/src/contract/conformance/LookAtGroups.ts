/**
 * Looking at the groups of a trust, which are listed apart from its users.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { GroupId, OrganizationId } from "@org-trust/core/Identifiers"
import { groupsOf, trust } from "@org-trust/core/lifecycle/State"
import type { WorldClient } from "../../WorldFile.ts"
import type { Violation } from "../Violation.ts"
import { partiesOf } from "./Parties.ts"
import type { Session } from "./Session.ts"

/** Groups whose roles are looked at. */
const maxGroups = 2

/** A trust, and a group that is looked at in particular. */
interface Place {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
  readonly groupId?: GroupId
}

/** What a group may do in one trust is not what it may do in another. */
const lookElsewhere = Effect.fnUntraced(function* (
  session: Session,
  trusteeOrgId: OrganizationId,
  trustorOrgId: OrganizationId,
  trusteeGroupId: GroupId,
): Effect.fn.Return<void, Violation> {
  if (!session.lab.subject.capabilities.groups.includes("TrusteeGroupRoles")) return
  for (const { admin, organization } of partiesOf(session.lab.cast)) {
    const other = organization.id === trustorOrgId ? undefined : trust(session.state(), organization.id, trusteeOrgId)
    if (other === undefined || groupsOf(other).every(({ id }) => id !== trusteeGroupId)) continue
    yield* session.call(admin, "TrusteeGroupRoles.get", { trusteeOrgId, trusteeGroupId })
  }
})

/** Looks at the groups of a trust as the trustor, and at one of them as one of its members. */
export const lookAtGroups = Effect.fnUntraced(function* (
  session: Session,
  trustor: WorldClient,
  { groupId, trusteeOrgId, trustorOrgId }: Place,
): Effect.fn.Return<void, Violation> {
  const { environment, lab, state } = session
  const has = new Set<string>(lab.subject.capabilities.groups)
  if (has.has("TrusteeGroups")) yield* session.call(trustor, "TrusteeGroups.list", { trusteeOrgId })
  const current = trust(state(), trustorOrgId, trusteeOrgId)
  const inside = current === undefined ? [] : groupsOf(current).map(({ id }) => id)
  const some = new Set([...(groupId === undefined ? [] : [groupId]), ...inside].slice(0, maxGroups))
  for (const trusteeGroupId of some) {
    if (!has.has("TrusteeGroupRoles")) continue
    yield* session.call(trustor, "TrusteeGroupRoles.get", { trusteeOrgId, trusteeGroupId })
  }
  if (groupId === undefined) return
  yield* lookElsewhere(session, trusteeOrgId, trustorOrgId, groupId)
  const trustee = partiesOf(lab.cast).find(({ organization }) => organization.id === trusteeOrgId)
  const memberIds = environment.world.get(trusteeOrgId)?.groups.get(groupId)?.memberIds ?? []
  const member = trustee?.clients.find(
    ({ userId }) =>
      userId !== undefined && memberIds.includes(userId) && trustee.activeUsers.some(({ id }) => id === userId),
  )
  // What the group may do shows in whether its members may do it.
  if (member === undefined || !has.has("TrustorGroups")) return
  const seen = yield* session.call(member, "TrustorGroups.list", { trustorOrgId })
  if (Result.isSuccess(seen))
    yield* session.call(member, "TrustorGroups.get", { trustorOrgId, trustorGroupId: groupId })
})
