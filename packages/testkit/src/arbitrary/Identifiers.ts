/**
 * Arbitrary ids of each kind. They name nothing in any world, but for one chance in
 * very many.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Core from "@org-trust/core/Identifiers"

/**
 * Any id of an organization.
 * @category arbitraries
 * @since 0.1.0
 */
export const organizationIds: Arbitrary.Arbitrary<Core.OrganizationId> = Arbitrary.schema(Core.OrganizationId)
/**
 * Any id of a user.
 * @category arbitraries
 * @since 0.1.0
 */
export const userIds: Arbitrary.Arbitrary<Core.UserId> = Arbitrary.schema(Core.UserId)
/**
 * Any id of a group.
 * @category arbitraries
 * @since 0.1.0
 */
export const groupIds: Arbitrary.Arbitrary<Core.GroupId> = Arbitrary.schema(Core.GroupId)
/**
 * Any id of a role.
 * @category arbitraries
 * @since 0.1.0
 */
export const roleIds: Arbitrary.Arbitrary<Core.RoleId> = Arbitrary.schema(Core.RoleId)
/**
 * Any id of a division.
 * @category arbitraries
 * @since 0.1.0
 */
export const divisionIds: Arbitrary.Arbitrary<Core.DivisionId> = Arbitrary.schema(Core.DivisionId)
/**
 * Any id of a pairing.
 * @category arbitraries
 * @since 0.1.0
 */
export const pairingIds: Arbitrary.Arbitrary<Core.PairingId> = Arbitrary.schema(Core.PairingId)
/**
 * Any id of an audit message.
 * @category arbitraries
 * @since 0.1.0
 */
export const auditMessageIds: Arbitrary.Arbitrary<Core.AuditMessageId> = Arbitrary.schema(Core.AuditMessageId)
