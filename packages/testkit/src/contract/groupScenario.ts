/**
 * Steps and observations that laws about groups share.
 */
import * as Effect from "effect/Effect"
import type { GroupId } from "@org-trust/core/Identifiers"
import type { WorldGroup } from "@org-trust/core/lifecycle/World"
import { isMet } from "@org-trust/core/Permission"
import type { TrustGroupMemberCreate } from "@org-trust/core/Trustee"
import type { OperationGroup } from "./Capabilities.ts"
import { roleWith } from "./Cast.ts"
import type { Lab } from "./Lab.ts"
import {
  accessOf,
  asTrustee,
  asTrustor,
  type Attempt,
  attempt,
  holds,
  ids,
  type Insider,
  insidersOf,
  letIn,
  need,
  outcomeOf,
  pick,
  ruleOf,
  same,
  someInsider,
  someUser,
  wholeOf,
} from "./scenario.ts"
import { NotApplicable, type Violation } from "./Violation.ts"

/** What laws about groups need: groups on both sides, and what groups give. */
export const groupGroups: ReadonlyArray<OperationGroup> = [
  "Pairings",
  "Trustees",
  "Trustors",
  "TrusteeUsers",
  "TrusteeUserRoles",
  "TrustorUsers",
  "TrusteeGroups",
  "TrusteeGroupRoles",
  "TrustorGroups",
]

/** A group of the trustee. */
export const someGroup = (lab: Lab, index: number): Effect.Effect<WorldGroup, NotApplicable> =>
  need(pick(lab.cast.trustee.organization.groups, index), "group of the trustee")

/** Two groups of the trustee. */
export const someGroups = Effect.fnUntraced(function* (
  lab: Lab,
  index: number,
): Effect.fn.Return<readonly [WorldGroup, WorldGroup], NotApplicable> {
  const { groups } = lab.cast.trustee.organization
  if (groups.length < 2) return yield* new NotApplicable({ message: "the trustee has not two groups" })
  return [yield* someGroup(lab, index), yield* someGroup(lab, index + 1)]
})

/** A group of the trustee with a member who can call. */
export const someLivelyGroup = Effect.fnUntraced(function* (
  lab: Lab,
  index: number,
): Effect.fn.Return<{ readonly group: WorldGroup; readonly member: Insider }, NotApplicable> {
  const { trustee } = lab.cast
  const insiders = insidersOf(trustee)
  const lively = trustee.organization.groups.flatMap((group) =>
    insiders.filter(({ id }) => group.memberIds.includes(id)).map((member) => ({ group, member })),
  )
  return yield* need(pick(lively, index), "group of the trustee with a member who is a client")
})

/** A client that acts as an active user who is in none of these groups. */
export const someOutsider = ({ cast }: Lab, index: number, ...groups: ReadonlyArray<WorldGroup>) =>
  need(
    pick(
      insidersOf(cast.trustee).filter(({ id }) => groups.every(({ memberIds }) => !memberIds.includes(id))),
      index,
    ),
    "client that acts as a user outside of the groups",
  )

/** Someone of the trustee who may view, add and remove groups at the trustor, in a trust that is there now. */
export const makeManagedTrust = Effect.fnUntraced(function* (
  lab: Lab,
  index: number,
  groups: ReadonlyArray<TrustGroupMemberCreate> = [],
) {
  const manager = yield* someInsider(lab.cast.trustee, index)
  const wanted = ["view", "add", "delete"].map((action) => `authorization:orgTrusteeGroup:${action}`)
  const role = yield* need(roleWith(lab.cast.trustor, ...wanted), "role of the trustor that permits to manage groups")
  const { trustee, trustor } = lab.cast
  yield* letIn(lab, trustor, trustee, { users: [{ id: manager.id, roleIds: [role.id] }], groups })
  return { manager, role }
})

/** A trust with these groups, and with a user who has no role. */
export const makeTrustWithGroups = Effect.fnUntraced(function* (
  lab: Lab,
  index: number,
  groups: ReadonlyArray<TrustGroupMemberCreate>,
) {
  const user = yield* someUser(lab, index)
  yield* letIn(lab, lab.cast.trustor, lab.cast.trustee, { users: [{ id: user.id }], groups })
  return user
})

/** The groups of the trust as the trustor sees them. */
export const groupsSeenByTrustor = (lab: Lab) =>
  wholeOf(lab, (page) => lab.succeed(lab.cast.trustor.admin, "TrusteeGroups.list", { ...asTrustor(lab), ...page }))

/** The groups of the trust as a user of the trustee sees them. */
export const groupsSeenByTrustee = (lab: Lab, { client }: Insider) =>
  wholeOf(lab, (page) => lab.succeed(client, "TrustorGroups.list", { ...asTrustee(lab), ...page }))

/** Ids of the roles that a group has, as the trustor sees them. */
export const groupRolesOf = (lab: Lab, trusteeGroupId: GroupId) =>
  Effect.map(
    lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoles.get", { ...asTrustor(lab), trusteeGroupId }),
    ({ roles = [] }) => ids(roles),
  )

/** The operations on groups as the trustor asks for them, about one group. */
export const trusteeGroupAttempts = (lab: Lab, trusteeGroupId: GroupId): ReadonlyArray<Attempt> => {
  const trust = asTrustor(lab)
  const group = { ...trust, trusteeGroupId }
  return [
    attempt(lab, "TrusteeGroups.list", trust),
    attempt(lab, "TrusteeGroups.add", { ...trust, payload: { id: trusteeGroupId } }),
    attempt(lab, "TrusteeGroups.get", group),
    attempt(lab, "TrusteeGroupRoles.get", group),
    attempt(lab, "TrusteeGroupRoles.replace", { ...group, payload: [] }),
    attempt(lab, "TrusteeGroupRoles.clear", group),
    attempt(lab, "TrusteeGroups.remove", group),
  ]
}

/** The operations on groups as the trustee asks for them, about one group. */
export const trustorGroupAttempts = (lab: Lab, trustorGroupId: GroupId): ReadonlyArray<Attempt> => {
  const trust = asTrustee(lab)
  const group = { ...trust, trustorGroupId }
  return [
    attempt(lab, "TrustorGroups.list", trust),
    attempt(lab, "TrustorGroups.get", group),
    attempt(lab, "TrustorGroups.add", group),
    attempt(lab, "TrustorGroups.remove", group),
  ]
}

/**
 * Fails unless the user may do exactly this in the trustor organization, as far as
 * the user can be seen to: by listing users and groups there, and by what the trustor
 * is told to permit.
 */
export const accessIs = Effect.fnUntraced(function* (
  lab: Lab,
  { client }: Insider,
  permissions: ReadonlyArray<string>,
  what: string,
): Effect.fn.Return<void, Violation> {
  const lists = [attempt(lab, "TrustorUsers.list", asTrustee(lab)), attempt(lab, "TrustorGroups.list", asTrustee(lab))]
  for (const { by, operation } of lists) {
    const may = isMet(ruleOf(lab, operation), (permission) => permissions.includes(permission))
    const expected = may ? "Success" : "MissingTrustorPermissions"
    const outcome = outcomeOf(yield* by(client))
    yield* holds(outcome === expected, `${what}: ${operation} has to come to ${expected}, but came to ${outcome}`)
  }
  if (client.permissions.includes("authorization:orgTrustor:view")) {
    yield* same(yield* accessOf(lab, client), permissions, what)
  }
})
