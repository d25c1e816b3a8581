/**
 * The operations on one trust and its members, bound to the two organizations: as the
 * trustor asks for them, by somebody of it who may, and as the trustee does.
 */
import type { ClonedUser, ClonedUserEntityListing } from "@org-trust/core/ClonedUser"
import type { RoleDivisionPair } from "@org-trust/core/Division"
import type { TrustGroup } from "@org-trust/core/Group"
import { GroupIdParam, type OrganizationId, type RoleId, UserIdParam } from "@org-trust/core/Identifiers"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { Page, PageRequest } from "@org-trust/core/Page"
import type { TrustRequest, TrustRequestCreate } from "@org-trust/core/Pairing"
import type { TrustCreate, Trustee, TrustMemberCreate, TrustUpdate } from "@org-trust/core/Trustee"
import type { Trustor } from "@org-trust/core/Trustor"
import type { TrustUser } from "@org-trust/core/TrustUser"
import type { UserAuthorization } from "@org-trust/core/UserAuthorization"
import type { Party } from "../Cast.ts"
import type { Lab } from "./Lab.ts"
import { someoneWhoMay } from "./abilities.ts"
import { type Attempt, attempt } from "./Attempt.ts"
import { pageSizeOf } from "./listing.ts"

/** What a member joins with. */
export type Joining = Omit<TrustMemberCreate, "id">

/** A member of a trust as it is answered. */
export type Joined = TrustUser | TrustGroup

/** A page of a listing; the largest that is asked for, unless told otherwise. */
export type Listing<A> = (page?: PageRequest) => Attempt<Page<A>>

/** The operations on one user or group, who may be in the trust or not. */
export interface BoundMember {
  readonly id: string
  readonly add: (joining?: Joining) => Attempt<Joined>
  readonly get: Attempt<Joined>
  readonly remove: Attempt<void>
  readonly roles: Attempt<UserAuthorization>
  readonly replaceRoles: (roleIds: ReadonlyArray<RoleId>) => Attempt<UserAuthorization>
  readonly clearRoles: Attempt<void>
  readonly replaceRoleDivisions: (grants: ReadonlyArray<RoleDivisionPair>) => Attempt<UserAuthorization>
  /** The same member as the trustee sees it; nobody of it may ask for this but by the trustor's leave. */
  readonly ofTrustee: { readonly add: Attempt<Joined>; readonly get: Attempt<Joined>; readonly remove: Attempt<void> }
}

/** The operations on the clone of one user. */
export interface BoundClone {
  readonly remove: Attempt<void>
  readonly ofTrustee: {
    readonly create: Attempt<ClonedUser>
    readonly get: Attempt<ClonedUser>
    readonly remove: Attempt<void>
  }
}

/** The operations on one trust. */
export interface BoundTrust {
  readonly lab: Lab
  readonly trustor: Party
  readonly trustee: Party
  /** The trustee asks for access. */
  readonly ask: (request: TrustRequestCreate) => Attempt<TrustRequest>
  readonly create: (start: TrustCreate) => Attempt<Trustee>
  /** All that the trustor lets in. */
  readonly trustees: Listing<Trustee>
  readonly get: Attempt<Trustee>
  readonly update: (settings: TrustUpdate) => Attempt<Trustee>
  readonly remove: Attempt<void>
  readonly users: Listing<TrustUser>
  readonly groups: Listing<TrustGroup>
  readonly clones: Attempt<ClonedUserEntityListing>
  readonly user: (id: string) => BoundMember
  readonly group: (id: string) => BoundMember
  readonly clone: (id: string) => BoundClone
  /** The trust as the trustee sees it. */
  readonly ofTrustee: {
    /** All that let the trustee in. */
    readonly trustors: Listing<Trustor>
    readonly get: Attempt<Trustor>
    readonly remove: Attempt<void>
    readonly users: Listing<TrustUser>
    readonly groups: Listing<TrustGroup>
    readonly clones: Attempt<ClonedUserEntityListing>
  }
}

/** Asks for an operation. */
type Ask = <K extends OperationName>(operation: K, input: OperationInput<K>) => Attempt<OperationOutput<K>>

/** Both sides of a trust: who asks, and under which id they find it. */
interface Sides {
  readonly host: Ask
  readonly guest: Ask
  readonly here: { readonly trusteeOrgId: OrganizationId }
  readonly there: { readonly trustorOrgId: OrganizationId }
}

const boundUser = ({ guest, here, host, there }: Sides, text: string): BoundMember => {
  const id = UserIdParam.make(text)
  const user = { ...here, trusteeUserId: id }
  const seen = { ...there, trusteeUserId: id }
  return {
    id,
    add: (joining = {}) => host("TrusteeUsers.add", { ...here, payload: { id, ...joining } }),
    get: host("TrusteeUsers.get", user),
    remove: host("TrusteeUsers.remove", user),
    roles: host("TrusteeUserRoles.get", user),
    replaceRoles: (payload) => host("TrusteeUserRoles.replace", { ...user, payload }),
    clearRoles: host("TrusteeUserRoles.clear", user),
    replaceRoleDivisions: (grants) => host("TrusteeUserRoleDivisions.replace", { ...user, payload: { grants } }),
    ofTrustee: {
      add: guest("TrustorUsers.add", seen),
      get: guest("TrustorUsers.get", seen),
      remove: guest("TrustorUsers.remove", seen),
    },
  }
}

const boundGroup = ({ guest, here, host, there }: Sides, text: string): BoundMember => {
  const id = GroupIdParam.make(text)
  const group = { ...here, trusteeGroupId: id }
  const seen = { ...there, trustorGroupId: id }
  return {
    id,
    add: (joining = {}) => host("TrusteeGroups.add", { ...here, payload: { id, ...joining } }),
    get: host("TrusteeGroups.get", group),
    remove: host("TrusteeGroups.remove", group),
    roles: host("TrusteeGroupRoles.get", group),
    replaceRoles: (payload) => host("TrusteeGroupRoles.replace", { ...group, payload }),
    clearRoles: host("TrusteeGroupRoles.clear", group),
    replaceRoleDivisions: (grants) => host("TrusteeGroupRoleDivisions.replace", { ...group, payload: { grants } }),
    ofTrustee: {
      add: guest("TrustorGroups.add", seen),
      get: guest("TrustorGroups.get", seen),
      remove: guest("TrustorGroups.remove", seen),
    },
  }
}

const boundClone = ({ guest, here, host, there }: Sides, text: string): BoundClone => {
  const seen = { ...there, trusteeUserId: UserIdParam.make(text) }
  return {
    remove: host("TrusteeClonedUsers.remove", { ...here, trusteeUserId: UserIdParam.make(text) }),
    ofTrustee: {
      create: guest("TrustorClonedUsers.create", seen),
      get: guest("TrustorClonedUsers.get", seen),
      remove: guest("TrustorClonedUsers.remove", seen),
    },
  }
}

/** The trust of two organizations, which may be there or not; of the cast's, unless told otherwise. */
export const trustOf = (lab: Lab, trustor: Party = lab.cast.trustor, trustee: Party = lab.cast.trustee): BoundTrust => {
  const host: Ask = (operation, input) => attempt(lab, someoneWhoMay(lab, trustor, operation), operation, input)
  const guest: Ask = (operation, input) => attempt(lab, trustee.admin, operation, input)
  const here = { trusteeOrgId: trustee.organization.id }
  const there = { trustorOrgId: trustor.organization.id }
  const sides: Sides = { host, guest, here, there }
  const whole = { pageSize: pageSizeOf(lab) }
  return {
    lab,
    trustor,
    trustee,
    ask: (payload) => guest("Pairings.create", { payload }),
    create: (payload) => host("Trustees.create", { payload }),
    trustees: (page = whole) => host("Trustees.list", page),
    get: host("Trustees.get", here),
    update: (payload) => host("Trustees.update", { ...here, payload }),
    remove: host("Trustees.remove", here),
    users: (page = whole) => host("TrusteeUsers.list", { ...here, ...page }),
    groups: (page = whole) => host("TrusteeGroups.list", { ...here, ...page }),
    clones: host("TrusteeClonedUsers.list", here),
    user: (id) => boundUser(sides, id),
    group: (id) => boundGroup(sides, id),
    clone: (id) => boundClone(sides, id),
    ofTrustee: {
      trustors: (page = whole) => guest("Trustors.list", page),
      get: guest("Trustors.get", there),
      remove: guest("Trustors.remove", there),
      users: (page = whole) => guest("TrustorUsers.list", { ...there, ...page }),
      groups: (page = whole) => guest("TrustorGroups.list", { ...there, ...page }),
      clones: guest("TrustorClonedUsers.list", there),
    },
  }
}

/** A party under the id of an organization that is not it. */
export const underId = (party: Party, id: OrganizationId): Party => ({
  ...party,
  organization: { ...party.organization, id },
})

/** All that the trustor can ask about a member that is in the trust, or should be. */
export const trustorAttempts = (
  member: BoundMember,
  roleIds: ReadonlyArray<RoleId>,
): ReadonlyArray<Attempt<unknown>> => [
  member.get,
  member.roles,
  member.replaceRoles(roleIds),
  member.clearRoles,
  member.remove,
]

/** All that the trustee can ask about a member of the trust; what takes it out comes last. */
export const trusteeAttempts = ({ ofTrustee }: BoundMember): ReadonlyArray<Attempt<unknown>> => [
  ofTrustee.get,
  ofTrustee.add,
  ofTrustee.remove,
]

/** The four operations on the users of a trustor, about one user. */
export const trustorUserAttempts = (trust: BoundTrust, id: string): ReadonlyArray<Attempt<unknown>> => [
  trust.ofTrustee.users(),
  ...trusteeAttempts(trust.user(id)),
]
