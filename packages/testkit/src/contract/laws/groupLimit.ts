/**
 * Laws of the limit of a trust, in which groups count as users do.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { groupGroups, groupsSeenByTrustor, makeManagedTrust, someGroup } from "../groupScenario.ts"
import { law } from "../Law.ts"
import { allRefused, askForAccess, asTrustee, asTrustor, attempt, ids, need, same, told } from "../scenario.ts"
import { NotApplicable } from "../Violation.ts"

const memberLimit = law({
  name: "group.member-limit",
  sentence:
    "A group counts as one member of a trust: it does not get into one that is full, whichever organization adds it, " +
    "and gets in as soon as somebody leaves.",
  rules: ["trust.member-limit"],
  groups: groupGroups,
  given: () => fc.record({ manager: fc.nat(), group: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { memberLimit: limit, overLimit } = lab.subject.capabilities.profile
    const group = yield* someGroup(lab, input.group)
    const { manager } = yield* makeManagedTrust(lab, input.manager)
    const rest = trustee.activeUsers.filter(({ id }) => id !== manager.id).slice(0, limit - 1)
    if (limit > 100 || rest.length < limit - 1) {
      return yield* new NotApplicable({ message: "the world has too few users to reach the limit of a trust" })
    }
    for (const { id } of rest)
      yield* lab.succeed(trustor.admin, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })
    const adder = input.byTrustee ? manager.client : trustor.admin
    const add = input.byTrustee
      ? attempt(lab, "TrustorGroups.add", { ...asTrustee(lab), trustorGroupId: group.id })
      : attempt(lab, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id: group.id } })
    yield* allRefused(adder, [add], overLimit)
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [], "The groups of a trust that was full")
    const leaves = yield* need(rest[0], "user to leave")
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", { ...asTrustor(lab), trusteeUserId: leaves.id })
    yield* add.by(adder)
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [group.id], "The groups of a trust with room again")
    // The group has taken the room: a user is one too many now.
    const user = attempt(lab, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id: leaves.id } })
    yield* allRefused(trustor.admin, [user], overLimit)
  }),
})

const limitNamed = law({
  name: "trust.member-limit-named",
  sentence: "A conflict because a trust is full names the limit with its value, for users and for groups.",
  rules: ["trust.member-limit-named"],
  groups: groupGroups,
  given: () => fc.record({ user: fc.nat(), group: fc.nat(), isGroup: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { memberLimit: limit, overLimit } = lab.subject.capabilities.profile
    const group = yield* someGroup(lab, input.group)
    const [last, ...others] = trustee.activeUsers.slice(0, limit + 1)
    if (overLimit !== "Conflict" || limit > 100 || others.length < limit) {
      return yield* new NotApplicable({ message: "the limit of a trust cannot be reached, or is no conflict" })
    }
    const { id } = yield* need(last, "active user of the trustee")
    const { id: pairingId } = yield* askForAccess(lab, [id])
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId, enabled: true, users: others.map((user) => ({ id: user.id })) },
    })
    const trust = asTrustor(lab)
    const conflict = input.isGroup
      ? yield* lab.refuse(trustor.admin, "TrusteeGroups.add", { ...trust, payload: { id: group.id } }, "Conflict")
      : yield* lab.refuse(trustor.admin, "TrusteeUsers.add", { ...trust, payload: { id } }, "Conflict")
    const named = yield* told(conflict.limit, "which limit was reached")
    yield* same(named.value, limit, "The value of the limit that was reached")
  }),
})

/** Laws of the limit of a trust, in which groups count as users do. */
export const laws = [memberLimit, limitNamed]
