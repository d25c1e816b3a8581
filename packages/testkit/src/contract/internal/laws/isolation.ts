/**
 * Laws that keep what is between two organizations away from all others.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { tick } from "../abilities.ts"
import { viewTrustors } from "../access.ts"
import { allRefused } from "../Attempt.ts"
import { trustOf, trustorAttempts, trustorUserAttempts } from "../BoundTrust.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import { insidersOf, pickAll, picks, some, someInsider, someRole, someRoleIds, someUser } from "../choices.ts"
import { holds, ids, same } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { wholeOf } from "../listing.ts"
import { rolesOf, trusts } from "../MemberKind.ts"
import { law } from "../Law.ts"
import { leavesAlone, sightOf } from "../sight.ts"

const doings = ["ask", "enter", "let in", "update", "roles", "remove user", "end as trustor", "end as trustee"] as const
type Doing = (typeof doings)[number]

/** Each doing after one that it needs, which random ones seldom come to. */
const tours: ReadonlyArray<Array<Doing>> = [
  ["let in", "update", "roles", "remove user", "end as trustor"],
  ["ask", "enter", "let in", "end as trustee"],
]

const groups = [...trusts, "TrusteeUsers", "TrusteeUserRoles"] as const

const thirdChangesNothing = law({
  name: "isolation.third-changes-nothing",
  sentence:
    "Whatever a third organization does with its own pairings and trusts with either of two others, their trust " +
    "stays as it is, with its settings, users, roles and access.",
  rules: ["isolation.third-organization"],
  groups,
  given: () =>
    fc.record({
      user: fc.nat(),
      roles: picks(0, 2),
      theirs: picks(0, 2),
      doings: fc.oneof(
        fc.constantFrom(...tours),
        fc.array(fc.constantFrom<Doing>(...doings), { minLength: 1, maxLength: 6 }),
      ),
      there: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const watcher = yield* someInsider(trustee, input.user, viewTrustors)
    const theirs = pickAll(third.organization.roles, input.theirs).map(({ id }) => id)
    const members = third.activeUsers.slice(0, 1).map(({ id }) => ({ id }))
    const trust = trustOf(lab)
    if (input.there) yield* letIn(trust, { users: [{ id: watcher.id, roleIds: someRoleIds(lab, input.roles) }] })
    const asTrustor = trustOf(lab, third, trustee)
    const asTrustee = trustOf(lab, trustor, third)
    const user = asTrustor.user(watcher.id)
    const act: Record<Doing, Effect.Effect<unknown, unknown>> = {
      ask: asTrustee.ask({ userIds: members.map(({ id }) => id) }),
      enter: letIn(asTrustee, { users: members }),
      "let in": letIn(asTrustor, { users: [{ id: watcher.id, roleIds: theirs }] }),
      update: asTrustor.update({ enabled: false }),
      roles: user.replaceRoles(theirs),
      "remove user": user.remove,
      "end as trustor": asTrustor.remove,
      "end as trustee": asTrustee.ofTrustee.remove,
    }
    const before = yield* sightOf(trust, watcher.client)
    yield* tick(lab)
    for (const doing of input.doings) {
      yield* Effect.ignore(act[doing])
      const after = yield* sightOf(trust, watcher.client)
      yield* holds(before === after, `The trust after a third did (${doing}): expected ${before}, got ${after}`)
    }
  }),
})

const thirdSeesNothing = law({
  name: "isolation.third-sees-nothing",
  sentence:
    "A third organization finds nothing of the trust of two others, under either id and by any operation, " +
    "and what it tries changes nothing.",
  rules: ["isolation.third-organization", "trust.absent"],
  groups: [...groups, "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), role: fc.nat(), insider: fc.nat(), ofTrustor: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { id } = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    const trust = yield* makeTrust(lab, { users: [{ id, roleIds: [role.id] }] })
    const other = input.ofTrustor ? trustor : trustee
    const asTrustor = trustOf(lab, third, other)
    const asTrustee = trustOf(lab, other, third).ofTrustee
    const insider = pick(insidersOf(third), input.insider)
    const ofUser = trustorAttempts(asTrustor.user(id), [])
    const attempts = [asTrustor.get, asTrustor.update({ enabled: false }), asTrustor.remove, asTrustor.users()]
    yield* leavesAlone(
      trust,
      "A third organization",
      Effect.gen(function* () {
        yield* allRefused(third.admin, [...attempts, ...ofUser, asTrustee.get, asTrustee.remove], "NotFound")
        yield* asTrustor.user(id).add().refused("NotFound")
        if (insider === undefined) return
        yield* allRefused(insider.client, trustorUserAttempts(trust, id), "MissingTrustorPermissions")
      }),
    )
    const parties = new Set([trustor.organization.id, trustee.organization.id])
    const listed = [...(yield* wholeOf(lab, asTrustor.trustees)), ...(yield* wholeOf(lab, asTrustee.trustors))]
    const seen = listed.filter((each) => parties.has(each.id))
    yield* same(ids(seen), [], "What a third organization lists of the two")
  }),
})

const thirdsPairing = law({
  name: "isolation.pairing-of-a-third",
  sentence:
    "A pairing lets in the organization that made it and no other: used for the users of somebody else it is refused " +
    "as the implementation declares, and it never makes a trust with anybody else.",
  rules: ["isolation.third-organization", "user.of-trustee"],
  groups: trusts,
  given: () => fc.record({ user: fc.nat(), guest: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const guest = yield* some(third.activeUsers, input.guest, "active user of the third organization")
    const [trust, other] = [trustOf(lab), trustOf(lab, trustor, third)]
    const { id: pairingId } = yield* other.ask({ userIds: [guest.id] })
    const start = { pairingId, enabled: true }
    if (third.activeUsers.every(({ id }) => id !== user.id)) {
      const { unknownMember } = lab.subject.capabilities.profile
      yield* trust.create({ ...start, users: [{ id: user.id }] }).refused(unknownMember)
    }
    const made = yield* trust.create({ ...start, users: [{ id: guest.id }] })
    yield* same(made.id, third.organization.id, "The trustee of a trust by a third's pairing")
    yield* trust.get.refused("NotFound")
    yield* allRefused(trust.trustee.admin, [trust.ofTrustee.get], "NotFound")
  }),
})

const apart = law({
  name: "isolation.trusts-apart",
  sentence: "What a trustor does to its trust with one trustee does not affect its trust with another.",
  rules: ["isolation.third-organization"],
  groups,
  given: () => fc.record({ user: fc.nat(), guest: fc.nat(), roles: picks(0, 2) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const guest = yield* some(third.activeUsers, input.guest, "active user of the third organization")
    const roleIds = someRoleIds(lab, input.roles)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id, roleIds }] })
    const other = trustOf(lab, trustor, third)
    const before = yield* sightOf(trust)
    yield* tick(lab)
    const changes: ReadonlyArray<Effect.Effect<unknown, Effect.Error<ReturnType<typeof letIn>>>> = [
      letIn(other, { users: [{ id: guest.id, roleIds }] }),
      other.update({ enabled: false }),
      other.user(guest.id).clearRoles,
      other.user(guest.id).remove,
      other.remove,
    ]
    for (const change of changes) {
      yield* change
      const after = yield* sightOf(trust)
      yield* holds(before === after, `The trust after a change of another: expected ${before}, got ${after}`)
      yield* same(yield* rolesOf(trust.user(user.id)), [...roleIds].sort(), "The roles of the user of this trust")
    }
  }),
})

/** Laws that keep what is between two organizations away from all others. */
export const laws = [thirdChangesNothing, thirdSeesNothing, thirdsPairing, apart]
