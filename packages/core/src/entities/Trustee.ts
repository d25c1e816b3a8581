/**
 * The trust as the trustor organization sees it (API models `Trustee`,
 * `TrustCreate`, `TrustUpdate`, `TrustMemberCreate`).
 */
import * as Schema from "effect/Schema"
import { RoleDivisionGrants } from "./Division.ts"
import { GroupId, OrganizationId, PairingIdParam, UserId } from "../Identifiers.ts"
import { entity } from "../internal/received.ts"
import { Organization } from "./Organization.ts"
import { RoleIds } from "./Role.ts"
import { ReceivedTimestamp, Timestamp } from "../Timestamp.ts"
import { OrgUser } from "./User.ts"

const grantFields = {
  roleIds: Schema.optionalKey(RoleIds),
  roleDivisions: Schema.optionalKey(RoleDivisionGrants),
} as const

/**
 * A trustee user to let in, with the trustor roles to grant. `roleIds` are granted
 * in all divisions, `roleDivisions` each in one; with both, the union is granted;
 * with neither, the user joins without roles. Until January 2020 the API required
 * `roleIds`.
 * @category schemas
 * @since 0.1.0
 */
export const TrustMemberCreate = Schema.Struct({ id: UserId, ...grantFields }).annotate({
  identifier: "TrustMemberCreate",
})
/**
 * A trustee user to let in, with the trustor roles to grant.
 * @category models
 * @since 0.1.0
 */
export type TrustMemberCreate = typeof TrustMemberCreate.Type

/**
 * The same for a trustee group; on the wire it is the same model.
 * @category schemas
 * @since 0.1.0
 */
export const TrustGroupMemberCreate = Schema.Struct({ id: GroupId, ...grantFields }).annotate({
  identifier: "TrustGroupMemberCreate",
})
/**
 * A trustee group to let in, with the trustor roles to grant.
 * @category models
 * @since 0.1.0
 */
export type TrustGroupMemberCreate = typeof TrustGroupMemberCreate.Type

/**
 * What turns a pairing into a trust. At least one user or group is needed.
 * `pairingId` is optional in the schema because the API's is, since April 2021;
 * an ordinary trust cannot be created without it.
 * @category schemas
 * @since 0.1.0
 */
export const TrustCreate = Schema.Struct({
  pairingId: Schema.optionalKey(PairingIdParam),
  /** While false, nobody of the trustee gets in, members or not. */
  enabled: Schema.Boolean,
  users: Schema.optionalKey(Schema.Array(TrustMemberCreate)),
  groups: Schema.optionalKey(Schema.Array(TrustGroupMemberCreate)),
  /** When the trust ends (since June 2021). */
  dateExpired: Schema.optionalKey(Timestamp),
}).annotate({ identifier: "TrustCreate" })
/**
 * What turns a pairing into a trust.
 * @category models
 * @since 0.1.0
 */
export type TrustCreate = typeof TrustCreate.Type

/**
 * The body of `PUT /trustees/{trusteeOrgId}`. Before June 2021 it was a whole
 * `Trustee`, of which only `enabled` was writable: such a body still decodes.
 * @category schemas
 * @since 0.1.0
 */
export const TrustUpdate = Schema.Struct({
  enabled: Schema.Boolean,
  dateExpired: Schema.optionalKey(Timestamp),
}).annotate({ identifier: "TrustUpdate" })
/**
 * The body of `PUT /trustees/{trusteeOrgId}`.
 * @category models
 * @since 0.1.0
 */
export type TrustUpdate = typeof TrustUpdate.Type

const trustee = entity("Trustee", {
  id: OrganizationId,
  enabled: Schema.optionalKey(Schema.Boolean),
  /** Trustee members get the Admin role by default (since April 2021). */
  usesDefaultRole: Schema.optionalKey(Schema.Boolean),
  /** The trustee uses a full-access role by default (since July 2024). */
  hasFullAccess: Schema.optionalKey(Schema.Boolean),
  /** The trustee gets Trusted User access by default (since July 2024). */
  isTrustedUser: Schema.optionalKey(Schema.Boolean),
  dateCreated: Schema.optionalKey(ReceivedTimestamp),
  /** When the trust ends (since June 2021). */
  dateExpired: Schema.optionalKey(ReceivedTimestamp),
  createdBy: Schema.optionalKey(OrgUser),
  /** The trustee organization. */
  organization: Schema.optionalKey(Organization),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * A trust, seen from the trustor. Its id is the trustee organization's id.
 * @category models
 * @since 0.1.0
 */
export interface Trustee extends Schema.Schema.Type<typeof trustee> {}
/**
 * Codec of {@link Trustee}.
 * @category schemas
 * @since 0.1.0
 */
export const Trustee: Schema.Codec<Trustee, unknown> = trustee
