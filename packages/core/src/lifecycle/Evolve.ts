/**
 * What an event does to the state.
 */
import * as HashMap from "effect/HashMap"
import type { GroupId, UserId } from "../Identifiers.ts"
import * as Ordered from "../internal/Ordered.ts"
import type { Event, Grant, JoiningMember, TrustEvent } from "./Event.ts"
import { type Member, pairing, removeTrust, setTrust, type State, type Trust, trust } from "./State.ts"

const join = <Id>(event: TrustEvent, member: JoiningMember<Id>): Member<Id> => ({
  id: member.id,
  dateCreated: event.at,
  createdBy: event.by,
  grants: member.grants,
})

const updateTrust = (state: State, event: TrustEvent, update: (current: Trust) => Trust): State => {
  const current = trust(state, event.trustorOrgId, event.trusteeOrgId)
  return current === undefined ? state : setTrust(state, update(current))
}

const updateUsers = (
  state: State,
  event: TrustEvent,
  update: (users: Trust["users"]) => Ordered.Ordered<UserId, Member<UserId>>,
): State => updateTrust(state, event, (current) => ({ ...current, users: update(current.users) }))

const updateGroups = (
  state: State,
  event: TrustEvent,
  update: (groups: Trust["groups"]) => Ordered.Ordered<GroupId, Member<GroupId>>,
): State => updateTrust(state, event, (current) => ({ ...current, groups: update(current.groups) }))

const setGrants = <Id>(
  members: Ordered.Ordered<Id, Member<Id>>,
  id: Id,
  grants: ReadonlyArray<Grant>,
): Ordered.Ordered<Id, Member<Id>> => {
  const member = Ordered.get(members, id)
  return member === undefined ? members : Ordered.set(members, id, { ...member, grants })
}

const apply = (state: State, event: Event): State => {
  switch (event._tag) {
    case "PairingCreated":
      return {
        ...state,
        pairings: HashMap.set(state.pairings, event.pairingId, {
          id: event.pairingId,
          trusteeOrgId: event.trusteeOrgId,
          userIds: event.userIds,
          groupIds: event.groupIds,
          dateCreated: event.at,
          createdBy: event.by,
          used: false,
        }),
      }
    case "TrustCreated": {
      const used = pairing(state, event.pairingId)
      return setTrust(
        used === undefined
          ? state
          : { ...state, pairings: HashMap.set(state.pairings, used.id, { ...used, used: true }) },
        {
          trustorOrgId: event.trustorOrgId,
          trusteeOrgId: event.trusteeOrgId,
          settings: event.settings,
          dateCreated: event.at,
          createdBy: event.by,
          users: Ordered.fromIterable(event.users.map((user) => [user.id, join(event, user)])),
          groups: Ordered.fromIterable(event.groups.map((group) => [group.id, join(event, group)])),
        },
      )
    }
    case "CareTrustCreated":
      return setTrust(state, {
        trustorOrgId: event.trustorOrgId,
        trusteeOrgId: event.trusteeOrgId,
        settings: event.settings,
        defaults: event.defaults,
        dateCreated: event.at,
        createdBy: event.by,
        users: Ordered.empty(),
        groups: Ordered.empty(),
      })
    case "UserCloned":
      return updateTrust(state, event, (current) => ({
        ...current,
        clones: Ordered.set(current.clones ?? Ordered.empty(), event.userId, {
          id: event.userId,
          dateCreated: event.at,
          createdBy: event.by,
        }),
      }))
    case "CloneRemoved":
      return updateTrust(state, event, (current) =>
        current.clones === undefined ? current : { ...current, clones: Ordered.remove(current.clones, event.userId) },
      )
    case "TrustUpdated":
      return updateTrust(state, event, (current) => ({ ...current, settings: event.settings }))
    case "TrustEnded":
      return removeTrust(state, event.trustorOrgId, event.trusteeOrgId)
    case "TrustUserAdded":
      return updateUsers(state, event, (users) => Ordered.set(users, event.user.id, join(event, event.user)))
    case "TrustUserRemoved":
      return updateUsers(state, event, (users) => Ordered.remove(users, event.userId))
    case "TrustUserRolesChanged":
      return updateUsers(state, event, (users) => setGrants(users, event.userId, event.grants))
    case "TrustGroupAdded":
      return updateGroups(state, event, (groups) => Ordered.set(groups, event.group.id, join(event, event.group)))
    case "TrustGroupRemoved":
      return updateGroups(state, event, (groups) => Ordered.remove(groups, event.groupId))
    case "TrustGroupRolesChanged":
      return updateGroups(state, event, (groups) => setGrants(groups, event.groupId, event.grants))
  }
}

/**
 * The state after an event. Total: an event about what is not there changes
 * nothing but the trail.
 * @category functions
 * @since 0.1.0
 */
export const evolve = (state: State, event: Event): State => ({
  ...apply(state, event),
  trail: { latest: event, earlier: state.trail },
})
