/**
 * Laws of a trust as both organizations see it.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { hasGroup } from "../abilities.ts"
import { allRefused, whereServed } from "../Attempt.ts"
import { trustOf, trustorUserAttempts } from "../BoundTrust.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import { someInsider, someRole, someUser } from "../choices.ts"
import { holds, instant, same, told } from "../expectations.ts"
import { letIn, makeTrust, membersOf } from "../letIn.ts"
import { wholeOf } from "../listing.ts"
import { groups, membersSeen, rolesOf, someMember, trusts, users } from "../MemberKind.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const seenByBoth = law({
  name: "trust.seen-by-both",
  sentence:
    "A trust is there for both organizations at once, with the same switch and the same date, " +
    "each seeing it under the id of the other.",
  rules: ["trust.both-organizations-agree"],
  groups: trusts,
  given: () => fc.record({ user: fc.nat(), enabled: fc.boolean(), days: fc.option(fc.integer({ min: 1, max: 400 })) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const trust = trustOf(lab)
    const [trustee, trustor] = [trust.trustee.organization.id, trust.trustor.organization.id]
    const { dateCreated } = yield* trust.ask({ userIds: [user.id] })
    const asked = yield* told(dateCreated, "when a pairing was made")
    const dateExpired = input.days === null ? undefined : DateTime.addDuration(asked, Duration.days(input.days))
    const created = yield* letIn(trust, {
      enabled: input.enabled,
      users: [{ id: user.id }],
      ...(dateExpired !== undefined && { dateExpired }),
    })
    const ofTrustor = yield* trust.get
    const ofTrustee = yield* whereServed(trust.ofTrustee.get)
    yield* same(created, ofTrustor, "Creation answers what reading answers")
    yield* same(ofTrustor.id, trustee, "A trustee has the id of its organization")
    yield* same(ofTrustor.enabled, input.enabled, "The switch that the trustor sees")
    yield* same(instant(ofTrustor.dateExpired), instant(dateExpired), "The end of the trust")
    const since = yield* told(ofTrustor.dateCreated, "when the trust was made")
    yield* holds(
      DateTime.isGreaterThanOrEqualTo(since, asked),
      `The date of the trust: expected none before a pairing made ${instant(asked)}, got ${instant(since)}`,
    )
    const listedTrustee = (yield* wholeOf(lab, trust.trustees)).filter(({ id }) => id === trustee)
    yield* same(listedTrustee, [ofTrustor], "The trustor lists the trust once, as it reads it")
    if (ofTrustee === undefined) return
    yield* same(ofTrustee.id, trustor, "A trustor has the id of its organization")
    yield* same(ofTrustee.enabled, input.enabled, "The switch that the trustee sees")
    yield* same(instant(ofTrustee.dateCreated), instant(since), "The date on both sides")
    const listedTrustor = (yield* wholeOf(lab, trust.ofTrustee.trustors)).filter(({ id }) => id === trustor)
    yield* same(listedTrustor, [ofTrustee], "The trustee lists the trust once, as it reads it")
  }),
})

const oneDirection = law({
  name: "trust.one-direction",
  sentence:
    "That A lets B in does not let A into B; both directions at once are two trusts, " +
    "of which one can change and end without the other.",
  rules: ["trust.one-per-direction"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), back: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    const host = yield* someInsider(trustor, input.back)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id, roleIds: [role.id] }] })
    const back = trustOf(lab, trustee, trustor)
    yield* back.get.refused("NotFound")
    yield* allRefused(back.trustee.admin, [back.ofTrustee.get], "NotFound")
    yield* allRefused(host.client, trustorUserAttempts(back, host.id), "MissingTrustorPermissions")
    yield* leavesAlone(
      trust,
      "The trust in the other direction",
      Effect.gen(function* () {
        yield* letIn(back, { users: [{ id: host.id }] })
        yield* back.update({ enabled: false })
        yield* back.user(host.id).remove
        yield* back.remove
      }),
    )
  }),
})

const onePerDirection = law({
  name: "trust.one-at-a-time",
  sentence: "While there is a trust, a second one in the same direction is a conflict and leaves the first as it is.",
  rules: ["trust.one-per-direction"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () =>
    fc.record({ user: fc.nat(), other: fc.nat(), role: fc.nat(), enabled: fc.boolean(), again: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const other = yield* someUser(lab, input.other)
    const role = yield* someRole(lab, input.role)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id, roleIds: [role.id] }], enabled: input.enabled })
    const { id: pairingId } = yield* trust.ask({ userIds: [other.id] })
    const create = trust.create({ pairingId, enabled: input.again, users: [{ id: other.id }] })
    const error = yield* leavesAlone(trust, "A second trust", create.refused("Conflict"))
    yield* same(error.code, "general.conflict", "The code of the conflict")
    yield* trust.remove
    yield* create
  }),
})

const needsMember = law({
  name: "trust.needs-member",
  sentence: "A trust cannot start without a user or a group; one group is enough.",
  rules: ["trust.needs-member"],
  groups: trusts,
  given: () => fc.record({ user: fc.nat(), group: fc.nat(), emptyUsers: fc.boolean(), emptyGroups: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const trust = trustOf(lab)
    const { id: pairingId } = yield* trust.ask({ userIds: [user.id] })
    const nobody = {
      pairingId,
      enabled: true,
      ...(input.emptyUsers && { users: [] }),
      ...(input.emptyGroups && { groups: [] }),
    }
    yield* trust.create(nobody).refused("TrusteeUserRequired")
    yield* trust.get.refused("NotFound")
    yield* allRefused(trust.trustee.admin, [trust.ofTrustee.get], "NotFound")
    const group = pick(trust.trustee.organization.groups, input.group)
    if (group === undefined) return
    yield* trust.create({ ...nobody, groups: membersOf({ groups: [{ id: group.id }] }).groups })
    yield* whereServed(trust.ofTrustee.get)
  }),
})

const startsWithEachOnce = law({
  name: "trust.starts-with-each-once",
  sentence:
    "A trust that is to start with a user or a group named twice is refused, or starts with it once and with no role " +
    "but those given.",
  rules: ["user.added-once", "group.added-once"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ ofGroup: fc.boolean(), member: fc.nat(), user: fc.nat(), one: fc.nat(), other: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const kind = input.ofGroup && hasGroup(lab, "TrusteeGroups") && hasGroup(lab, "TrusteeGroupRoles") ? groups : users
    const { id } = yield* someMember(lab, kind, input.member)
    const given = [yield* someRole(lab, input.one), yield* someRole(lab, input.other)].map((role) => role.id)
    const trust = trustOf(lab)
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* trust.ask({ userIds: [user.id] })
    const members = membersOf(kind.start(given.map((roleId) => ({ id, roleIds: [roleId] }))))
    const made = yield* trust.create({ pairingId, enabled: true, ...members }).outcome
    if (made !== "Success") {
      yield* holds(
        made === "InvalidRequest" || made === "Conflict",
        `A trust that is to start with a ${kind.noun} named twice: expected InvalidRequest, Conflict or success, got ${made}`,
      )
      return yield* trust.get.refused("NotFound")
    }
    yield* same(yield* membersSeen(trust, kind), [id], `The ${kind.noun}s of the trust`)
    const others = (yield* rolesOf(kind.bound(trust, id))).filter((role) => given.every((each) => each !== role))
    return yield* same(others, [], "The roles that nobody gave")
  }),
})

/** Laws of a trust as both organizations see it. */
export const laws = [seenByBoth, oneDirection, onePerDirection, needsMember, startsWithEachOnce]
