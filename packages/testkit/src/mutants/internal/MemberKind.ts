/**
 * The two kinds of members of a trust, as wrong implementations get at them: what makes
 * sense for both exists for both.
 */
import type { OperationName } from "@org-trust/core/Operation"
import type { Request } from "@org-trust/core/lifecycle/Request"
import {
  groupsOf,
  type Member,
  type State,
  type Trust,
  usersOf,
  withGroups,
  withUsers,
} from "@org-trust/core/lifecycle/State"
import { changeTrust, trustFor } from "./steps.ts"

/** What can be wrong about a member who is in the trust. */
export type Facts = Omit<Member<string>, "id">

/** A kind of members of a trust. */
export interface MemberKind {
  readonly noun: "user" | "group"
  readonly of: (current: Trust) => ReadonlyArray<Member<string>>
  /** The trust with each of them changed; one for whom there is nothing is taken out. */
  readonly map: (current: Trust, change: (member: Member<string>) => Partial<Facts> | undefined) => Trust
  /** The trust with those of an earlier one beside its own. */
  readonly union: (current: Trust, earlier: Trust) => Trust
  readonly operations: Readonly<Record<Deed, OperationName>>
}

type Deed =
  | "list"
  | "add"
  | "get"
  | "remove"
  | "roles"
  | "replaceRoles"
  | "clearRoles"
  | "replaceRoleDivisions"
  | DeedOfTrustee
type DeedOfTrustee = "listByTrustee" | "addByTrustee" | "getByTrustee" | "removeByTrustee"

const changed = <Id extends string>(
  members: ReadonlyArray<Member<Id>>,
  change: (member: Member<string>) => Partial<Facts> | undefined,
): ReadonlyArray<Member<Id>> =>
  members.flatMap((member) => {
    const facts = change(member)
    return facts === undefined ? [] : [{ ...member, ...facts }]
  })

/** Those of an earlier list that are not in this one, after these. */
const together = <Id extends string>(members: ReadonlyArray<Member<Id>>, earlier: ReadonlyArray<Member<Id>>) => [
  ...members,
  ...earlier.filter(({ id }) => members.every((member) => member.id !== id)),
]

/** The users of a trust. */
export const users: MemberKind = {
  noun: "user",
  of: usersOf,
  map: (current, change) => withUsers(current, changed(usersOf(current), change)),
  union: (current, earlier) => withUsers(current, together(usersOf(current), usersOf(earlier))),
  operations: {
    list: "TrusteeUsers.list",
    add: "TrusteeUsers.add",
    get: "TrusteeUsers.get",
    remove: "TrusteeUsers.remove",
    roles: "TrusteeUserRoles.get",
    replaceRoles: "TrusteeUserRoles.replace",
    clearRoles: "TrusteeUserRoles.clear",
    replaceRoleDivisions: "TrusteeUserRoleDivisions.replace",
    listByTrustee: "TrustorUsers.list",
    addByTrustee: "TrustorUsers.add",
    getByTrustee: "TrustorUsers.get",
    removeByTrustee: "TrustorUsers.remove",
  },
}

/** The groups of a trust. */
export const groups: MemberKind = {
  noun: "group",
  of: groupsOf,
  map: (current, change) => withGroups(current, changed(groupsOf(current), change)),
  union: (current, earlier) => withGroups(current, together(groupsOf(current), groupsOf(earlier))),
  operations: {
    list: "TrusteeGroups.list",
    add: "TrusteeGroups.add",
    get: "TrusteeGroups.get",
    remove: "TrusteeGroups.remove",
    roles: "TrusteeGroupRoles.get",
    replaceRoles: "TrusteeGroupRoles.replace",
    clearRoles: "TrusteeGroupRoles.clear",
    replaceRoleDivisions: "TrusteeGroupRoleDivisions.replace",
    listByTrustee: "TrustorGroups.list",
    addByTrustee: "TrustorGroups.add",
    getByTrustee: "TrustorGroups.get",
    removeByTrustee: "TrustorGroups.remove",
  },
}

/** Both kinds. */
export const kinds: ReadonlyArray<MemberKind> = [users, groups]

/** The operations by which the trustee goes about members of a kind. */
export const byTrustee = ({ operations }: MemberKind): ReadonlyArray<OperationName> => [
  operations.listByTrustee,
  operations.getByTrustee,
  operations.addByTrustee,
  operations.removeByTrustee,
]

/** Id of the member that a request names. */
export const memberIdOf = ({ input }: Request): string | undefined => {
  if ("trusteeUserId" in input) return input.trusteeUserId
  if ("trusteeGroupId" in input) return input.trusteeGroupId
  if ("trustorGroupId" in input) return input.trustorGroupId
  return "payload" in input && "id" in input.payload ? input.payload.id : undefined
}

/** The member that a request names, where it is in the trust. */
export const memberFor = (state: State, request: Request, kind: MemberKind): Member<string> | undefined => {
  const current = trustFor(state, request)
  const id = memberIdOf(request)
  return current === undefined ? undefined : kind.of(current).find((member) => member.id === id)
}

/** The state with the member that a request names changed, or taken out. */
export const changeMember = (
  state: State,
  request: Request,
  kind: MemberKind,
  change: (member: Member<string>) => Partial<Facts> | undefined,
): State => {
  const id = memberIdOf(request)
  return changeTrust(state, request, (current) =>
    kind.map(current, (member) => (member.id === id ? change(member) : member)),
  )
}
