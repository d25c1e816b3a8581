/**
 * Steps and observations that laws of cloned users share.
 */
import * as Effect from "effect/Effect"
import type { UserId } from "@org-trust/core/Identifiers"
import type { WorldClient } from "../WorldFile.ts"
import { roleWith } from "./Cast.ts"
import type { Lab } from "./Lab.ts"
import {
  asTrustee,
  asTrustor,
  ids,
  letIn,
  makeTrust,
  need,
  pick,
  same,
  someInsider,
  someoneWhoMay,
  someUsers,
} from "./scenario.ts"

/** What laws of clones need: clones as the trustee makes and sees them. */
export const cloneGroups = ["Pairings", "Trustees", "TrustorClonedUsers"] as const

/** The same, and clones as the trustor sees them. */
export const cloneGroupsOfBoth = [...cloneGroups, "TrusteeClonedUsers"] as const

/** What it takes to manage the users, and the clones, of a trust as trustee. */
export const managing = ["view", "add", "delete"].map((action) => `authorization:orgTrusteeUser:${action}`)

/** A trust with a user who manages it for the trustee, and others without roles. */
export const letInManager = Effect.fnUntraced(function* (lab: Lab, index: number, count: number) {
  const manager = yield* someInsider(lab.cast.trustee, index)
  const role = yield* need(roleWith(lab.cast.trustor, ...managing), "role of the trustor that permits to manage users")
  const others = yield* someUsers(lab, index, count, [manager.id])
  yield* makeTrust(lab, [{ id: manager.id, roleIds: [role.id] }, ...others.map(({ id }) => ({ id }))])
  return { manager, others, role }
})

/** A trust with a manager as before, and with a group that alone lets a member of it in; the member is cloned. */
export const cloneMember = Effect.fnUntraced(function* (
  lab: Lab,
  input: { readonly manager: number; readonly group: number },
) {
  const { trustee, trustor } = lab.cast
  const manager = yield* someInsider(trustee, input.manager)
  const groupsToo = ["authorization:orgTrusteeGroup:add", "authorization:orgTrusteeGroup:delete"]
  const role = yield* need(
    roleWith(trustor, ...managing, ...groupsToo),
    "role of the trustor that permits to manage users and groups",
  )
  const candidates = trustee.organization.groups.flatMap((group) =>
    trustee.activeUsers.flatMap(({ id }) => (id !== manager.id && group.memberIds.includes(id) ? [{ group, id }] : [])),
  )
  const { group, id } = yield* need(pick(candidates, input.group), "group of the trustee with another active member")
  yield* letIn(lab, trustor, trustee, {
    users: [{ id: manager.id, roleIds: [role.id] }],
    groups: [{ id: group.id }],
  })
  yield* cloneAll(lab, manager.client, [id])
  return { manager, group, id }
})

/** The trustor's way to a clone. */
export const cloneAsTrustor = (lab: Lab, trusteeUserId: UserId) => ({ ...asTrustor(lab), trusteeUserId })

/** The trustee's way to a clone. */
export const cloneAsTrustee = (lab: Lab, trusteeUserId: UserId) => ({ ...asTrustee(lab), trusteeUserId })

/** Clones users, one after the other. */
export const cloneAll = (lab: Lab, manager: WorldClient, userIds: ReadonlyArray<UserId>) =>
  Effect.forEach(userIds, (id) => lab.succeed(manager, "TrustorClonedUsers.create", cloneAsTrustee(lab, id)))

/** Both organizations have to see just these clones. */
export const clonesAre = Effect.fnUntraced(function* (
  lab: Lab,
  manager: WorldClient,
  expected: ReadonlyArray<{ readonly id: UserId }>,
) {
  const { capabilities } = lab.subject
  const ofTrustee = yield* lab.succeed(manager, "TrustorClonedUsers.list", asTrustee(lab))
  yield* same(ids(ofTrustee.entities), ids(expected), "The clones that the trustee sees")
  yield* same(ofTrustee.total, expected.length, "The number of clones that the trustee is told")
  if (!capabilities.groups.includes("TrusteeClonedUsers")) return
  const viewer = yield* someoneWhoMay(lab, lab.cast.trustor, "TrusteeClonedUsers.list")
  const ofTrustor = yield* lab.succeed(viewer, "TrusteeClonedUsers.list", asTrustor(lab))
  yield* same(ids(ofTrustor.entities), ids(expected), "The clones that the trustor sees")
  yield* same(ofTrustor.total, expected.length, "The number of clones that the trustor is told")
})
