/**
 * Steps and observations that laws of cloned users share.
 */
import * as Effect from "effect/Effect"
import type { ClonedUser } from "@org-trust/core/ClonedUser"
import type { Lab } from "./Lab.ts"
import { hasGroup } from "./abilities.ts"
import type { Attempt } from "./Attempt.ts"
import type { BoundTrust } from "./BoundTrust.ts"
import { anotherUser, type Insider, some, someInsider, someRoleWith } from "./choices.ts"
import { ids, same } from "./expectations.ts"
import { makeTrust } from "./letIn.ts"
import type { Newcomer } from "./TrustStart.ts"
import { groups, users } from "./MemberKind.ts"

/** What laws of clones need: clones as the trustee makes and sees them. */
export const cloneGroups = ["Pairings", "Trustees", "TrustorClonedUsers"] as const

/** The same, and clones as the trustor sees them. */
export const cloneGroupsOfBoth = [...cloneGroups, "TrusteeClonedUsers"] as const

/** The clones of a trust, as somebody makes and sees them who manages its users for the trustee. */
export interface Clones {
  readonly trust: BoundTrust
  readonly manager: Insider
  /** Who manages, as the trust began with. */
  readonly managing: Newcomer
  readonly create: (id: string) => Attempt<ClonedUser>
  readonly get: (id: string) => Attempt<ClonedUser>
  readonly remove: (id: string) => Attempt<void>
}

/** A trust with somebody who manages it for the trustee, and with others without roles, users and groups. */
export const openClones = Effect.fnUntraced(function* (
  lab: Lab,
  manager: Insider,
  start: { readonly users?: ReadonlyArray<Newcomer>; readonly groups?: ReadonlyArray<Newcomer> } = {},
) {
  const actions = ["view", "add", "delete"] as const
  const role = yield* someRoleWith(
    lab.cast.trustor,
    ...users.permissions(...actions),
    ...groups.permissions("add", "delete"),
  )
  const managing = { id: manager.id, roleIds: [role.id] }
  const trust = yield* makeTrust(lab, { ...start, users: [managing, ...(start.users ?? [])] })
  const clones: Clones = {
    trust,
    manager,
    managing,
    create: (id) => trust.clone(id).ofTrustee.create.as(manager.client),
    get: (id) => trust.clone(id).ofTrustee.get.as(manager.client),
    remove: (id) => trust.clone(id).ofTrustee.remove.as(manager.client),
  }
  return clones
})

/** A trust with a manager, and with another user, who has no roles. */
export const openClonesWithUser = Effect.fnUntraced(function* (
  lab: Lab,
  input: { readonly manager: number; readonly user: number },
) {
  const manager = yield* someInsider(lab.cast.trustee, input.manager)
  const { id } = yield* anotherUser(lab, input.user, manager.id)
  return { id, clones: yield* openClones(lab, manager, { users: [{ id }] }) }
})

/** A manager of the trustee, and a group of it with another active member. */
export const someGroupOfOthers = Effect.fnUntraced(function* (
  { cast }: Lab,
  input: { readonly manager: number; readonly group: number },
) {
  const { activeUsers, organization } = cast.trustee
  const manager = yield* someInsider(cast.trustee, input.manager)
  const candidates = organization.groups.flatMap((group) =>
    activeUsers.flatMap(({ id }) => (id !== manager.id && group.memberIds.includes(id) ? [{ group, id }] : [])),
  )
  const { group, id } = yield* some(candidates, input.group, "group of the trustee with another active member")
  return { manager, group, id }
})

/** Both organizations have to see just these clones. */
export const clonesAre = Effect.fnUntraced(function* ({ manager, trust }: Clones, ...expected: ReadonlyArray<string>) {
  const { lab } = trust
  const views = [
    { of: "trustee", clones: trust.ofTrustee.clones.as(manager.client) },
    ...(hasGroup(lab, "TrusteeClonedUsers") ? [{ of: "trustor", clones: trust.clones }] : []),
  ]
  for (const { clones, of } of views) {
    const listing = yield* clones
    yield* same(ids(listing.entities), [...expected].sort(), `The clones that the ${of} sees`)
    yield* same(listing.total ?? expected.length, expected.length, `The number of clones that the ${of} is told`)
  }
})
