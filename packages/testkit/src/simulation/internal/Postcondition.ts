/**
 * What is so after a change that has succeeded.
 */
import type { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { distinct, grantsOf, inAllDivisions, requestedGrants, sameGrants } from "@org-trust/core/lifecycle/Grants"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import { clonesOf, groupsOf, type Member, type State, trust, usersOf } from "@org-trust/core/lifecycle/State"
import type { Change, OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import * as DateTime from "effect/DateTime"

/** Whether a state is as a change would have made it. */
export type Postcondition = (state: State) => boolean

/** The postcondition of a call by somebody of an organization. */
type PostconditionOf<K extends OperationName> = (
  own: OrganizationId,
  input: OperationInput<K>,
  output: OperationOutput<K>,
) => Postcondition

const memberOf = (
  state: State,
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  userId: UserId,
): Member<UserId> | undefined => {
  const found = trust(state, trustorOrgId, trusteeOrgId)
  return found === undefined ? undefined : usersOf(found).find(({ id }) => id === userId)
}

const groupOf = (
  state: State,
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  groupId: GroupId,
): Member<GroupId> | undefined => {
  const found = trust(state, trustorOrgId, trusteeOrgId)
  return found === undefined ? undefined : groupsOf(found).find(({ id }) => id === groupId)
}

const isCloned = (
  state: State,
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  userId: UserId,
): boolean => {
  const found = trust(state, trustorOrgId, trusteeOrgId)
  return found !== undefined && clonesOf(found).some(({ id }) => id === userId)
}

/** Whether a member holds exactly these grants, in all divisions and within some. */
const isGranted = (member: Member<string> | undefined, asked: ReadonlyArray<Grant>): boolean =>
  member !== undefined && sameGrants(member.grants, distinct(asked))

const all: { readonly [K in Change]: PostconditionOf<K> } = {
  "Pairings.create":
    (_own, _input, { id }) =>
    (state) =>
      [...state.pairings].some(([made]) => made === id),
  "Trustees.create":
    (own, { payload }, { id }) =>
    (state) =>
      (payload.users ?? []).every((user) => memberOf(state, own, id, user.id) !== undefined) &&
      (payload.groups ?? []).every((group) => groupOf(state, own, id, group.id) !== undefined),
  "Trustees.update":
    (own, { payload, trusteeOrgId }) =>
    (state) => {
      const settings = trust(state, own, trusteeOrgId)?.settings
      const { dateExpired, enabled } = payload
      return (
        settings?.enabled === enabled &&
        (dateExpired === undefined ||
          (settings.dateExpired !== undefined && DateTime.Equivalence(settings.dateExpired, dateExpired)))
      )
    },
  "Trustees.remove":
    (own, { trusteeOrgId }) =>
    (state) =>
      trust(state, own, trusteeOrgId) === undefined,
  "TrusteeUsers.add":
    (own, { payload, trusteeOrgId }) =>
    (state) =>
      isGranted(memberOf(state, own, trusteeOrgId, payload.id), requestedGrants(payload)),
  "TrusteeUsers.remove":
    (own, { trusteeOrgId, trusteeUserId }) =>
    (state) =>
      memberOf(state, own, trusteeOrgId, trusteeUserId) === undefined,
  "TrusteeUserRoles.replace":
    (own, { payload, trusteeOrgId, trusteeUserId }) =>
    (state) =>
      isGranted(memberOf(state, own, trusteeOrgId, trusteeUserId), inAllDivisions(payload)),
  "TrusteeUserRoles.clear":
    (own, { trusteeOrgId, trusteeUserId }) =>
    (state) =>
      isGranted(memberOf(state, own, trusteeOrgId, trusteeUserId), []),
  "Trustors.remove":
    (own, { trustorOrgId }) =>
    (state) =>
      trust(state, trustorOrgId, own) === undefined,
  "TrustorUsers.add":
    (own, { trusteeUserId, trustorOrgId }) =>
    (state) =>
      memberOf(state, trustorOrgId, own, trusteeUserId) !== undefined,
  "TrustorUsers.remove":
    (own, { trusteeUserId, trustorOrgId }) =>
    (state) =>
      memberOf(state, trustorOrgId, own, trusteeUserId) === undefined,
  "TrusteeUserRoleDivisions.replace":
    (own, { payload, trusteeOrgId, trusteeUserId }) =>
    (state) =>
      isGranted(memberOf(state, own, trusteeOrgId, trusteeUserId), grantsOf(payload.grants)),
  "TrusteeGroups.add":
    (own, { payload, trusteeOrgId }) =>
    (state) =>
      isGranted(groupOf(state, own, trusteeOrgId, payload.id), requestedGrants(payload)),
  "TrusteeGroups.remove":
    (own, { trusteeGroupId, trusteeOrgId }) =>
    (state) =>
      groupOf(state, own, trusteeOrgId, trusteeGroupId) === undefined,
  "TrusteeGroupRoles.replace":
    (own, { payload, trusteeGroupId, trusteeOrgId }) =>
    (state) =>
      isGranted(groupOf(state, own, trusteeOrgId, trusteeGroupId), inAllDivisions(payload)),
  "TrusteeGroupRoles.clear":
    (own, { trusteeGroupId, trusteeOrgId }) =>
    (state) =>
      isGranted(groupOf(state, own, trusteeOrgId, trusteeGroupId), []),
  "TrusteeGroupRoleDivisions.replace":
    (own, { payload, trusteeGroupId, trusteeOrgId }) =>
    (state) =>
      isGranted(groupOf(state, own, trusteeOrgId, trusteeGroupId), grantsOf(payload.grants)),
  "TrustorGroups.add":
    (own, { trustorGroupId, trustorOrgId }) =>
    (state) =>
      groupOf(state, trustorOrgId, own, trustorGroupId) !== undefined,
  "TrustorGroups.remove":
    (own, { trustorGroupId, trustorOrgId }) =>
    (state) =>
      groupOf(state, trustorOrgId, own, trustorGroupId) === undefined,
  "TrusteeClonedUsers.remove":
    (own, { trusteeOrgId, trusteeUserId }) =>
    (state) =>
      !isCloned(state, own, trusteeOrgId, trusteeUserId),
  "TrustorClonedUsers.create":
    (own, { trusteeUserId, trustorOrgId }) =>
    (state) =>
      isCloned(state, trustorOrgId, own, trusteeUserId),
  "TrustorClonedUsers.remove":
    (own, { trusteeUserId, trustorOrgId }) =>
    (state) =>
      !isCloned(state, trustorOrgId, own, trusteeUserId),
  "DefaultTrusts.create":
    (own, { assignDefaultRole }, { id }) =>
    (state) =>
      trust(state, own, id)?.defaults?.usesDefaultRole === (assignDefaultRole ?? false),
  "CareTrusts.create":
    (own, _input, { entities }) =>
    (state) =>
      entities.every(({ id }) => trust(state, own, id)?.defaults !== undefined),
  "BulkRemoval.trustees":
    (own, { id }) =>
    (state) =>
      id.every((each) => trust(state, own, each) === undefined),
  "BulkRemoval.trustors":
    (own, { id }) =>
    (state) =>
      id.every((each) => trust(state, each, own) === undefined),
}

const byOperation: { readonly [K in OperationName]?: PostconditionOf<K> } = all

/** What is so after a call that has succeeded; undefined for one that changes nothing. */
export const postcondition = <K extends OperationName>(
  operation: K,
  own: OrganizationId,
  input: OperationInput<K>,
  output: OperationOutput<K>,
): Postcondition | undefined => {
  const make: PostconditionOf<K> | undefined = byOperation[operation]
  return make?.(own, input, output)
}
