/**
 * When a step's turn has come: what there is now, for the step's numbers to point
 * at. Every lookup has an answer; where there is nothing to point at, it is an id
 * that names nothing.
 */
import type * as DateTime from "effect/DateTime"
import * as HashMap from "effect/HashMap"
import { DivisionId, GroupId, OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { TrustEvent } from "@org-trust/core/lifecycle/Event"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { events, type PairingState, type State, type Trust, trust, trusts } from "@org-trust/core/lifecycle/State"
import type { Principal } from "@org-trust/core/Principal"
import { pick } from "../Numbers.ts"
import { nobody, readableId } from "../ReadableId.ts"

/** What there is when a step's turn has come. */
export interface Moment extends Environment {
  readonly state: State
  readonly now: DateTime.Utc
  /** How many requests were made before; makes ids new. */
  readonly count: number
  /** Who there is to call. Without it anybody of the world calls, with any permissions. */
  readonly principals?: ReadonlyArray<Principal>
}

/** The two sides of a trust, whether there is one or not. */
export interface Place {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
}

/** Ids that name nothing. */
export const unknown = {
  organizationId: OrganizationId.make(readableId(nobody, "organization", 0)),
  userId: UserId.make(readableId(nobody, "user", 1)),
  groupId: GroupId.make(readableId(nobody, "group", 1)),
  roleId: RoleId.make(readableId(nobody, "role", 1)),
  pairingId: PairingId.make(readableId(nobody, "pairing", 0)),
  divisionId: DivisionId.make(readableId(nobody, "division", 1)),
} as const

/** Strings that cannot be ids, for where the API takes any string. */
export const malformed = ["not-a-uuid", "0", "no such id", "ä/ö?#%"] as const

/** One decimal digit of a step's number, so that one number can decide several things. */
export const digit = (number: number, place: 0 | 1 | 2): number => Math.floor(number / 10 ** place) % 10

/** Factors modulo a prime above all numbers of a step: the least with which choices of up to twelve do not go together. */
const turns = [12, 212, 354] as const

/**
 * Another number out of one number of a step, as if it had been drawn as well: what two
 * choices come to does not go together then. 0 stays 0, the plainest.
 */
export const another = (number: number, turn: 0 | 1 | 2): number => (number * turns[turn]) % 1009

/** All organizations. */
export const organizationIds = ({ world }: Moment): ReadonlyArray<OrganizationId> =>
  Array.from(world.values(), ({ organization }) => organization.id)

/** The active users of an organization. */
export const activeUsers = ({ world }: Moment, organizationId: OrganizationId): ReadonlyArray<UserId> =>
  (world.get(organizationId)?.organization.users ?? []).flatMap(({ id, state }) => (state === "active" ? [id] : []))

/** A user of an organization who is not active. */
export const inactiveUser = ({ world }: Moment, organizationId: OrganizationId, number: number): UserId =>
  pick(world.get(organizationId)?.organization.users.filter(({ state }) => state !== "active") ?? [], number)?.id ??
  unknown.userId

/** The facts of some organization other than this one. */
export const otherFacts = ({ world }: Moment, organizationId: OrganizationId, number: number) =>
  pick(
    Array.from(world.values()).filter(({ organization }) => organization.id !== organizationId),
    number,
  )?.organization

/** Two different organizations, if there are two. */
export const anyPlace = (moment: Moment, number: number): Place => {
  const all = organizationIds(moment)
  const trustorOrgId = pick(all, number) ?? unknown.organizationId
  const others = all.filter((id) => id !== trustorOrgId)
  return { trustorOrgId, trusteeOrgId: pick(others, Math.floor(number / all.length)) ?? unknown.organizationId }
}

/** Whether there is a trust at the place. */
export const hasTrust = ({ state }: Moment, { trusteeOrgId, trustorOrgId }: Place): boolean =>
  trust(state, trustorOrgId, trusteeOrgId) !== undefined

/** The place of some trust; of none, if there are none. */
export const trustPlace = (
  moment: Moment,
  number: number,
  isMeant: (candidate: Trust) => boolean = () => true,
): Place => {
  const all = trusts(moment.state)
  return pick(all.filter(isMeant), number) ?? pick(all, number) ?? anyPlace(moment, number)
}

/** Something that happened to a trust. */
export const someTrustEvent = ({ state }: Moment, number: number): TrustEvent | undefined =>
  pick(
    events(state).flatMap((event) => (event._tag === "PairingCreated" ? [] : [event])),
    number,
  )

/** The pairings that are so. */
export const pairings = (
  { state }: Moment,
  isMeant: (candidate: PairingState) => boolean,
): ReadonlyArray<PairingState> => Array.from(HashMap.values(state.pairings)).filter(isMeant)
