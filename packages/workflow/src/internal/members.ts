/**
 * The members that are asked for, and the calls that let them in and take them out.
 */
import * as Effect from "effect/Effect"
import type { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { newMember } from "@org-trust/core/lifecycle/Grants"
import { TrusteeGroups } from "@org-trust/core/TrusteeGroups"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import type { Grant } from "../Wanted.ts"
import { ifThere } from "./act.ts"

/** Whose trust it is. */
interface Trust {
  readonly trusteeOrgId: OrganizationId
}

/** Who is asked for. */
interface Asked {
  readonly users: ReadonlyArray<{ readonly id: UserId; readonly grants: ReadonlyArray<Grant> }>
  readonly groups: ReadonlyArray<{ readonly id: GroupId; readonly grants: ReadonlyArray<Grant> }>
}

/** A user or a group that is asked for. */
export type Member =
  | { readonly kind: "user"; readonly id: UserId; readonly grants: ReadonlyArray<Grant> }
  | { readonly kind: "group"; readonly id: GroupId; readonly grants: ReadonlyArray<Grant> }

/** Who it is, without the roles. */
export type MemberRef =
  | { readonly kind: "user"; readonly id: UserId }
  | { readonly kind: "group"; readonly id: GroupId }

/** All who are asked for. */
export const membersOf = ({ groups, users }: Asked): ReadonlyArray<Member> => [
  ...users.map((user) => ({ kind: "user", ...user }) as const),
  ...groups.map((group) => ({ kind: "group", ...group }) as const),
]

/** What of a new trust says that a member is in it. */
export const asFirst = (member: Member) =>
  member.kind === "user"
    ? { users: [newMember(member.id, member.grants)] }
    : { groups: [newMember(member.id, member.grants)] }

/** Whether the member is in the trust. */
export const isIn = ({ trusteeOrgId }: Trust, { id, kind }: MemberRef) =>
  Effect.gen(function* () {
    const found =
      kind === "user"
        ? yield* ifThere(TrusteeUsers.use((users) => users.get(trusteeOrgId, id)))
        : yield* ifThere(TrusteeGroups.use((groups) => groups.get(trusteeOrgId, id)))
    return found !== undefined
  })

/** Lets the member in, with its roles. */
export const letIn = ({ trusteeOrgId }: Trust, member: Member) =>
  Effect.gen(function* () {
    if (member.kind === "user") {
      const { grants, id } = member
      yield* TrusteeUsers.use((users) => users.add(trusteeOrgId, newMember(id, grants)))
    } else {
      const { grants, id } = member
      yield* TrusteeGroups.use((groups) => groups.add(trusteeOrgId, newMember(id, grants)))
    }
  })

/** Takes the member out; nothing where it is not in. */
export const takeOut = ({ trusteeOrgId }: Trust, { id, kind }: MemberRef) =>
  Effect.gen(function* () {
    if (kind === "user") yield* ifThere(TrusteeUsers.use((users) => users.remove(trusteeOrgId, id)))
    else yield* ifThere(TrusteeGroups.use((groups) => groups.remove(trusteeOrgId, id)))
  })
