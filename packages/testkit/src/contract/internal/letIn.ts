/**
 * How trusts come about: one organization asks, another lets it in.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { GroupIdParam, UserIdParam } from "@org-trust/core/Identifiers"
import type { TrustGroupMemberCreate, TrustMemberCreate, Trustee } from "@org-trust/core/Trustee"
import type { Lab } from "./Lab.ts"
import type { NotApplicable, Violation } from "../Violation.ts"
import { hasOperation, someoneWhoMay } from "./abilities.ts"
import { attempt } from "./Attempt.ts"
import { type BoundTrust, trustOf, underId } from "./BoundTrust.ts"
import { careOf, given, justDefault } from "./care.ts"
import { ids } from "./expectations.ts"
import { wholeOf } from "./listing.ts"
import { type Insider, needRoom, someRoleWith } from "./choices.ts"
import type { MemberKind } from "./MemberKind.ts"
import type { Newcomer, TrustStart } from "./TrustStart.ts"

/** What it means to leave a flag out is not documented. */
const nothing = { assignDefaultRole: false, autoExpire: false, assignFullAccess: false, allowTrustedUserAccess: false }

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

/** The trusts that the trustor makes by letting Customer Care in; none where it is refused. */
const openToCare = Effect.fnUntraced(function* (
  { lab, trustor }: BoundTrust,
  operation: "DefaultTrusts.create" | "CareTrusts.create",
): Effect.fn.Return<ReadonlyArray<Trustee>, NotApplicable> {
  if (!hasOperation(lab, operation)) return []
  const maker = someoneWhoMay(lab, trustor, operation)
  if (operation === "DefaultTrusts.create") {
    const made = yield* attempt(lab, maker, operation, justDefault(nothing)).result
    return Result.isSuccess(made) ? [made.success] : []
  }
  const made = yield* attempt(lab, maker, operation, given(nothing)).result
  return Result.isSuccess(made) ? made.success.entities : []
})

/** The trust with its trustee, of those made in one of these ways, and no other of them. */
const withTrusteeAlone = Effect.fnUntraced(function* (
  trust: BoundTrust,
): Effect.fn.Return<Trustee | undefined, Violation | NotApplicable> {
  const isMeant = ({ id }: Trustee) => id === trust.trustee.organization.id
  for (const operation of ["DefaultTrusts.create", "CareTrusts.create"] as const) {
    const made = yield* openToCare(trust, operation)
    for (const { id } of made.filter((each) => !isMeant(each))) {
      yield* trustOf(trust.lab, trust.trustor, underId(trust.trustee, id)).remove
    }
    const meant = made.find(isMeant)
    if (meant !== undefined) return meant
  }
  return undefined
})

/** The trustor lets Customer Care in, and then whoever is to be in the trust; nothing where that makes no trust. */
const letCareIn = Effect.fnUntraced(function* (
  trust: BoundTrust,
  { dateExpired, enabled = true, groups = [], users = [] }: TrustStart,
): Effect.fn.Return<Trustee | undefined, Violation | NotApplicable> {
  const there = ids(yield* wholeOf(trust.lab, trust.trustees))
  // Another one of Customer Care would be answered as well, and look as if it had been made.
  if (careOf(trust.lab).some(({ id }) => there.includes(id))) return undefined
  const made = yield* withTrusteeAlone(trust)
  if (made === undefined) return undefined
  for (const { id, ...joining } of users) yield* trust.user(id).add(joining)
  for (const { id, ...joining } of groups) yield* trust.group(id).add(joining)
  return enabled && dateExpired === undefined
    ? made
    : yield* trust.update({ enabled, ...(dateExpired !== undefined && { dateExpired }) })
})

/** There is a trust: the trustee asks for its users, or else its groups, and the trustor agrees; or it lets Customer Care in. */
export const letIn = Effect.fnUntraced(function* (
  trust: BoundTrust,
  start: TrustStart,
): Effect.fn.Return<Trustee, Violation | NotApplicable> {
  const { groups, users, ...settings } = start
  const members = membersOf({ ...(users !== undefined && { users }), ...(groups !== undefined && { groups }) })
  yield* needRoom(trust.lab, members.users.length + members.groups.length)
  if (trust.lab.byCare && trust.trustee.organization.isCare === true) {
    const made = yield* letCareIn(trust, start)
    if (made !== undefined) return made
  }
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
