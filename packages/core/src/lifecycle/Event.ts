/**
 * What happened: an event for each change of a request, each about one trust or pairing. The state is
 * the fold of the events, and the audits are a view of them.
 */
import type * as DateTime from "effect/DateTime"
import type { AuditMessageId, DivisionId, GroupId, OrganizationId, PairingId, RoleId, UserId } from "../Identifiers.ts"

/**
 * Who made a change: an organization, and the user of it where a user called.
 * @category models
 * @since 0.1.0
 */
export interface Actor {
  readonly organizationId: OrganizationId
  readonly userId?: UserId
}

/**
 * A trustor role, in all divisions or in one.
 * @category models
 * @since 0.1.0
 */
export interface Grant {
  readonly roleId: RoleId
  readonly divisionId?: DivisionId
}

/**
 * A user or a group as it joins a trust.
 * @category models
 * @since 0.1.0
 */
export interface JoiningMember<Id> {
  readonly id: Id
  readonly grants: ReadonlyArray<Grant>
}

/**
 * The two settings of a trust.
 * @category models
 * @since 0.1.0
 */
export interface TrustSettings {
  readonly enabled: boolean
  readonly dateExpired?: DateTime.Utc
}

/**
 * What the people in a trust with Customer Care have by default.
 * @category models
 * @since 0.1.0
 */
export interface TrustDefaults {
  readonly usesDefaultRole: boolean
  readonly hasFullAccess: boolean
  readonly isTrustedUser: boolean
}

interface Happening {
  readonly id: AuditMessageId
  readonly at: DateTime.Utc
  readonly by: Actor
  readonly correlationId?: string
}

/**
 * What every event of a trust says.
 * @category models
 * @since 0.1.0
 */
export interface TrustHappening extends Happening {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
}

/**
 * A trustee asked for access.
 * @category models
 * @since 0.1.0
 */
export interface PairingCreated extends Happening {
  readonly _tag: "PairingCreated"
  readonly pairingId: PairingId
  readonly trusteeOrgId: OrganizationId
  readonly userIds: ReadonlyArray<UserId>
  readonly groupIds: ReadonlyArray<GroupId>
}

/**
 * A trustor turned a pairing into a trust; the pairing is used up.
 * @category models
 * @since 0.1.0
 */
export interface TrustCreated extends TrustHappening {
  readonly _tag: "TrustCreated"
  readonly pairingId: PairingId
  readonly settings: TrustSettings
  readonly users: ReadonlyArray<JoiningMember<UserId>>
  readonly groups: ReadonlyArray<JoiningMember<GroupId>>
}

/**
 * The trustor changed the trust's settings.
 * @category models
 * @since 0.1.0
 */
export interface TrustUpdated extends TrustHappening {
  readonly _tag: "TrustUpdated"
  readonly settings: TrustSettings
  readonly previous: TrustSettings
}

/**
 * Either side ended the trust.
 * @category models
 * @since 0.1.0
 */
export interface TrustEnded extends TrustHappening {
  readonly _tag: "TrustEnded"
}

/**
 * A user joined the trust.
 * @category models
 * @since 0.1.0
 */
export interface TrustUserAdded extends TrustHappening {
  readonly _tag: "TrustUserAdded"
  readonly user: JoiningMember<UserId>
}

/**
 * A user left the trust.
 * @category models
 * @since 0.1.0
 */
export interface TrustUserRemoved extends TrustHappening {
  readonly _tag: "TrustUserRemoved"
  readonly userId: UserId
}

/**
 * The trustor changed a user's roles.
 * @category models
 * @since 0.1.0
 */
export interface TrustUserRolesChanged extends TrustHappening {
  readonly _tag: "TrustUserRolesChanged"
  readonly userId: UserId
  readonly grants: ReadonlyArray<Grant>
  readonly previous: ReadonlyArray<Grant>
}

/**
 * A group joined the trust.
 * @category models
 * @since 0.1.0
 */
export interface TrustGroupAdded extends TrustHappening {
  readonly _tag: "TrustGroupAdded"
  readonly group: JoiningMember<GroupId>
}

/**
 * A group left the trust.
 * @category models
 * @since 0.1.0
 */
export interface TrustGroupRemoved extends TrustHappening {
  readonly _tag: "TrustGroupRemoved"
  readonly groupId: GroupId
}

/**
 * The trustor changed a group's roles.
 * @category models
 * @since 0.1.0
 */
export interface TrustGroupRolesChanged extends TrustHappening {
  readonly _tag: "TrustGroupRolesChanged"
  readonly groupId: GroupId
  readonly grants: ReadonlyArray<Grant>
  readonly previous: ReadonlyArray<Grant>
}

/**
 * A trustor let a Customer Care organization in, without a pairing.
 * @category models
 * @since 0.1.0
 */
export interface CareTrustCreated extends TrustHappening {
  readonly _tag: "CareTrustCreated"
  readonly settings: TrustSettings
  readonly defaults: TrustDefaults
}

/**
 * A trusted user was cloned into the trustor organization.
 * @category models
 * @since 0.1.0
 */
export interface UserCloned extends TrustHappening {
  readonly _tag: "UserCloned"
  readonly userId: UserId
}

/**
 * A clone was removed, on its own or because its user is trusted no more.
 * @category models
 * @since 0.1.0
 */
export interface CloneRemoved extends TrustHappening {
  readonly _tag: "CloneRemoved"
  readonly userId: UserId
}

/**
 * Something that happened to a trust.
 * @category models
 * @since 0.1.0
 */
export type TrustEvent =
  | TrustCreated
  | TrustUpdated
  | TrustEnded
  | TrustUserAdded
  | TrustUserRemoved
  | TrustUserRolesChanged
  | TrustGroupAdded
  | TrustGroupRemoved
  | TrustGroupRolesChanged
  | CareTrustCreated
  | UserCloned
  | CloneRemoved

/**
 * Anything that happened.
 * @category models
 * @since 0.1.0
 */
export type Event = PairingCreated | TrustEvent
