/**
 * Events as JSON: what a log of events holds, and what is told to those who follow it.
 */
import * as Schema from "effect/Schema"
import { AuditMessageId, DivisionId, GroupId, OrganizationId, PairingId, RoleId, UserId } from "../Identifiers.ts"
import { Timestamp } from "../Timestamp.ts"
import type { Event } from "./Event.ts"

/**
 * Who made a change, as JSON.
 * @category schemas
 * @since 0.1.0
 */
export const ActorJson = Schema.Struct({
  organizationId: OrganizationId,
  userId: Schema.optionalKey(UserId),
})

/**
 * Grants of roles, as JSON.
 * @category schemas
 * @since 0.1.0
 */
export const GrantsJson = Schema.Array(Schema.Struct({ roleId: RoleId, divisionId: Schema.optionalKey(DivisionId) }))

/**
 * The settings of a trust, as JSON.
 * @category schemas
 * @since 0.1.0
 */
export const SettingsJson = Schema.Struct({
  enabled: Schema.Boolean,
  dateExpired: Schema.optionalKey(Timestamp),
})

/**
 * What the people in a trust with Customer Care have by default, as JSON.
 * @category schemas
 * @since 0.1.0
 */
export const DefaultsJson = Schema.Struct({
  usesDefaultRole: Schema.Boolean,
  hasFullAccess: Schema.Boolean,
  isTrustedUser: Schema.Boolean,
})

const joiningUser = Schema.Struct({ id: UserId, grants: GrantsJson })
const joiningGroup = Schema.Struct({ id: GroupId, grants: GrantsJson })

const happening = {
  id: AuditMessageId,
  at: Timestamp,
  by: ActorJson,
  correlationId: Schema.optionalKey(Schema.String),
} as const

const ofTrust = { ...happening, trustorOrgId: OrganizationId, trusteeOrgId: OrganizationId } as const
const rolesChanged = { grants: GrantsJson, previous: GrantsJson } as const

/**
 * An event, with its kind in `_tag` and its dates as the API writes them.
 * @category schemas
 * @since 0.1.0
 */
export const EventJson = Schema.Union([
  Schema.TaggedStruct("PairingCreated", {
    ...happening,
    pairingId: PairingId,
    trusteeOrgId: OrganizationId,
    userIds: Schema.Array(UserId),
    groupIds: Schema.Array(GroupId),
  }),
  Schema.TaggedStruct("TrustCreated", {
    ...ofTrust,
    pairingId: PairingId,
    settings: SettingsJson,
    users: Schema.Array(joiningUser),
    groups: Schema.Array(joiningGroup),
  }),
  Schema.TaggedStruct("TrustUpdated", { ...ofTrust, settings: SettingsJson, previous: SettingsJson }),
  Schema.TaggedStruct("TrustEnded", ofTrust),
  Schema.TaggedStruct("TrustUserAdded", { ...ofTrust, user: joiningUser }),
  Schema.TaggedStruct("TrustUserRemoved", { ...ofTrust, userId: UserId }),
  Schema.TaggedStruct("TrustUserRolesChanged", { ...ofTrust, userId: UserId, ...rolesChanged }),
  Schema.TaggedStruct("TrustGroupAdded", { ...ofTrust, group: joiningGroup }),
  Schema.TaggedStruct("TrustGroupRemoved", { ...ofTrust, groupId: GroupId }),
  Schema.TaggedStruct("TrustGroupRolesChanged", { ...ofTrust, groupId: GroupId, ...rolesChanged }),
  Schema.TaggedStruct("CareTrustCreated", { ...ofTrust, settings: SettingsJson, defaults: DefaultsJson }),
  Schema.TaggedStruct("UserCloned", { ...ofTrust, userId: UserId }),
  Schema.TaggedStruct("CloneRemoved", { ...ofTrust, userId: UserId }),
])

const asJson = Schema.fromJsonString(EventJson)
// What an event says was checked when it happened, and there can be very many of them.

/**
 * An event as a line of JSON.
 * @category conversions
 * @since 0.1.0
 */
export const toJson: (event: Event) => string = Schema.encodeSync(asJson, { disableChecks: true })

/**
 * The event of a line of JSON; the failure names what is wrong with it.
 * @category conversions
 * @since 0.1.0
 */
export const fromJson = Schema.decodeUnknownResult(asJson, { disableChecks: true })
