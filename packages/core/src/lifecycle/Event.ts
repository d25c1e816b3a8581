/**
 * What happened: an event for each change of a request, each about one trust or pairing. The state is
 * the fold of the events, and the audits are a view of them.
 */
import type * as DateTime from "effect/DateTime"
import type { AuditMessageId, DivisionId, GroupId, OrganizationId, PairingId, RoleId, UserId } from "../Identifiers.ts"

/** Who made a change: an organization, and the user of it where a user called. */
export interface Actor {
  readonly organizationId: OrganizationId
  readonly userId?: UserId
}

/** A trustor role, in all divisions or in one. */
export interface Grant {
  readonly roleId: RoleId
  readonly divisionId?: DivisionId
}

/** A user or a group as it joins a trust. */
export interface JoiningMember<Id> {
  readonly id: Id
  readonly grants: ReadonlyArray<Grant>
}

/** The two settings of a trust. */
export interface TrustSettings {
  readonly enabled: boolean
  readonly dateExpired?: DateTime.Utc
}

/** What the people in a trust with Customer Care have by default. */
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

/** What every event of a trust says. */
export interface TrustHappening extends Happening {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
}

/** A trustee asked for access. */
export interface PairingCreated extends Happening {
  readonly _tag: "PairingCreated"
  readonly pairingId: PairingId
  readonly trusteeOrgId: OrganizationId
  readonly userIds: ReadonlyArray<UserId>
  readonly groupIds: ReadonlyArray<GroupId>
}

/** A trustor turned a pairing into a trust; the pairing is used up. */
export interface TrustCreated extends TrustHappening {
  readonly _tag: "TrustCreated"
  readonly pairingId: PairingId
  readonly settings: TrustSettings
  readonly users: ReadonlyArray<JoiningMember<UserId>>
  readonly groups: ReadonlyArray<JoiningMember<GroupId>>
}

/** The trustor changed the trust's settings. */
export interface TrustUpdated extends TrustHappening {
  readonly _tag: "TrustUpdated"
  readonly settings: TrustSettings
  readonly previous: TrustSettings
}

/** Either side ended the trust. */
export interface TrustEnded extends TrustHappening {
  readonly _tag: "TrustEnded"
}

/** A user joined the trust. */
export interface TrustUserAdded extends TrustHappening {
  readonly _tag: "TrustUserAdded"
  readonly user: JoiningMember<UserId>
}

/** A user left the trust. */
export interface TrustUserRemoved extends TrustHappening {
  readonly _tag: "TrustUserRemoved"
  readonly userId: UserId
}

/** The trustor changed a user's roles. */
export interface TrustUserRolesChanged extends TrustHappening {
  readonly _tag: "TrustUserRolesChanged"
  readonly userId: UserId
  readonly grants: ReadonlyArray<Grant>
  readonly previous: ReadonlyArray<Grant>
}

/** A group joined the trust. */
export interface TrustGroupAdded extends TrustHappening {
  readonly _tag: "TrustGroupAdded"
  readonly group: JoiningMember<GroupId>
}

/** A group left the trust. */
export interface TrustGroupRemoved extends TrustHappening {
  readonly _tag: "TrustGroupRemoved"
  readonly groupId: GroupId
}

/** The trustor changed a group's roles. */
export interface TrustGroupRolesChanged extends TrustHappening {
  readonly _tag: "TrustGroupRolesChanged"
  readonly groupId: GroupId
  readonly grants: ReadonlyArray<Grant>
  readonly previous: ReadonlyArray<Grant>
}

/** A trustor let a Customer Care organization in, without a pairing. */
export interface CareTrustCreated extends TrustHappening {
  readonly _tag: "CareTrustCreated"
  readonly settings: TrustSettings
  readonly defaults: TrustDefaults
}

/** A trusted user was cloned into the trustor organization. */
export interface UserCloned extends TrustHappening {
  readonly _tag: "UserCloned"
  readonly userId: UserId
}

/** A clone was removed, on its own or because its user is trusted no more. */
export interface CloneRemoved extends TrustHappening {
  readonly _tag: "CloneRemoved"
  readonly userId: UserId
}

/** Something that happened to a trust. */
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

/** Anything that happened. */
export type Event = PairingCreated | TrustEvent
