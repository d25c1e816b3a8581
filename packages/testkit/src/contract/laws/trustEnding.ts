/**
 * Laws of trusts that are ended, and of those made anew.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  holds,
  ids,
  instant,
  makeTrust,
  need,
  pageSizeOf,
  rolesOf,
  same,
  someInsider,
  someRole,
  someUser,
  told,
  trustorUserAttempts,
  usersSeenByTrustor,
  wholeOf,
} from "../scenario.ts"

/** One of the two organizations ends the trust. */
const end = (lab: Lab, byTrustee: boolean) =>
  byTrustee
    ? lab.succeed(lab.cast.trustee.admin, "Trustors.remove", asTrustee(lab))
    : lab.succeed(lab.cast.trustor.admin, "Trustees.remove", asTrustor(lab))

const endedByEither = law({
  name: "trust.ended-by-either",
  sentence:
    "Either organization can end a trust, enabled or not; after that neither finds it, its users or its access, " +
    "and ending it again finds nothing.",
  rules: ["trust.ended-by-either", "trust.absent"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), byTrustee: fc.boolean(), enabled: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const insider = yield* someInsider(trustee, input.user)
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:view"),
      "role of the trustor that permits to view users",
    )
    yield* makeTrust(lab, [{ id: insider.id, roleIds: [role.id] }], input.enabled)
    yield* end(lab, input.byTrustee)
    const trust = asTrustor(lab)
    const user = { ...trust, trusteeUserId: insider.id }
    yield* allRefused(
      trustor.admin,
      [
        attempt(lab, "Trustees.get", trust),
        attempt(lab, "Trustees.update", { ...trust, payload: { enabled: true } }),
        attempt(lab, "Trustees.remove", trust),
        attempt(lab, "TrusteeUsers.list", { ...trust, pageSize: pageSizeOf(lab) }),
        attempt(lab, "TrusteeUsers.get", user),
        attempt(lab, "TrusteeUsers.remove", user),
        attempt(lab, "TrusteeUserRoles.get", user),
        attempt(lab, "TrusteeUserRoles.replace", { ...user, payload: [role.id] }),
        attempt(lab, "TrusteeUserRoles.clear", user),
      ],
      "NotFound",
    )
    yield* allRefused(
      trustee.admin,
      [attempt(lab, "Trustors.get", asTrustee(lab)), attempt(lab, "Trustors.remove", asTrustee(lab))],
      "NotFound",
    )
    yield* allRefused(insider.client, trustorUserAttempts(lab, insider.id), "MissingTrustorPermissions")
    const trustees = yield* wholeOf(lab, (page) => lab.succeed(trustor.admin, "Trustees.list", page))
    const trustors = yield* wholeOf(lab, (page) => lab.succeed(trustee.admin, "Trustors.list", page))
    yield* holds(!ids(trustees).includes(trustee.organization.id), "the trustor no longer lists a trust that has ended")
    yield* holds(!ids(trustors).includes(trustor.organization.id), "the trustee no longer lists a trust that has ended")
  }),
})

const startsAfresh = law({
  name: "trust.starts-afresh",
  sentence: "A trust that is made after an earlier one has ended has nothing of it: no users, no roles, no settings.",
  rules: ["trust.end-takes-everything"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), role: fc.nat(), byTrustee: fc.boolean(), sameUser: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const next = yield* someUser(lab, input.sameUser ? input.user : input.user + 1)
    const role = yield* someRole(lab, input.role)
    const old = yield* makeTrust(lab, [{ id: user.id, roleIds: [role.id] }])
    const since = yield* told(old.dateCreated, "when the trust was made")
    const dateExpired = DateTime.addDuration(since, Duration.days(1))
    yield* lab.succeed(trustor.admin, "Trustees.update", {
      ...asTrustor(lab),
      payload: { enabled: false, dateExpired },
    })
    yield* end(lab, input.byTrustee)
    const { id: pairingId } = yield* askForAccess(lab, [next.id])
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId, enabled: true, users: [{ id: next.id }] },
    })
    const read = yield* lab.succeed(trustor.admin, "Trustees.get", asTrustor(lab))
    yield* same([read.enabled, instant(read.dateExpired)], [true, undefined], "The settings of the new trust")
    yield* same(ids(yield* usersSeenByTrustor(lab)), [next.id], "The users of the new trust")
    yield* same(yield* rolesOf(lab, next.id), [], "The roles in the new trust")
  }),
})

/** Laws of trusts that are ended, and of those made anew. */
export const laws = [endedByEither, startsAfresh]
