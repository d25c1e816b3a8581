/**
 * The audits: events as the API's audit messages.
 */
import * as DateTime from "effect/DateTime"
import { type AuditChange, AuditMessage } from "../Audit.ts"
import type { OrganizationId } from "../Identifiers.ts"
import type { Grant, TrustDefaults, TrustEvent, TrustSettings } from "./Event.ts"
import type { State } from "./State.ts"
import { basePath, roleIdsOf, timestamp } from "./View.ts"
import type { World } from "./World.ts"

/**
 * The events of trusts, newest first. Pairings are left out: until it is used, a
 * pairing belongs to no trust.
 */
export const trustEvents = (state: State, isMeant: (event: TrustEvent) => boolean): ReadonlyArray<TrustEvent> => {
  const found: Array<TrustEvent> = []
  for (let trail = state.trail; trail !== undefined; trail = trail.earlier) {
    const event = trail.latest
    if (event._tag !== "PairingCreated" && isMeant(event)) found.push(event)
  }
  return found
}

/** Ids of the trustee's users whom an event is about, or who caused it. */
export const trusteeUsersOf = (event: TrustEvent): ReadonlyArray<string> => {
  const actor = event.by.organizationId === event.trusteeOrgId && event.by.userId !== undefined ? [event.by.userId] : []
  switch (event._tag) {
    case "TrustCreated":
      return [...actor, ...event.users.map((user) => user.id)]
    case "TrustUserAdded":
      return [...actor, event.user.id]
    case "TrustUserRemoved":
    case "TrustUserRolesChanged":
    case "UserCloned":
    case "CloneRemoved":
      return [...actor, event.userId]
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

const rolesChange = (newGrants: ReadonlyArray<Grant>, oldGrants: ReadonlyArray<Grant>): Array<AuditChange> =>
  newGrants.length + oldGrants.length === 0
    ? []
    : [{ property: "roles", oldValues: roleIdsOf(oldGrants), newValues: roleIdsOf(newGrants) }]

const defaultsChanges = (defaults: TrustDefaults): Array<AuditChange> =>
  Object.entries(defaults).map(([property, value]) => ({ property, oldValues: [], newValues: [String(value)] }))

const details = (event: TrustEvent) => {
  switch (event._tag) {
    case "TrustCreated":
      return {
        action: "CREATE",
        type: "TRUST",
        id: undefined,
        changes: [
          ...settingsChanges(event.settings, undefined),
          { property: "users", oldValues: [], newValues: event.users.map((user) => user.id) },
          { property: "groups", oldValues: [], newValues: event.groups.map((group) => group.id) },
        ],
      }
    case "TrustUpdated":
      return {
        action: "UPDATE",
        type: "TRUST",
        id: undefined,
        changes: settingsChanges(event.settings, event.previous),
      }
    case "TrustEnded":
      return { action: "DELETE", type: "TRUST", id: undefined, changes: [] }
    case "TrustUserAdded":
      return { action: "CREATE", type: "TRUST_USER", id: event.user.id, changes: rolesChange(event.user.grants, []) }
    case "TrustUserRemoved":
      return { action: "DELETE", type: "TRUST_USER", id: event.userId, changes: [] }
    case "TrustUserRolesChanged":
      return {
        action: "UPDATE",
        type: "TRUST_USER_ROLES",
        id: event.userId,
        changes: rolesChange(event.grants, event.previous),
      }
    case "CareTrustCreated":
      return {
        action: "CREATE",
        type: "TRUST",
        id: undefined,
        changes: [...settingsChanges(event.settings, undefined), ...defaultsChanges(event.defaults)],
      }
    case "UserCloned":
      return { action: "CREATE", type: "CLONED_USER", id: event.userId, changes: [] }
    case "CloneRemoved":
      return { action: "DELETE", type: "CLONED_USER", id: event.userId, changes: [] }
  }
}

/** An event as the audit message that one side of the trust reads. */
export const toMessage = (world: World, event: TrustEvent, reader: OrganizationId): AuditMessage => {
  const { action, changes, id, type } = details(event)
  const isTrustor = reader === event.trustorOrgId
  const partner = isTrustor ? event.trusteeOrgId : event.trustorOrgId
  const actor = world.get(event.by.organizationId)
  const user = event.by.userId === undefined ? undefined : actor?.users.get(event.by.userId)
  const trustUri = `${basePath}/${isTrustor ? "trustees" : "trustors"}/${partner}`
  const name =
    id === undefined ? world.get(partner)?.organization.name : world.get(event.trusteeOrgId)?.users.get(id)?.name
  return new AuditMessage({
    id: event.id,
    user: {
      id: event.by.userId ?? event.by.organizationId,
      ...((user ?? actor?.organization) !== undefined && { name: (user ?? actor?.organization)?.name ?? "" }),
    },
    ...(event.correlationId !== undefined && { correlationId: event.correlationId }),
    application: "organization-authorization",
    serviceName: "OrganizationAuthorization",
    level: "USER",
    status: "SUCCESS",
    timestamp: event.at,
    receivedTimestamp: event.at,
    action,
    entity: {
      type,
      id: id ?? partner,
      ...(name !== undefined && { name }),
      selfUri: id === undefined ? trustUri : `${trustUri}/${type === "CLONED_USER" ? "clonedusers" : "users"}/${id}`,
    },
    changes,
  })
}

/** Whether an event lies within the two dates, both included. */
export const isWithin = (
  event: TrustEvent,
  startDate: DateTime.Utc | undefined,
  endDate: DateTime.Utc | undefined,
): boolean =>
  (startDate === undefined || DateTime.isGreaterThanOrEqualTo(event.at, startDate)) &&
  (endDate === undefined || DateTime.isLessThanOrEqualTo(event.at, endDate))
