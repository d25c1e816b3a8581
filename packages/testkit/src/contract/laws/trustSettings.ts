/**
 * Laws of a trust's switch and of its end.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  accessOf,
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  ids,
  instant,
  makeTrust,
  need,
  permissionsIn,
  rolesOf,
  same,
  someInsider,
  someRoles,
  someUser,
  told,
  trustorUserAttempts,
  usersSeenByTrustor,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

/** A user of the trustee whose access can be watched, and a role that gives access. */
const someAccess = Effect.fnUntraced(function* (lab: Lab, index: number) {
  const insider = yield* someInsider(lab.cast.trustee, index, "authorization:orgTrustor:view")
  const role = yield* need(
    roleWith(lab.cast.trustor, "authorization:orgTrusteeUser:view"),
    "role of the trustor that permits to view users",
  )
  return { ...insider, role, member: { id: insider.id, roleIds: [role.id] } }
})

/** The user of a trust that grants nothing can do nothing. */
const grantsNothing = Effect.fnUntraced(function* (lab: Lab, user: Effect.Success<ReturnType<typeof someAccess>>) {
  yield* same(yield* accessOf(lab, user.client), [], "Access through the trust")
  yield* allRefused(user.client, trustorUserAttempts(lab, user.id), "MissingTrustorPermissions")
})

const grants = Effect.fnUntraced(function* (lab: Lab, user: Effect.Success<ReturnType<typeof someAccess>>) {
  yield* same(yield* accessOf(lab, user.client), permissionsIn([user.role]), "Access through the trust")
  yield* lab.succeed(user.client, "TrustorUsers.get", { ...asTrustee(lab), trusteeUserId: user.id })
})

const disabledGrantsNothing = law({
  name: "trust.disabled-grants-nothing",
  sentence: "While a trust is disabled nobody can do anything through it; when it is enabled everybody can again.",
  rules: ["trust.disabled-grants-nothing"],
  groups: ["Pairings", "Trustees", "Trustors", "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), fromTheStart: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const user = yield* someAccess(lab, input.user)
    yield* makeTrust(lab, [user.member], !input.fromTheStart)
    if (!input.fromTheStart) {
      yield* grants(lab, user)
      yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled: false } })
    }
    yield* grantsNothing(lab, user)
    yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled: true } })
    yield* grants(lab, user)
  }),
})

const disabledKeepsMembers = law({
  name: "trust.disabled-keeps-members",
  sentence: "Disabling a trust and enabling it keeps its users and their roles.",
  rules: ["trust.disabled-keeps-members"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), roles: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const roles = someRoles(lab, input.roles)
    yield* makeTrust(lab, [{ id: user.id, roleIds: roles.map((role) => role.id) }])
    for (const enabled of [false, true]) {
      yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled } })
      yield* same(ids(yield* usersSeenByTrustor(lab)), [user.id], "The users of the trust")
      yield* same(yield* rolesOf(lab, user.id), ids(roles), "The roles of the user")
    }
  }),
})

const updateReplaces = law({
  name: "trust.update-replaces",
  sentence:
    "An update sets the switch and the end to what it says, answers what is then read, and shows on the other side; " +
    "without an end it does with the old one what the implementation declares.",
  rules: ["trust.update-replaces-end", "trust.both-organizations-agree"],
  groups: ["Pairings", "Trustees", "Trustors"],
  given: () =>
    fc.record({
      user: fc.nat(),
      updates: fc.array(fc.record({ enabled: fc.boolean(), days: fc.option(fc.integer({ min: 1, max: 400 })) }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const created = yield* makeTrust(lab, [{ id: user.id }])
    const since = yield* told(created.dateCreated, "when the trust was made")
    const keep = lab.subject.capabilities.profile.updateWithoutEnd === "Keep"
    let end: DateTime.Utc | undefined
    for (const { days, enabled } of input.updates) {
      const dateExpired = days === null ? undefined : DateTime.addDuration(since, Duration.days(days))
      end = dateExpired ?? (keep ? end : undefined)
      const payload = { enabled, ...(dateExpired !== undefined && { dateExpired }) }
      const updated = yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload })
      yield* same([updated.enabled, instant(updated.dateExpired)], [enabled, instant(end)], "The updated settings")
      yield* same(instant(updated.dateCreated), instant(since), "An update leaves the date of creation")
      const read = yield* lab.succeed(trustor.admin, "Trustees.get", asTrustor(lab))
      yield* same(read, updated, "An update answers what is then read")
      const seen = yield* lab.succeed(trustee.admin, "Trustors.get", asTrustee(lab))
      yield* same(seen.enabled, enabled, "The switch that the trustee sees")
    }
  }),
})

const trustorUpdates = law({
  name: "trust.updated-by-trustor-only",
  sentence: "Only the trustor can update a trust; to the trustee it is not there to be updated.",
  rules: ["trust.absent"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), enabled: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    yield* makeTrust(lab, [{ id: user.id }], input.enabled)
    const payload = { enabled: !input.enabled }
    yield* leavesTrustAlone(
      lab,
      "The trustee's update",
      Effect.all([
        lab.refuse(trustee.admin, "Trustees.update", { trusteeOrgId: trustor.organization.id, payload }, "NotFound"),
        lab.refuse(trustee.admin, "Trustees.update", { ...asTrustor(lab), payload }, "NotFound"),
      ]),
    )
  }),
})

const endInFuture = law({
  name: "trust.end-in-future",
  sentence:
    "An end that is not in the future is refused and changes nothing, or, where the implementation declares that it " +
    "accepts one, the trust grants nothing from then on.",
  rules: ["trust.end-in-future", "refusal.changes-nothing"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () =>
    fc.record({ user: fc.nat(), ago: fc.oneof(fc.constant(0), fc.nat({ max: 100_000_000 })), onCreate: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const user = yield* someAccess(lab, input.user)
    const pairing = yield* askForAccess(lab, [user.id])
    const asked = yield* told(pairing.dateCreated, "when the pairing was made")
    const dateExpired = DateTime.subtractDuration(asked, Duration.millis(input.ago))
    const payload = { pairingId: pairing.id, enabled: true, users: [user.member] }
    const isRefused = lab.subject.capabilities.profile.endInPast === "Refuse"
    if (input.onCreate) {
      const late = { payload: { ...payload, dateExpired } }
      if (isRefused) {
        yield* lab.refuse(trustor.admin, "Trustees.create", late, "InvalidRequest")
        yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
        yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
      } else {
        yield* lab.succeed(trustor.admin, "Trustees.create", late)
        yield* grantsNothing(lab, user)
      }
      return
    }
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    const late = { ...asTrustor(lab), payload: { enabled: false, dateExpired } }
    if (isRefused) {
      yield* leavesTrustAlone(
        lab,
        "An end in the past",
        lab.refuse(trustor.admin, "Trustees.update", late, "InvalidRequest"),
        user.client,
      )
    } else {
      yield* lab.succeed(trustor.admin, "Trustees.update", { ...late, payload: { enabled: true, dateExpired } })
      yield* grantsNothing(lab, user)
    }
  }),
})

const expiry = law({
  name: "trust.expired-grants-nothing",
  sentence: "A trust grants access until its end and nothing from then on, but stays readable with its users.",
  rules: ["trust.expired-grants-nothing"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () =>
    fc.record({
      user: fc.nat(),
      hours: fc.integer({ min: 2, max: 10_000 }),
      early: fc.integer({ min: 60_000, max: 3_600_000 }),
      onCreate: fc.boolean(),
      revive: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someAccess(lab, input.user)
    const pairing = yield* askForAccess(lab, [user.id])
    const asked = yield* told(pairing.dateCreated, "when the pairing was made")
    const dateExpired = DateTime.addDuration(asked, Duration.hours(input.hours))
    const start = { pairingId: pairing.id, enabled: true, users: [user.member] }
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { ...start, ...(input.onCreate && { dateExpired }) },
    })
    const payload = { enabled: true, dateExpired }
    if (!input.onCreate) yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload })
    yield* lab.passTime(Duration.subtract(Duration.hours(input.hours), Duration.millis(input.early)))
    yield* grants(lab, user)
    yield* lab.passTime(Duration.millis(input.early))
    yield* grantsNothing(lab, user)
    const read = yield* lab.succeed(trustor.admin, "Trustees.get", asTrustor(lab))
    yield* same(instant(read.dateExpired), instant(dateExpired), "The end that is read after it has come")
    yield* lab.succeed(trustee.admin, "Trustors.get", asTrustee(lab))
    yield* same(ids(yield* usersSeenByTrustor(lab)), [user.id], "The users of an expired trust")
    yield* same(yield* rolesOf(lab, user.id), [user.role.id], "The roles in an expired trust")
    if (input.revive) {
      const later = DateTime.addDuration(dateExpired, Duration.hours(1))
      yield* lab.succeed(trustor.admin, "Trustees.update", {
        ...asTrustor(lab),
        payload: { enabled: true, dateExpired: later },
      })
      yield* grants(lab, user)
    }
  }),
})

/** Laws of a trust's switch and of its end. */
export const laws = [disabledGrantsNothing, disabledKeepsMembers, updateReplaces, trustorUpdates, endInFuture, expiry]
