/**
 * What is so after a change that has succeeded.
 */
import type { OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import { clonesOf, type Member, type State, trust, usersOf } from "@org-trust/core/model/State"
import { roleIdsOf } from "@org-trust/core/model/View"
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

const isCloned = (
  state: State,
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  userId: UserId,
): boolean => {
  const found = trust(state, trustorOrgId, trusteeOrgId)
  return found !== undefined && clonesOf(found).some(({ id }) => id === userId)
}

const hasExactly = (member: Member<UserId> | undefined, roles: ReadonlyArray<RoleId>): boolean => {
  if (member === undefined) return false
  const held = new Set(roleIdsOf(member.grants))
  const asked = new Set(roles)
  return held.size === asked.size && [...asked].every((id) => held.has(id))
}

const all: { readonly [K in Change]: PostconditionOf<K> } = {
  "Pairings.create":
    (_own, _input, { id }) =>
    (state) =>
      [...state.pairings].some(([made]) => made === id),
  "Trustees.create":
    (own, { payload }, { id }) =>
    (state) =>
      (payload.users ?? []).every((user) => memberOf(state, own, id, user.id) !== undefined),
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
      hasExactly(memberOf(state, own, trusteeOrgId, payload.id), payload.roleIds ?? []),
  "TrusteeUsers.remove":
    (own, { trusteeOrgId, trusteeUserId }) =>
    (state) =>
      memberOf(state, own, trusteeOrgId, trusteeUserId) === undefined,
  "TrusteeUserRoles.replace":
    (own, { payload, trusteeOrgId, trusteeUserId }) =>
    (state) =>
      hasExactly(memberOf(state, own, trusteeOrgId, trusteeUserId), payload),
  "TrusteeUserRoles.clear":
    (own, { trusteeOrgId, trusteeUserId }) =>
    (state) =>
      hasExactly(memberOf(state, own, trusteeOrgId, trusteeUserId), []),
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
