/**
 * Laws of trusts that are ended, and of those made anew.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { allRefused } from "../Attempt.ts"
import { trustorAttempts, trustorUserAttempts } from "../BoundTrust.ts"
import { someInsider, someRole, someRoleWith, someUser } from "../choices.ts"
import { holds, ids, instant, same, told } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { wholeOf } from "../listing.ts"
import { allOf, membersSeen, rolesOf, trusts, users } from "../MemberKind.ts"
import { law } from "../Law.ts"

const endedByEither = law({
  name: "trust.ended-by-either",
  sentence:
    "Either organization can end a trust, enabled or not; after that neither finds it, its users or its access, " +
    "and ending it again finds nothing.",
  rules: ["trust.ended-by-either", "trust.absent"],
  groups: allOf(users),
  given: () => fc.record({ user: fc.nat(), byTrustee: fc.boolean(), enabled: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const insider = yield* someInsider(trustee, input.user)
    const role = yield* someRoleWith(trustor, ...users.permissions("view"))
    const start = { users: [{ id: insider.id, roleIds: [role.id] }], enabled: input.enabled }
    const trust = yield* makeTrust(lab, start)
    const { ofTrustee } = trust
    yield* input.byTrustee ? ofTrustee.remove : trust.remove
    const ofUser = trustorAttempts(trust.user(insider.id), [role.id])
    const attempts = [trust.get, trust.update({ enabled: true }), trust.remove, trust.users(), ...ofUser]
    yield* allRefused(trustor.admin, attempts, "NotFound")
    yield* allRefused(trustee.admin, [ofTrustee.get, ofTrustee.remove], "NotFound")
    yield* allRefused(insider.client, trustorUserAttempts(trust, insider.id), "MissingTrustorPermissions")
    const trustees = ids(yield* wholeOf(lab, trust.trustees))
    const trustors = ids(yield* wholeOf(lab, ofTrustee.trustors))
    yield* holds(
      !trustees.includes(trustee.organization.id),
      "The trustees: expected none with whom the trust has ended, got it listed",
    )
    yield* holds(
      !trustors.includes(trustor.organization.id),
      "The trustors: expected none with whom the trust has ended, got it listed",
    )
  }),
})

const startsAfresh = law({
  name: "trust.starts-afresh",
  sentence: "A trust that is made after an earlier one has ended has nothing of it: no users, no roles, no settings.",
  rules: ["trust.end-takes-everything"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () =>
    fc.record({
      user: fc.nat(),
      next: fc.nat(),
      role: fc.nat(),
      byTrustee: fc.boolean(),
      sameUser: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const next = yield* someUser(lab, input.sameUser ? input.user : input.next)
    const role = yield* someRole(lab, input.role)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id, roleIds: [role.id] }] })
    const since = yield* told((yield* trust.get).dateCreated, "when the trust was made")
    yield* trust.update({ enabled: false, dateExpired: DateTime.addDuration(since, Duration.days(1)) })
    yield* input.byTrustee ? trust.ofTrustee.remove : trust.remove
    yield* letIn(trust, { users: [{ id: next.id }] })
    const read = yield* trust.get
    yield* same([read.enabled, instant(read.dateExpired)], [true, undefined], "The settings of the new trust")
    yield* same(yield* membersSeen(trust, users), [next.id], "The users of the new trust")
    yield* same(yield* rolesOf(trust.user(next.id)), [], "The roles in the new trust")
  }),
})

/** Laws of trusts that are ended, and of those made anew. */
export const laws = [endedByEither, startsAfresh]
