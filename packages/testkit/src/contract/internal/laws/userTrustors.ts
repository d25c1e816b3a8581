/**
 * Laws of reading the trustors of one user.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { UserIdParam } from "@org-trust/core/Identifiers"
import type { WorldGroup } from "@org-trust/core/lifecycle/World"
import { someoneWhoMay } from "../abilities.ts"
import { attempt } from "../Attempt.ts"
import { trustOf } from "../BoundTrust.ts"
import { anotherUser, some, someUser } from "../choices.ts"
import { ids, same } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { pageSizeOf, wholeOf } from "../listing.ts"
import type { Party } from "../../Cast.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"

const groups = ["UserTrustors", "Pairings", "Trustees"] as const

/** Somebody of an organization reads the trustors of a user. */
const listed = (lab: Lab, party: Party, id: string, page = { pageSize: pageSizeOf(lab) }) =>
  attempt(lab, someoneWhoMay(lab, party, "UserTrustors.list"), "UserTrustors.list", {
    userId: UserIdParam.make(id),
    ...page,
  })

const trustorsOf = (lab: Lab, id: string) =>
  Effect.map(
    wholeOf(lab, (page) => listed(lab, lab.cast.trustee, id, page)),
    ids,
  )

const exactly = law({
  name: "user-trustors.exactly",
  sentence:
    "The trustors of a user are those that let this user in by name, whether their trusts are enabled or not; for " +
    "another user of the same organization they are others.",
  rules: ["user-trustors.exactly"],
  chosen: "that closed trusts count",
  groups: [...groups, "TrusteeUsers"],
  effort: 2,
  given: () => fc.record({ user: fc.nat(), other: fc.nat(), enabled: fc.boolean(), both: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustor } = lab.cast
    const one = yield* someUser(lab, input.user)
    const { id } = yield* anotherUser(lab, input.other, one.id)
    const trust = yield* makeTrust(lab, { users: [{ id: one.id }], enabled: input.enabled })
    yield* letIn(trustOf(lab, third), { users: [{ id }, ...(input.both ? [{ id: one.id }] : [])] })
    const left = input.both ? [third.organization.id] : []
    const expected = [trustor.organization.id, ...left].sort()
    yield* same(yield* trustorsOf(lab, one.id), expected, "The trustors of the one user")
    yield* same(yield* trustorsOf(lab, id), [third.organization.id], "The trustors of the other user")
    yield* trust.user(one.id).remove
    yield* same(yield* trustorsOf(lab, one.id), left, "The trustors of a user who was taken out of a trust")
  }),
})

const throughGroup = law({
  name: "user-trustors.through-group",
  sentence:
    "A trustor that lets a group in is a trustor of the group's active members, and of nobody who is not in it.",
  rules: ["user-trustors.exactly"],
  groups,
  given: () => fc.record({ group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    // Whether a member who is not active has trustors is not documented.
    const activeIn = ({ memberIds }: WorldGroup) => trustee.activeUsers.filter(({ id }) => memberIds.includes(id))
    const candidates = trustee.organization.groups.filter((group) => activeIn(group).length > 0)
    const group = yield* some(candidates, input.group, "group of the trustee with active members")
    yield* makeTrust(lab, { groups: [{ id: group.id }] })
    for (const { id } of activeIn(group).slice(0, 2)) {
      yield* same(yield* trustorsOf(lab, id), [trustor.organization.id], "The trustors of a member of the group")
    }
    const outsider = trustee.activeUsers.find(({ id }) => !group.memberIds.includes(id))
    if (outsider === undefined) return
    yield* same(yield* trustorsOf(lab, outsider.id), [], "The trustors of a user who is not in the group")
  }),
})

const ownUser = law({
  name: "user-trustors.own-user",
  sentence: "Nobody reads the trustors of a user of another organization, or of a user who is not there.",
  rules: ["user-trustors.own-user", "isolation.third-organization"],
  groups,
  given: () => fc.record({ user: fc.nat(), known: fc.boolean(), uuid: fc.uuid({ version: 4 }), byThird: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    yield* makeTrust(lab, { users: [{ id: user.id }] })
    const reader = input.byThird ? third : trustor
    yield* listed(lab, reader, input.known ? user.id : input.uuid).refused("NotFound")
  }),
})

/** Laws of reading the trustors of one user. */
export const laws = [exactly, throughGroup, ownUser]
