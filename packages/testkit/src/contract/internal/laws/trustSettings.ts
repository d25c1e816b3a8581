/**
 * Laws of a trust's switch and of its end.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { accessIs, viewTrustors } from "../access.ts"
import { allRefused, whereServed } from "../Attempt.ts"
import { type BoundTrust, trustOf, trustorUserAttempts, underId } from "../BoundTrust.ts"
import { permissionsIn, picks, someInsider, someRoles, someRoleWith, someUser } from "../choices.ts"
import { elapse, isWaitedFor, shortly, within } from "../elapse.ts"
import { ids, instant, same, told } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { allOf, type MemberKind, membersSeen, rolesOf, someMember, trusts, users } from "../MemberKind.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

/** A user of the trustee whose access can be watched, and a role that gives access. */
const someAccess = Effect.fnUntraced(function* (lab: Lab, index: number) {
  const insider = yield* someInsider(lab.cast.trustee, index, viewTrustors)
  const role = yield* someRoleWith(lab.cast.trustor, ...users.permissions("view"))
  return { ...insider, role, member: { id: insider.id, roleIds: [role.id] } }
})

type Watched = Effect.Success<ReturnType<typeof someAccess>>

/** The user of a trust that grants nothing can do nothing. */
const grantsNothing = Effect.fnUntraced(function* (trust: BoundTrust, user: Watched) {
  yield* accessIs(trust, user, [], "Access through the trust")
  yield* allRefused(user.client, trustorUserAttempts(trust, user.id), "MissingTrustorPermissions")
})

const grants = Effect.fnUntraced(function* (trust: BoundTrust, user: Watched) {
  yield* accessIs(trust, user, permissionsIn([user.role]), "Access through the trust")
  yield* trust.user(user.id).ofTrustee.get.as(user.client)
})

const disabledGrantsNothing = law({
  name: "trust.disabled-grants-nothing",
  sentence: "While a trust is disabled nobody can do anything through it; when it is enabled everybody can again.",
  rules: ["trust.disabled-grants-nothing"],
  groups: [...trusts, "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), fromTheStart: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someAccess(lab, input.user)
    const trust = yield* makeTrust(lab, { users: [user.member], enabled: !input.fromTheStart })
    if (!input.fromTheStart) {
      yield* grants(trust, user)
      yield* trust.update({ enabled: false })
    }
    yield* grantsNothing(trust, user)
    yield* trust.update({ enabled: true })
    yield* grants(trust, user)
  }),
})

const disabledKeepsMembers = (kind: MemberKind) =>
  law({
    name: { user: "trust.disabled-keeps-members", group: "group.kept-while-disabled" }[kind.noun],
    sentence: `Disabling a trust and enabling it keeps its ${kind.noun}s and their roles.`,
    rules: ["trust.disabled-keeps-members"],
    groups: ["Pairings", "Trustees", kind.services.members, kind.services.roles],
    given: () => fc.record({ member: fc.nat(), roles: picks(1, 3) }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { id } = yield* someMember(lab, kind, input.member)
      const roles = someRoles(lab, input.roles)
      const trust = yield* makeTrust(lab, kind.start([{ id, roleIds: roles.map((role) => role.id) }]))
      for (const enabled of [false, true]) {
        yield* trust.update({ enabled })
        yield* same(yield* membersSeen(trust, kind), [id], `The ${kind.noun}s of the trust`)
        yield* same(yield* rolesOf(kind.bound(trust, id)), ids(roles), `The roles of the ${kind.noun}`)
      }
    }),
  })

const updateReplaces = law({
  name: "trust.update-replaces",
  sentence:
    "An update sets the switch and the end to what it says, answers what is then read, and shows on the other side; " +
    "without an end it does with the old one what the implementation declares.",
  rules: ["trust.update-replaces-end", "trust.both-organizations-agree"],
  groups: trusts,
  given: () =>
    fc.record({
      user: fc.nat(),
      updates: fc.array(fc.record({ enabled: fc.boolean(), days: fc.option(fc.integer({ min: 1, max: 400 })) }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id }] })
    const since = yield* told((yield* trust.get).dateCreated, "when the trust was made")
    const keep = lab.subject.capabilities.profile.updateWithoutEnd === "Keep"
    let end: DateTime.Utc | undefined
    for (const { days, enabled } of input.updates) {
      const dateExpired = days === null ? undefined : DateTime.addDuration(since, Duration.days(days))
      end = dateExpired ?? (keep ? end : undefined)
      const updated = yield* trust.update({ enabled, ...(dateExpired !== undefined && { dateExpired }) })
      yield* same([updated.enabled, instant(updated.dateExpired)], [enabled, instant(end)], "The updated settings")
      yield* same(instant(updated.dateCreated), instant(since), "An update leaves the date of creation")
      yield* same(yield* trust.get, updated, "An update answers what is then read")
      const seen = yield* whereServed(trust.ofTrustee.get)
      if (seen !== undefined) yield* same(seen.enabled, enabled, "The switch that the trustee sees")
    }
  }),
})

const trustorUpdates = law({
  name: "trust.updated-by-trustor-only",
  sentence: "Only the trustor can update a trust; to the trustee it is not there to be updated.",
  rules: ["trust.absent"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), enabled: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id }], enabled: input.enabled })
    const updates = [trustor, trustee].map(({ organization }) =>
      trustOf(lab, trustee, underId(trustee, organization.id)).update({ enabled: !input.enabled }),
    )
    yield* leavesAlone(trust, "The trustee's update", allRefused(trustee.admin, updates, "NotFound"))
  }),
})

const endInFuture = law({
  name: "trust.end-in-future",
  sentence:
    "An end that is not in the future is refused and changes nothing, or, where the implementation declares that it " +
    "accepts one, the trust grants nothing from then on.",
  rules: ["trust.end-in-future", "refusal.changes-nothing"],
  groups: allOf(users),
  given: () =>
    fc.record({ user: fc.nat(), ago: fc.oneof(fc.constant(0), fc.nat({ max: 100_000_000 })), onCreate: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someAccess(lab, input.user)
    const trust = trustOf(lab)
    const pairing = yield* trust.ask({ userIds: [user.id] })
    const asked = yield* told(pairing.dateCreated, "when the pairing was made")
    const dateExpired = DateTime.subtractDuration(asked, Duration.millis(input.ago))
    const start = { pairingId: pairing.id, enabled: true, users: [user.member] }
    const isRefused = lab.subject.capabilities.profile.endInPast === "Refuse"
    if (!input.onCreate) yield* trust.create(start)
    const late = input.onCreate ? trust.create({ ...start, dateExpired }) : trust.update({ enabled: true, dateExpired })
    if (!isRefused) {
      yield* late
      return yield* grantsNothing(trust, user)
    }
    if (!input.onCreate) {
      const disabling = trust.update({ enabled: false, dateExpired })
      yield* leavesAlone(trust, "An end in the past", disabling.refused("InvalidRequest"), user.client)
      return
    }
    yield* late.refused("InvalidRequest")
    yield* trust.get.refused("NotFound")
    yield* trust.create(start)
  }),
})

const expiry = law({
  name: "trust.expired-grants-nothing",
  sentence: "A trust grants access until its end and nothing from then on, but stays readable with its users.",
  rules: ["trust.expired-grants-nothing"],
  groups: allOf(users),
  waits: true,
  given: () =>
    fc.record({
      user: fc.nat(),
      hours: fc.integer({ min: 2, max: 10_000 }),
      early: fc.integer({ min: 60_000, max: 3_600_000 }),
      onCreate: fc.boolean(),
      revive: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someAccess(lab, input.user)
    const trust = trustOf(lab)
    const { dateCreated } = yield* trust.ask({ userIds: [user.id] })
    const asked = yield* told(dateCreated, "when a pairing was made")
    const lifetime = isWaitedFor(lab) ? shortly : Duration.hours(input.hours)
    const early = Duration.min(lifetime, Duration.millis(input.early))
    const dateExpired = DateTime.addDuration(asked, lifetime)
    yield* within(
      lab,
      lifetime,
      Effect.gen(function* () {
        yield* letIn(trust, { users: [user.member], ...(input.onCreate && { dateExpired }) })
        if (!input.onCreate) yield* trust.update({ enabled: true, dateExpired })
        yield* lab.passTime(Duration.subtract(lifetime, early))
        yield* grants(trust, user)
      }),
    )
    yield* elapse(trust, user.id, early)
    yield* grantsNothing(trust, user)
    const read = yield* trust.get
    yield* same(instant(read.dateExpired), instant(dateExpired), "The end that is read after it has come")
    yield* trust.ofTrustee.get
    yield* same(yield* membersSeen(trust, users), [user.id], "The users of an expired trust")
    yield* same(yield* rolesOf(trust.user(user.id)), [user.role.id], "The roles in an expired trust")
    if (!input.revive) return
    yield* trust.update({ enabled: true, dateExpired: DateTime.addDuration(dateExpired, Duration.hours(1)) })
    yield* grants(trust, user)
  }),
})

/** Laws of a trust's switch and of its end. */
export const laws = [disabledGrantsNothing, updateReplaces, trustorUpdates, endInFuture, expiry]

/** Laws of what a trust keeps while it is disabled. */
export const lawsOfMembers = (kind: MemberKind) => [disabledKeepsMembers(kind)]
