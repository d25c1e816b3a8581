/**
 * How trusts come about: one organization asks, another lets it in.
 */
import * as Effect from "effect/Effect"
import { GroupIdParam, UserIdParam } from "@org-trust/core/Identifiers"
import type { TrustGroupMemberCreate, TrustMemberCreate, Trustee } from "@org-trust/core/Trustee"
import type { Lab } from "./Lab.ts"
import type { NotApplicable, Violation } from "../Violation.ts"
import { type BoundTrust, trustOf } from "./BoundTrust.ts"
import { type Insider, needRoom, someRoleWith } from "./choices.ts"
import type { MemberKind } from "./MemberKind.ts"
import type { Newcomer, TrustStart } from "./TrustStart.ts"

/** The users and groups of a start, as creating a trust takes them. */
export const membersOf = ({
  groups = [],
  users = [],
}: Pick<TrustStart, "users" | "groups">): {
  readonly users: ReadonlyArray<TrustMemberCreate>
  readonly groups: ReadonlyArray<TrustGroupMemberCreate>
} => ({
  users: users.map((user) => ({ ...user, id: UserIdParam.make(user.id) })),
  groups: groups.map((group) => ({ ...group, id: GroupIdParam.make(group.id) })),
})

/** The trustee asks for its users, or else its groups; the trustor agrees: there is a trust. */
export const letIn = Effect.fnUntraced(function* (
  trust: BoundTrust,
  { groups, users, ...settings }: TrustStart,
): Effect.fn.Return<Trustee, Violation | NotApplicable> {
  const members = membersOf({ ...(users !== undefined && { users }), ...(groups !== undefined && { groups }) })
  yield* needRoom(trust.lab, members.users.length + members.groups.length)
  const userIds = members.users.map(({ id }) => id)
  const { id: pairingId } = yield* trust.ask(
    userIds.length > 0 ? { userIds } : { groupIds: members.groups.map(({ id }) => id) },
  )
  return yield* trust.create({ enabled: true, ...settings, ...members, pairingId })
})

/** A trust of the cast's trustor with its trustee. */
export const makeTrust = Effect.fnUntraced(function* (lab: Lab, start: TrustStart) {
  const trust = trustOf(lab)
  yield* letIn(trust, start)
  return trust
})

/** A trust with a user who manages the members of a kind for the trustee, and with some of these members. */
export const makeManagedTrust = Effect.fnUntraced(function* (
  lab: Lab,
  kind: MemberKind,
  manager: Insider,
  members: ReadonlyArray<Newcomer> = [],
) {
  // Whoever manages members needs room for one.
  yield* needRoom(lab, Math.max(members.length, 1) + 1)
  const role = yield* someRoleWith(lab.cast.trustor, ...kind.permissions("view", "add", "delete"))
  const { groups, users = [] } = kind.start(members)
  const trust = yield* makeTrust(lab, {
    users: [{ id: manager.id, roleIds: [role.id] }, ...users],
    ...(groups !== undefined && { groups }),
  })
  return { role, trust }
})
