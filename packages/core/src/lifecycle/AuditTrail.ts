/**
 * The audits: events as the API's audit messages.
 */
import * as DateTime from "effect/DateTime"
import type { AuditChange, AuditMessage } from "../entities/Audit.ts"
import type { GroupId, OrganizationId, UserId } from "../Identifiers.ts"
import { basePath } from "../Operation.ts"
import type { Grant, TrustDefaults, TrustEvent, TrustSettings } from "./Event.ts"
import { roleIdsOf, timestamp } from "./View.ts"
import type { Profile } from "./Profile.ts"
import type { Environment } from "./Request.ts"

/**
 * Ids of the trustee's users whom an event is about, or who caused it.
 * @category functions
 * @since 0.1.0
 */
export const trusteeUsersOf = (event: TrustEvent): ReadonlyArray<string> => {
  const actor = event.by.organizationId === event.trusteeOrgId && event.by.userId !== undefined ? [event.by.userId] : []
  switch (event._tag) {
    case "TrustCreated":
      return event.users.map((user) => user.id)
    case "TrustUserAdded":
      return [...actor, event.user.id]
    case "TrustUserRemoved":
    case "TrustUserRolesChanged":
    case "UserCloned":
    case "CloneRemoved":
      return [...actor, event.userId]
    case "TrustGroupAdded":
    case "TrustGroupRemoved":
    case "TrustGroupRolesChanged":
    case "CareTrustCreated":
    case "TrustUpdated":
    case "TrustEnded":
      return actor
  }
}

const settingsChanges = (settings: TrustSettings, previous: TrustSettings | undefined): Array<AuditChange> => {
  const end = (some: TrustSettings | undefined) =>
    some?.dateExpired === undefined ? [] : [timestamp(some.dateExpired)]
  const enabled = {
    property: "enabled",
    oldValues: previous === undefined ? [] : [String(previous.enabled)],
    newValues: [String(settings.enabled)],
  }
  const dateExpired = { property: "dateExpired", oldValues: end(previous), newValues: end(settings) }
  return [enabled, dateExpired].filter((change) => String(change.oldValues) !== String(change.newValues))
}

// Role ids alone: in which division a role is granted the API tells nowhere.
const rolesChange = (newGrants: ReadonlyArray<Grant>, oldGrants: ReadonlyArray<Grant>): Array<AuditChange> =>
  newGrants.length + oldGrants.length === 0
    ? []
    : [{ property: "roles", oldValues: roleIdsOf(oldGrants), newValues: roleIdsOf(newGrants) }]

const defaultsChanges = (defaults: TrustDefaults): Array<AuditChange> =>
  Object.entries(defaults).map(([property, value]) => ({ property, oldValues: [], newValues: [String(value)] }))

const changesOf = (event: TrustEvent): Array<AuditChange> => {
  switch (event._tag) {
    case "TrustCreated":
      return [
        ...settingsChanges(event.settings, undefined),
        { property: "users", oldValues: [], newValues: event.users.map((user) => user.id) },
        { property: "groups", oldValues: [], newValues: event.groups.map((group) => group.id) },
      ]
    case "TrustUpdated":
      return settingsChanges(event.settings, event.previous)
    case "TrustUserAdded":
      return rolesChange(event.user.grants, [])
    case "TrustUserRolesChanged":
      return rolesChange(event.grants, event.previous)
    case "TrustGroupAdded":
      return rolesChange(event.group.grants, [])
    case "TrustGroupRolesChanged":
      return rolesChange(event.grants, event.previous)
    case "CareTrustCreated":
      return [...settingsChanges(event.settings, undefined), ...defaultsChanges(event.defaults)]
    case "TrustEnded":
    case "TrustUserRemoved":
    case "TrustGroupRemoved":
    case "UserCloned":
    case "CloneRemoved":
      return []
  }
}

const actions = {
  TrustCreated: "CREATE",
  TrustUpdated: "UPDATE",
  TrustEnded: "DELETE",
  TrustUserAdded: "CREATE",
  TrustUserRemoved: "DELETE",
  TrustUserRolesChanged: "UPDATE",
  TrustGroupAdded: "CREATE",
  TrustGroupRemoved: "DELETE",
  TrustGroupRolesChanged: "UPDATE",
  CareTrustCreated: "CREATE",
  UserCloned: "CREATE",
  CloneRemoved: "DELETE",
} as const satisfies Record<TrustEvent["_tag"], string>

const entityTypes = {
  TrustCreated: "TRUST",
  TrustUpdated: "TRUST",
  TrustEnded: "TRUST",
  TrustUserAdded: "TRUST_USER",
  TrustUserRemoved: "TRUST_USER",
  TrustUserRolesChanged: "TRUST_USER_ROLES",
  TrustGroupAdded: "TRUST_GROUP",
  TrustGroupRemoved: "TRUST_GROUP",
  TrustGroupRolesChanged: "TRUST_GROUP_ROLES",
  CareTrustCreated: "TRUST",
  UserCloned: "CLONED_USER",
  CloneRemoved: "CLONED_USER",
} as const satisfies Record<TrustEvent["_tag"], string>

const memberIdOf = (event: TrustEvent): UserId | GroupId | undefined => {
  switch (event._tag) {
    case "TrustUserAdded":
      return event.user.id
    case "TrustUserRemoved":
    case "TrustUserRolesChanged":
    case "UserCloned":
    case "CloneRemoved":
      return event.userId
    case "TrustGroupAdded":
      return event.group.id
    case "TrustGroupRemoved":
    case "TrustGroupRolesChanged":
      return event.groupId
    case "TrustCreated":
    case "TrustUpdated":
    case "TrustEnded":
    case "CareTrustCreated":
      return undefined
  }
}

/** The other side of the trust. */
const partnerOf = (event: TrustEvent, reader: OrganizationId): OrganizationId =>
  reader === event.trustorOrgId ? event.trusteeOrgId : event.trustorOrgId

/** The organization by which a trust is named. */
const trustNameOf = (event: TrustEvent, reader: OrganizationId, { auditTrust }: Profile): OrganizationId => {
  switch (auditTrust) {
    case "Partner":
      return partnerOf(event, reader)
    case "Trustee":
      return event.trusteeOrgId
    case "Trustor":
      return event.trustorOrgId
  }
}

const isClearing = (event: TrustEvent): boolean =>
  (event._tag === "TrustUserRolesChanged" || event._tag === "TrustGroupRolesChanged") && event.grants.length === 0

const actionOf = (event: TrustEvent, { auditClearing }: Profile): string =>
  auditClearing === "Delete" && isClearing(event) ? "DELETE" : actions[event._tag]

/** Who acted, where the profile names anybody. */
const actorOf = ({ by }: TrustEvent, { auditActor }: Profile): string | undefined =>
  by.userId ?? (auditActor === "Organization" ? by.organizationId : undefined)

const levelOf = ({ by }: TrustEvent, { auditLevel }: Profile): string =>
  auditLevel === "ByCaller" && by.userId === undefined ? "SYSTEM" : "USER"

const status = "SUCCESS"

/**
 * Fields that audits can be sorted by, filtered by and counted by, as the message
 * has them. Read from the event, because most events that are looked through end
 * up in no message.
 * @category constants
 * @since 0.1.0
 */
export const fields = {
  timestamp: (event) => timestamp(event.at),
  action: (event, _reader, profile) => actionOf(event, profile),
  entityType: (event) => entityTypes[event._tag],
  entityId: (event, reader, profile) => memberIdOf(event) ?? trustNameOf(event, reader, profile),
  userId: (event, _reader, profile) => actorOf(event, profile) ?? "",
  level: (event, _reader, profile) => levelOf(event, profile),
  status: () => status,
} as const satisfies Record<string, AuditField>

/**
 * A field of an event's message to a reader; empty where the message does not have it.
 * @category models
 * @since 0.1.0
 */
export type AuditField = (event: TrustEvent, reader: OrganizationId, profile: Profile) => string

/**
 * An event as the audit message that one side of the trust reads.
 * @category conversions
 * @since 0.1.0
 */
export const toMessage = ({ profile, world }: Environment, event: TrustEvent, reader: OrganizationId): AuditMessage => {
  const partner = partnerOf(event, reader)
  const actor = world.get(event.by.organizationId)
  const user = event.by.userId === undefined ? undefined : actor?.users.get(event.by.userId)
  const trustUri = `${basePath}/${reader === event.trustorOrgId ? "trustees" : "trustors"}/${partner}`
  const id = memberIdOf(event)
  const type = entityTypes[event._tag]
  const members = type.startsWith("TRUST_GROUP") ? "groups" : "users"
  const name =
    id === undefined
      ? world.get(trustNameOf(event, reader, profile))?.organization.name
      : world.get(event.trusteeOrgId)?.[members].get(id)?.name
  const actorId = actorOf(event, profile)
  return {
    id: event.id,
    ...(actorId !== undefined && {
      user: {
        id: actorId,
        ...((user ?? actor?.organization) !== undefined && { name: (user ?? actor?.organization)?.name ?? "" }),
      },
    }),
    ...(event.correlationId !== undefined && { correlationId: event.correlationId }),
    application: "organization-authorization",
    serviceName: "OrganizationAuthorization",
    level: levelOf(event, profile),
    status,
    timestamp: event.at,
    receivedTimestamp: event.at,
    action: actionOf(event, profile),
    entity: {
      type,
      id: fields.entityId(event, reader, profile),
      ...(name !== undefined && { name }),
      selfUri: id === undefined ? trustUri : `${trustUri}/${type === "CLONED_USER" ? "clonedusers" : members}/${id}`,
    },
    changes: changesOf(event),
  }
}

/**
 * Whether an event lies within the two dates, both included.
 * @category predicates
 * @since 0.1.0
 */
export const isWithin = (
  event: TrustEvent,
  startDate: DateTime.Utc | undefined,
  endDate: DateTime.Utc | undefined,
): boolean =>
  (startDate === undefined || DateTime.isGreaterThanOrEqualTo(event.at, startDate)) &&
  (endDate === undefined || DateTime.isLessThanOrEqualTo(event.at, endDate))
