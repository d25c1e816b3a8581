/**
 * Laws of reading the trustors of one user.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { UserId } from "@org-trust/core/Identifiers"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  allRefused,
  asTrustor,
  attempt,
  ids,
  letIn,
  need,
  pageSizeOf,
  pick,
  same,
  someoneWhoMay,
  someUser,
  someUsers,
  wholeOf,
} from "../scenario.ts"

const groups = ["UserTrustors", "Pairings", "Trustees"] as const

const trustorsOf = Effect.fnUntraced(function* (lab: Lab, userId: UserId) {
  const client = yield* someoneWhoMay(lab, lab.cast.trustee, "UserTrustors.list")
  return ids(yield* wholeOf(lab, (page) => lab.succeed(client, "UserTrustors.list", { userId, ...page })))
})

const exactly = law({
  name: "user-trustors.exactly",
  sentence:
    "The trustors of a user are those that let this user in by name, whether their trusts are enabled or not; for " +
    "another user of the same organization they are others.",
  rules: ["user-trustors.exactly"],
  groups: [...groups, "TrusteeUsers"],
  effort: 2,
  given: () => fc.record({ user: fc.nat(), enabled: fc.boolean(), both: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const one = yield* someUser(lab, input.user)
    const [other] = yield* someUsers(lab, input.user, 1, [one.id])
    const { id } = yield* need(other, "second active user of the trustee")
    yield* letIn(lab, trustor, trustee, { users: [{ id: one.id }], enabled: input.enabled })
    yield* letIn(lab, third, trustee, { users: [{ id }, ...(input.both ? [{ id: one.id }] : [])] })
    const expected = ids([trustor.organization, ...(input.both ? [third.organization] : [])])
    yield* same(yield* trustorsOf(lab, one.id), expected, "The trustors of the one user")
    yield* same(yield* trustorsOf(lab, id), [third.organization.id], "The trustors of the other user")
    const there = { ...asTrustor(lab), trusteeUserId: one.id }
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", there)
    const left = input.both ? [third.organization.id] : []
    yield* same(yield* trustorsOf(lab, one.id), left, "The trustors of a user who was taken out of a trust")
  }),
})

const throughGroup = law({
  name: "user-trustors.through-group",
  sentence: "A trustor that lets a group in is a trustor of the group's members, and of nobody else.",
  rules: ["user-trustors.exactly"],
  groups,
  given: () => fc.record({ group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const candidates = trustee.organization.groups.filter(({ memberIds }) => memberIds.length > 0)
    const group = yield* need(pick(candidates, input.group), "group of the trustee with members")
    const { id: pairingId } = yield* lab.succeed(trustee.admin, "Pairings.create", {
      payload: { groupIds: [group.id] },
    })
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId, enabled: true, groups: [{ id: group.id }] },
    })
    const outsider = trustee.activeUsers.find(({ id }) => !group.memberIds.includes(id))
    for (const id of [...group.memberIds.slice(0, 2), ...(outsider === undefined ? [] : [outsider.id])]) {
      const expected = group.memberIds.includes(id) ? [trustor.organization.id] : []
      yield* same(yield* trustorsOf(lab, id), expected, "The trustors of a user")
    }
  }),
})

const ownUser = law({
  name: "user-trustors.own-user",
  sentence: "Nobody reads the trustors of a user of another organization, or of a user who is not there.",
  rules: ["user-trustors.own-user", "isolation.third-organization"],
  groups,
  given: () => fc.record({ user: fc.nat(), known: fc.boolean(), uuid: fc.uuid({ version: 4 }), byThird: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    yield* letIn(lab, trustor, trustee, { users: [{ id: user.id }] })
    const caller = yield* someoneWhoMay(lab, input.byThird ? third : trustor, "UserTrustors.list")
    const userId = input.known ? user.id : UserId.make(input.uuid)
    const list = attempt(lab, "UserTrustors.list", { userId, pageSize: pageSizeOf(lab) })
    yield* allRefused(caller, [list], "NotFound")
  }),
})

/** Laws of reading the trustors of one user. */
export const laws = [exactly, throughGroup, ownUser]
