/**
 * What laws of permissions try: the operations whose permissions are checked in the caller's own organization.
 */
import type { OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { Lab } from "../Lab.ts"
import { attempt, type Attempt } from "../scenario.ts"

/** What the operations are asked about. */
interface Names {
  readonly pairingId: PairingId
  readonly trusteeOrgId: OrganizationId
  readonly trustorOrgId: OrganizationId
  readonly trusteeUserId: UserId
  readonly roleId: RoleId
  readonly pageSize: number
}

/** Every operation whose permissions are checked in the caller's own organization; what ends a trust comes last. */
export const ownAttempts = (lab: Lab, names: Names): ReadonlyArray<Attempt> => {
  const { pageSize, pairingId, roleId, trusteeOrgId, trusteeUserId, trustorOrgId } = names
  const user = { trusteeOrgId, trusteeUserId }
  return [
    attempt(lab, "Pairings.create", { payload: { userIds: [trusteeUserId] } }),
    attempt(lab, "Pairings.get", { pairingId }),
    attempt(lab, "Trustees.list", { pageSize }),
    attempt(lab, "Trustees.create", { payload: { pairingId, enabled: true, users: [{ id: trusteeUserId }] } }),
    attempt(lab, "TrustAudits.ofTrustees", {
      pageSize,
      payload: { trusteeOrganizationIds: [trusteeOrgId], trusteeUserIds: [] },
    }),
    attempt(lab, "Trustees.get", { trusteeOrgId }),
    attempt(lab, "Trustees.update", { trusteeOrgId, payload: { enabled: false } }),
    attempt(lab, "TrusteeUsers.list", { trusteeOrgId, pageSize }),
    attempt(lab, "TrusteeUsers.add", { trusteeOrgId, payload: { id: trusteeUserId } }),
    attempt(lab, "TrusteeUsers.get", user),
    attempt(lab, "TrusteeUserRoles.get", user),
    attempt(lab, "TrusteeUserRoles.replace", { ...user, payload: [roleId] }),
    attempt(lab, "TrusteeUserRoles.clear", user),
    attempt(lab, "TrusteeUsers.remove", user),
    attempt(lab, "TrustAudits.ofTrustor", {
      pageSize,
      payload: { trustorOrganizationId: trustorOrgId, trusteeUserIds: [] },
    }),
    attempt(lab, "Trustors.list", { pageSize }),
    attempt(lab, "Trustors.get", { trustorOrgId }),
    attempt(lab, "TrusteeClonedUsers.list", { trusteeOrgId }),
    attempt(lab, "TrusteeClonedUsers.remove", user),
    attempt(lab, "DefaultTrusts.get", {}),
    attempt(lab, "DefaultTrusts.create", {}),
    attempt(lab, "CareTrusts.list", {}),
    attempt(lab, "CareTrusts.create", {}),
    attempt(lab, "UserTrustors.list", { userId: trusteeUserId, pageSize }),
    attempt(lab, "Trustors.remove", { trustorOrgId }),
    attempt(lab, "Trustees.remove", { trusteeOrgId }),
    attempt(lab, "BulkRemoval.trustors", { id: [trustorOrgId] }),
    attempt(lab, "BulkRemoval.trustees", { id: [trusteeOrgId] }),
  ].filter(({ operation }) => lab.subject.capabilities.groups.some((group) => operation.startsWith(`${group}.`)))
}
