/**
 * What there should be, told again from the list of events alone, with arrays and
 * without any of the model's functions.
 */
import * as DateTime from "effect/DateTime"
import type { Actor, Event, Grant, TrustDefaults } from "@org-trust/core/lifecycle/Event"

interface ToldMember {
  readonly id: string
  grants: ReadonlyArray<Grant>
  readonly since: number
  readonly by: Actor
}

/** A trust as the history tells it. */
export interface ToldTrust {
  readonly trustor: string
  readonly trustee: string
  enabled: boolean
  end: number | undefined
  readonly since: number
  readonly by: Actor
  readonly users: Array<ToldMember>
  readonly groups: Array<ToldMember>
  /** Ids of the users who are cloned, in the order in which they were. */
  readonly clones: Array<string>
  readonly defaults: TrustDefaults | undefined
}

const millis = (at: DateTime.Utc) => DateTime.toEpochMillis(at)

/** The trusts that there are after these events, oldest first. */
export const retell = (events: ReadonlyArray<Event>): ReadonlyArray<ToldTrust> => {
  const told: Array<ToldTrust> = []
  for (const event of events) {
    if (event._tag === "PairingCreated") continue
    const since = millis(event.at)
    const at = told.findIndex((one) => one.trustor === event.trustorOrgId && one.trustee === event.trusteeOrgId)
    const joins = (member: { readonly id: string; readonly grants: ReadonlyArray<Grant> }): ToldMember => ({
      id: member.id,
      grants: member.grants,
      since,
      by: event.by,
    })
    if (event._tag === "TrustCreated" || event._tag === "CareTrustCreated") {
      if (at >= 0) throw new Error("a second trust of the same two organizations")
      told.push({
        trustor: event.trustorOrgId,
        trustee: event.trusteeOrgId,
        enabled: event.settings.enabled,
        end: event.settings.dateExpired && millis(event.settings.dateExpired),
        since,
        by: event.by,
        users: event._tag === "TrustCreated" ? event.users.map(joins) : [],
        groups: event._tag === "TrustCreated" ? event.groups.map(joins) : [],
        clones: [],
        defaults: event._tag === "CareTrustCreated" ? event.defaults : undefined,
      })
      continue
    }
    const current = told[at]
    if (current === undefined) throw new Error(`${event._tag} without a trust`)
    const place = (members: ReadonlyArray<ToldMember>, id: string) => {
      const found = members.findIndex((member) => member.id === id)
      if (found < 0) throw new Error(`${event._tag} of one who is not in the trust`)
      return found
    }
    switch (event._tag) {
      case "TrustUpdated":
        current.enabled = event.settings.enabled
        current.end = event.settings.dateExpired && millis(event.settings.dateExpired)
        break
      case "TrustEnded":
        told.splice(at, 1)
        break
      case "TrustUserAdded":
        if (current.users.some((member) => member.id === event.user.id)) throw new Error("a user joined twice")
        current.users.push(joins(event.user))
        break
      case "TrustUserRemoved":
        current.users.splice(place(current.users, event.userId), 1)
        break
      case "UserCloned":
        if (current.clones.includes(event.userId)) throw new Error("a user was cloned twice")
        current.clones.push(event.userId)
        break
      case "CloneRemoved": {
        const at = current.clones.indexOf(event.userId)
        if (at < 0) throw new Error("a clone was removed that was not there")
        current.clones.splice(at, 1)
        break
      }
      case "TrustUserRolesChanged": {
        const member = current.users[place(current.users, event.userId)]
        if (member !== undefined) member.grants = event.grants
        break
      }
      case "TrustGroupAdded":
        if (current.groups.some((member) => member.id === event.group.id)) throw new Error("a group joined twice")
        current.groups.push(joins(event.group))
        break
      case "TrustGroupRemoved":
        current.groups.splice(place(current.groups, event.groupId), 1)
        break
      case "TrustGroupRolesChanged": {
        const member = current.groups[place(current.groups, event.groupId)]
        if (member !== undefined) member.grants = event.grants
        break
      }
    }
  }
  return told
}
