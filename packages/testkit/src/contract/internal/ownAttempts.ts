/**
 * What laws of permissions try: the operations whose permissions are checked in the caller's own organization.
 */
import { PairingId, RoleId, UserIdParam } from "@org-trust/core/Identifiers"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { hasOperation } from "./abilities.ts"
import { type Attempt, attempt } from "./Attempt.ts"
import { type BoundTrust, trustorAttempts } from "./BoundTrust.ts"

/** What the operations are asked about, beside the trust. */
interface Names {
  readonly pairingId: string
  readonly userId: string
  readonly roleId: string
  readonly pageSize: number
}

/** Every operation whose permissions are checked in the caller's own organization; what ends a trust comes last. */
export const ownAttempts = (trust: BoundTrust, names: Names): ReadonlyArray<Attempt<unknown>> => {
  const { lab, ofTrustee, trustee, trustor } = trust
  const { pageSize } = names
  const pairingId = PairingId.make(names.pairingId)
  const userId = UserIdParam.make(names.userId)
  const user = trust.user(userId)
  const page = { pageSize }
  const own = <K extends OperationName>(operation: K, input: OperationInput<K>): Attempt<OperationOutput<K>> =>
    attempt(lab, trustor.admin, operation, input)
  return [
    trust.ask({ userIds: [userId] }),
    own("Pairings.get", { pairingId }),
    trust.trustees(page),
    trust.create({ pairingId, enabled: true, users: [{ id: userId }] }),
    own("TrustAudits.ofTrustees", {
      ...page,
      payload: { trusteeOrganizationIds: [trustee.organization.id], trusteeUserIds: [] },
    }),
    trust.get,
    trust.update({ enabled: false }),
    trust.users(page),
    user.add(),
    ...trustorAttempts(user, [RoleId.make(names.roleId)]),
    own("TrustAudits.ofTrustor", {
      ...page,
      payload: { trustorOrganizationId: trustor.organization.id, trusteeUserIds: [] },
    }),
    ofTrustee.trustors(page),
    ofTrustee.get,
    trust.clones,
    trust.clone(userId).remove,
    own("DefaultTrusts.get", {}),
    own("DefaultTrusts.create", {}),
    own("CareTrusts.list", {}),
    own("CareTrusts.create", {}),
    own("UserTrustors.list", { userId, ...page }),
    ofTrustee.remove,
    trust.remove,
    own("BulkRemoval.trustors", { id: [trustor.organization.id] }),
    own("BulkRemoval.trustees", { id: [trustee.organization.id] }),
  ].filter(({ operation }) => hasOperation(lab, operation))
}
