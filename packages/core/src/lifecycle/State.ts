/**
 * Which pairings and trusts there are, and the trail of how they came about.
 */
import * as DateTime from "effect/DateTime"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import type { GroupId, OrganizationId, PairingId, UserId } from "../Identifiers.ts"
import * as Ordered from "../internal/Ordered.ts"
import type { Actor, Event, Grant, TrustDefaults, TrustSettings } from "./Event.ts"
import type { Profile } from "./Profile.ts"

/**
 * A pairing that was made.
 * @category models
 * @since 0.1.0
 */
export interface PairingState {
  readonly id: PairingId
  readonly trusteeOrgId: OrganizationId
  readonly userIds: ReadonlyArray<UserId>
  readonly groupIds: ReadonlyArray<GroupId>
  readonly dateCreated: DateTime.Utc
  readonly createdBy: Actor
  readonly used: boolean
}

/**
 * A user or a group in a trust.
 * @category models
 * @since 0.1.0
 */
export interface Member<Id> {
  readonly id: Id
  readonly dateCreated: DateTime.Utc
  readonly createdBy: Actor
  readonly grants: ReadonlyArray<Grant>
}

/**
 * A trusted user who was cloned.
 * @category models
 * @since 0.1.0
 */
export interface Clone {
  readonly id: UserId
  readonly dateCreated: DateTime.Utc
  readonly createdBy: Actor
}

/**
 * A trust of one trustor and one trustee.
 * @category models
 * @since 0.1.0
 */
export interface Trust {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
  readonly settings: TrustSettings
  readonly dateCreated: DateTime.Utc
  readonly createdBy: Actor
  readonly users: Ordered.Ordered<UserId, Member<UserId>>
  readonly groups: Ordered.Ordered<GroupId, Member<GroupId>>
  /** Absent until the first user is cloned. */
  readonly clones?: Ordered.Ordered<UserId, Clone>
  /** What its people have by default; absent where the trust came from a pairing. */
  readonly defaults?: TrustDefaults
}

/**
 * The events so far, newest first.
 * @category models
 * @since 0.1.0
 */
export interface Trail {
  readonly latest: Event
  readonly earlier: Trail | undefined
}

/**
 * Which pairings and trusts there are.
 * @category models
 * @since 0.1.0
 */
export interface State {
  readonly pairings: HashMap.HashMap<PairingId, PairingState>
  /** By trustor, the trusts with its trustees. */
  readonly byTrustor: HashMap.HashMap<OrganizationId, Ordered.Ordered<OrganizationId, Trust>>
  /** By trustee, the ids of its trustors. */
  readonly byTrustee: HashMap.HashMap<OrganizationId, Ordered.Ordered<OrganizationId, OrganizationId>>
  readonly trail: Trail | undefined
}

/**
 * Before anything happened.
 * @category constants
 * @since 0.1.0
 */
export const empty: State = {
  pairings: HashMap.empty(),
  byTrustor: HashMap.empty(),
  byTrustee: HashMap.empty(),
  trail: undefined,
}

/**
 * A pairing by its id.
 * @category functions
 * @since 0.1.0
 */
export const pairing = (state: State, id: PairingId): PairingState | undefined =>
  Option.getOrUndefined(HashMap.get(state.pairings, id))

/**
 * Whether a pairing can still be used and read.
 * @category predicates
 * @since 0.1.0
 */
export const isPairingOpen = (profile: Profile, candidate: PairingState, now: DateTime.Utc): boolean =>
  !candidate.used && DateTime.isLessThan(now, DateTime.addDuration(candidate.dateCreated, profile.pairingLifetime))

const none = Ordered.empty<OrganizationId, never>()

/**
 * The trusts that let others into an organization, by trustee.
 * @category functions
 * @since 0.1.0
 */
export const trusteesOf = (state: State, trustorOrgId: OrganizationId): Ordered.Ordered<OrganizationId, Trust> =>
  Option.getOrElse(HashMap.get(state.byTrustor, trustorOrgId), () => none)

/**
 * The ids of the organizations that let an organization in.
 * @category functions
 * @since 0.1.0
 */
export const trustorsOf = (
  state: State,
  trusteeOrgId: OrganizationId,
): Ordered.Ordered<OrganizationId, OrganizationId> =>
  Option.getOrElse(HashMap.get(state.byTrustee, trusteeOrgId), () => none)

/**
 * The trust of a trustor with a trustee.
 * @category functions
 * @since 0.1.0
 */
export const trust = (state: State, trustorOrgId: OrganizationId, trusteeOrgId: OrganizationId): Trust | undefined =>
  Ordered.get(trusteesOf(state, trustorOrgId), trusteeOrgId)

/**
 * All trusts.
 * @category functions
 * @since 0.1.0
 */
export const trusts = (state: State): ReadonlyArray<Trust> =>
  Array.from(HashMap.values(state.byTrustor)).flatMap((trustees) => Ordered.values(trustees))

/**
 * The events, oldest first.
 * @category functions
 * @since 0.1.0
 */
export const events = (state: State): ReadonlyArray<Event> => {
  const found: Array<Event> = []
  for (let trail = state.trail; trail !== undefined; trail = trail.earlier) found.push(trail.latest)
  return found.reverse()
}

/**
 * With a trust as given, new or changed; both organizations see it.
 * @category functions
 * @since 0.1.0
 */
export const setTrust = (state: State, changed: Trust): State => ({
  ...state,
  byTrustor: HashMap.set(
    state.byTrustor,
    changed.trustorOrgId,
    Ordered.set(trusteesOf(state, changed.trustorOrgId), changed.trusteeOrgId, changed),
  ),
  byTrustee: HashMap.set(
    state.byTrustee,
    changed.trusteeOrgId,
    Ordered.set(trustorsOf(state, changed.trusteeOrgId), changed.trustorOrgId, changed.trustorOrgId),
  ),
})

/**
 * Without the trust, for both organizations.
 * @category functions
 * @since 0.1.0
 */
export const removeTrust = (state: State, trustorOrgId: OrganizationId, trusteeOrgId: OrganizationId): State => ({
  ...state,
  byTrustor: HashMap.set(state.byTrustor, trustorOrgId, Ordered.remove(trusteesOf(state, trustorOrgId), trusteeOrgId)),
  byTrustee: HashMap.set(state.byTrustee, trusteeOrgId, Ordered.remove(trustorsOf(state, trusteeOrgId), trustorOrgId)),
})

/**
 * The users of a trust, in the order in which they joined.
 * @category functions
 * @since 0.1.0
 */
export const usersOf = (current: Trust): ReadonlyArray<Member<UserId>> => Ordered.values(current.users)

/**
 * The clones of a trust, in the order in which they were made.
 * @category functions
 * @since 0.1.0
 */
export const clonesOf = ({ clones }: Trust): ReadonlyArray<Clone> =>
  clones === undefined ? [] : Ordered.values(clones)

/**
 * The trust with exactly these users.
 * @category functions
 * @since 0.1.0
 */
export const withUsers = (current: Trust, users: ReadonlyArray<Member<UserId>>): Trust => ({
  ...current,
  users: Ordered.fromIterable(users.map((user) => [user.id, user])),
})

/**
 * The groups of a trust, in the order in which they joined.
 * @category functions
 * @since 0.1.0
 */
export const groupsOf = (current: Trust): ReadonlyArray<Member<GroupId>> => Ordered.values(current.groups)

/**
 * The trust with exactly these groups.
 * @category functions
 * @since 0.1.0
 */
export const withGroups = (current: Trust, groups: ReadonlyArray<Member<GroupId>>): Trust => ({
  ...current,
  groups: Ordered.fromIterable(groups.map((group) => [group.id, group])),
})
