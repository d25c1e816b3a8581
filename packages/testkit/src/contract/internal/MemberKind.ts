/**
 * The two kinds of members of a trust, users and groups: laws are written over a kind,
 * and hold for both.
 */
import * as Effect from "effect/Effect"
import type { OperationGroup } from "../Capabilities.ts"
import type { Cast, Party } from "../Cast.ts"
import type { Lab } from "./Lab.ts"
import type { NotApplicable } from "../Violation.ts"
import type { BoundMember, BoundTrust, Joined, Listing } from "./BoundTrust.ts"
import { type Insider, insidersOf, needRoom, some, someOf } from "./choices.ts"
import { ids } from "./expectations.ts"
import { wholeOf } from "./listing.ts"
import type { Newcomer, TrustStart } from "./TrustStart.ts"

/** A user or a group at home. */
export interface Candidate {
  readonly id: string
  readonly name: string
}

/** A kind of members of a trust. */
export interface MemberKind {
  readonly noun: "user" | "group"
  /** The operations on them: which there are, what roles they have, and how the trustee goes about them. */
  readonly services: {
    readonly members: OperationGroup
    readonly roles: OperationGroup
    readonly roleDivisions: OperationGroup
    readonly ofTrustee: OperationGroup
  }
  /** The permissions to view, add, edit and delete them. */
  readonly permissions: (...actions: ReadonlyArray<"view" | "add" | "edit" | "delete">) => ReadonlyArray<string>
  /** Those of an organization that a trust with it can let in. */
  readonly of: (party: Party) => ReadonlyArray<Candidate>
  /** Those that cannot be let in, by the reason. */
  readonly strangers: Readonly<Record<string, (cast: Cast) => ReadonlyArray<{ readonly id: string }>>>
  readonly bound: (trust: BoundTrust, id: string) => BoundMember
  readonly listed: (trust: BoundTrust) => { readonly byTrustor: Listing<Joined>; readonly byTrustee: Listing<Joined> }
  readonly start: (members: ReadonlyArray<Newcomer>) => Pick<TrustStart, "users" | "groups">
  /** Whether a user has what this member is granted. */
  readonly hasPart: (party: Party, id: string, insider: Insider) => boolean
}

/** The users of a trust. */
export const users: MemberKind = {
  noun: "user",
  services: {
    members: "TrusteeUsers",
    roles: "TrusteeUserRoles",
    roleDivisions: "TrusteeUserRoleDivisions",
    ofTrustee: "TrustorUsers",
  },
  permissions: (...actions) => actions.map((action) => `authorization:orgTrusteeUser:${action}`),
  of: ({ activeUsers }) => activeUsers,
  strangers: {
    "of the trustor": ({ trustor }) => trustor.activeUsers,
    "of a third organization": ({ third }) => third.activeUsers,
    inactive: ({ trustee }) => trustee.organization.users.filter(({ state }) => state !== "active"),
  },
  bound: (trust, id) => trust.user(id),
  listed: (trust) => ({ byTrustor: trust.users, byTrustee: trust.ofTrustee.users }),
  start: (members) => ({ users: members }),
  hasPart: (_party, id, insider) => insider.id === id,
}

/** The groups of a trust. */
export const groups: MemberKind = {
  noun: "group",
  services: {
    members: "TrusteeGroups",
    roles: "TrusteeGroupRoles",
    roleDivisions: "TrusteeGroupRoleDivisions",
    ofTrustee: "TrustorGroups",
  },
  permissions: (...actions) => actions.map((action) => `authorization:orgTrusteeGroup:${action}`),
  of: ({ organization }) => organization.groups,
  strangers: {
    "of another organization": ({ third, trustor }) => [...trustor.organization.groups, ...third.organization.groups],
    "a user": ({ trustee }) => trustee.activeUsers,
  },
  bound: (trust, id) => trust.group(id),
  listed: (trust) => ({ byTrustor: trust.groups, byTrustee: trust.ofTrustee.groups }),
  start: (members) => ({ groups: members }),
  hasPart: ({ organization }, id, insider) =>
    organization.groups.some((group) => group.id === id && group.memberIds.includes(insider.id)),
}

/** One of the kinds. */
export const kindOf = (isGroup: boolean): MemberKind => (isGroup ? groups : users)

/** The operations without which there are no trusts. */
export const trusts: ReadonlyArray<OperationGroup> = ["Pairings", "Trustees", "Trustors"]

/** The operations with which members of a kind are let in, granted roles, and seen and managed by the trustee. */
export const allOf = ({ services }: MemberKind): ReadonlyArray<OperationGroup> => [
  ...new Set<OperationGroup>([
    ...trusts,
    users.services.members,
    users.services.roles,
    users.services.ofTrustee,
    services.members,
    services.roles,
    services.ofTrustee,
  ]),
]

/** The operations with which members of a kind are let in and have roles. */
export const withRoles = ({ services }: MemberKind): ReadonlyArray<OperationGroup> => [
  ...new Set<OperationGroup>([...trusts, users.services.members, services.members, services.roles]),
]

/** This many different ones of the trustee that a trust can let in. */
export const someMembers = (
  lab: Lab,
  kind: MemberKind,
  index: number,
  count: number,
  except: ReadonlyArray<string> = [],
): Effect.Effect<ReadonlyArray<Candidate>, NotApplicable> =>
  someOf(lab, kind.of(lab.cast.trustee), index, count, except)

/** One of the trustee that a trust can let in, together with the excepted. */
export const someMember = (lab: Lab, kind: MemberKind, index: number, ...except: ReadonlyArray<string>) =>
  Effect.andThen(
    needRoom(lab, except.length + 1),
    some(
      kind.of(lab.cast.trustee).filter(({ id }) => !except.includes(id)),
      index,
      `${kind.noun} of the trustee`,
    ),
  )

/** A member with a user who has what it is granted, and can call. */
export interface Holder {
  readonly id: string
  readonly caller: Insider
}

/** A member with somebody who has what it is granted, and can call. */
export const someHolder = (
  { cast }: Lab,
  kind: MemberKind,
  index: number,
  isWanted: (holder: Holder) => boolean = () => true,
): Effect.Effect<Holder, NotApplicable> =>
  some(
    kind
      .of(cast.trustee)
      .flatMap(({ id }) =>
        insidersOf(cast.trustee)
          .filter((caller) => kind.hasPart(cast.trustee, id, caller))
          .map((caller) => ({ id, caller })),
      )
      .filter(isWanted),
    index,
    `${kind.noun} of the trustee by which somebody can call`,
  )

/** A client that acts as an active user who has nothing of these members. */
export const someOutsider = (
  { cast }: Lab,
  kind: MemberKind,
  index: number,
  ...memberIds: ReadonlyArray<string>
): Effect.Effect<Insider, NotApplicable> =>
  some(
    insidersOf(cast.trustee).filter((insider) => memberIds.every((id) => !kind.hasPart(cast.trustee, id, insider))),
    index,
    `client of the trustee that acts as a user outside of the ${kind.noun}s`,
  )

/** Ids of the members that the trustor sees. */
export const membersSeen = (trust: BoundTrust, kind: MemberKind) =>
  Effect.map(wholeOf(trust.lab, kind.listed(trust).byTrustor), ids)

/** Ids of the members that somebody of the trustee sees. */
export const membersSeenBy = ({ client }: Insider, trust: BoundTrust, kind: MemberKind) =>
  Effect.map(
    wholeOf(trust.lab, (page) => kind.listed(trust).byTrustee(page).as(client)),
    ids,
  )

/** Ids of the roles that a member has. */
export const rolesOf = (member: BoundMember) => Effect.map(member.roles, ({ roles = [] }) => ids(roles))

/** When a member joined, and by whose hand. */
export const joinedAt = (joined: Joined) =>
  "trustUserDetails" in joined
    ? (joined.trustUserDetails ?? {})
    : "dateCreated" in joined || "createdBy" in joined
      ? { dateCreated: joined.dateCreated, createdBy: joined.createdBy }
      : {}
