/**
 * Laws of the trusts with the vendor's Customer Care.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { viewTrustors } from "../access.ts"
import { attempt } from "../Attempt.ts"
import { trustOf } from "../BoundTrust.ts"
import {
  bound,
  careOf,
  careTrust,
  flags,
  flagsOf,
  given,
  joinCare,
  justDefault,
  saidFlags,
  shownBy,
  someCare,
} from "../care.ts"
import { need, permissionsIn, some } from "../choices.ts"
import { elapse, isWaitedFor, within } from "../elapse.ts"
import { holds, ids, instant, promised, same, told } from "../expectations.ts"
import { letIn } from "../letIn.ts"
import { membersSeen, users } from "../MemberKind.ts"
import { law } from "../Law.ts"

const withCare = law({
  name: "default-trust.with-care",
  sentence:
    "The default trust is made with an organization of Customer Care, without a pairing: enabled, and with nobody " +
    "in it. It is read as it was answered, is made once, and is not found before and after.",
  rules: ["default-trust.with-care", "trust.one-per-direction", "trust.absent"],
  groups: ["DefaultTrusts", "Trustees", "TrusteeUsers"],
  given: () => flags,
  check: Effect.fnUntraced(function* (lab, input) {
    yield* someCare(lab)
    const { createDefault, get, trustees } = bound(lab)
    yield* get.refused("NotFound")
    const made = yield* createDefault(input)
    yield* holds(
      careOf(lab).some(({ id }) => id === made.id),
      `The default trust: expected one with an organization of Customer Care, got one with ${made.id}`,
    )
    const trust = careTrust(lab, made)
    yield* same(made.enabled, true, "Whether the default trust is enabled")
    yield* same(yield* get, made, "The default trust")
    yield* same(yield* trust.get, made, "The trust with Customer Care")
    yield* same(yield* trustees, [made.id], "The trustees")
    yield* same(yield* membersSeen(trust, users), [], "The users of the default trust")
    yield* createDefault({ assignDefaultRole: input.assignDefaultRole !== true }).refused("Conflict")
    yield* same(yield* get, made, "The default trust after a conflict")
    yield* trust.remove
    yield* get.refused("NotFound")
  }),
})

const showsFlags = law({
  name: "default-trust.flags",
  sentence:
    "A trust with Customer Care shows each flag that it was asked for with, and no other, also after it was disabled; " +
    "a trust that came from a pairing shows none.",
  rules: ["default-trust.flags"],
  groups: ["DefaultTrusts", "CareTrusts", "Pairings", "Trustees"],
  effort: 2,
  given: () => fc.record({ flags: saidFlags, alone: fc.boolean(), user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    yield* someCare(lab)
    const { createAll, createDefault } = bound(lab)
    const asked = input.alone ? justDefault(input.flags) : given(input.flags)
    const made = input.alone ? [yield* createDefault(asked)] : (yield* createAll(asked)).entities
    const expected = shownBy(asked)
    for (const each of made) {
      yield* same(flagsOf(each), expected, "The flags of a new trust with Customer Care")
      yield* careTrust(lab, each).update({ enabled: false })
      yield* same(flagsOf(yield* careTrust(lab, each).get), expected, "The flags of a trust with Customer Care")
    }
    // Not with Customer Care, which is let in already.
    const guest = yield* need(
      [trustee, third].find(({ organization }) => organization.isCare !== true),
      "trustee that is not of Customer Care",
    )
    const { id } = yield* some(guest.activeUsers, input.user, "active user of the trustee")
    const paired = yield* letIn(trustOf(lab, trustor, guest), { users: [{ id }] })
    const none = { usesDefaultRole: false, hasFullAccess: false, isTrustedUser: false }
    yield* same(flagsOf(paired), none, "The flags of a trust that came from a pairing")
  }),
})

const trustedUser = [viewTrustors, ...users.permissions("view")]

const givesAccess = law({
  name: "default-trust.flags-give-access",
  sentence:
    "Somebody in a trust with Customer Care may do all that the trustor's roles permit where the trust has the default " +
    "role or full access, may view trustors and trust users with Trusted User access, and nothing without a flag; " +
    "while the trust is disabled nothing at all.",
  rules: ["default-trust.flags-give-access", "trust.disabled-grants-nothing"],
  groups: ["CareTrusts", "Trustees", "Trustors", "TrusteeUsers"],
  given: () => flags,
  check: Effect.fnUntraced(function* (lab, input) {
    const { access, made, trust } = yield* joinCare(lab, { ...input, autoExpire: false })
    yield* same(flagsOf(made), shownBy(input), "The flags of the trust, where one that is left out is off")
    const isAdmin = input.assignDefaultRole === true || input.assignFullAccess === true
    const expected = [
      ...(isAdmin ? permissionsIn(trust.trustor.organization.roles) : []),
      ...(input.allowTrustedUserAccess === true ? trustedUser : []),
    ]
    yield* same(yield* access, [...new Set(expected)].sort(), "Access by the flags of the trust")
    yield* trust.update({ enabled: false })
    yield* same(yield* access, [], "Access while the trust is disabled")
  }),
})

const autoExpires = law({
  name: "default-trust.auto-expires",
  sentence:
    "A trust with Customer Care that is to expire ends after the time that the implementation declares, counted from " +
    "its creation; one that is not to expire has no end.",
  rules: ["default-trust.auto-expires"],
  groups: ["CareTrusts", "Trustees"],
  given: () => saidFlags,
  check: Effect.fnUntraced(function* (lab, asked) {
    const { autoExpiry } = lab.subject.capabilities.profile
    yield* someCare(lab)
    for (const made of (yield* bound(lab).createAll(asked)).entities) {
      if (asked.autoExpire !== true) {
        yield* same(instant(made.dateExpired), undefined, "The end of the trust")
        continue
      }
      const end = yield* promised(made.dateExpired, "when the trust ends")
      const from = yield* told(made.dateCreated, "when the trust was made")
      const off = Math.abs(DateTime.toEpochMillis(end) - DateTime.toEpochMillis(DateTime.addDuration(from, autoExpiry)))
      yield* holds(
        off <= 5_000,
        `The end of the trust: expected ${instant(DateTime.addDuration(from, autoExpiry))}, ${Duration.format(autoExpiry)} after its creation, got ${instant(end)}`,
      )
    }
  }),
})

const endsAccess = law({
  name: "default-trust.access-ends",
  sentence:
    "A trust with Customer Care that is to expire gives access until its end and nothing from then on; one for which " +
    "nothing is said has no end.",
  rules: ["default-trust.auto-expires", "default-trust.flags-give-access", "trust.expired-grants-nothing"],
  groups: ["CareTrusts", "Trustees", "Trustors", "TrusteeUsers"],
  waits: true,
  given: () => fc.constantFrom(true, undefined),
  check: Effect.fnUntraced(function* (lab, autoExpire) {
    const { autoExpiry } = lab.subject.capabilities.profile
    const { access, made } = yield* joinCare(lab, { autoExpire, assignDefaultRole: true })
    if (autoExpire === undefined) return yield* same(instant(made.dateExpired), undefined, "The end of the trust")
    const held = permissionsIn(lab.cast.trustor.organization.roles)
    yield* within(
      lab,
      autoExpiry,
      Effect.flatMap(access, (now) => same(now, held, "Access before the end")),
    )
    const { id } = yield* some(lab.cast.trustee.activeUsers, 0, "active user of the trustee")
    yield* elapse(trustOf(lab), id, Duration.sum(autoExpiry, Duration.seconds(isWaitedFor(lab) ? 1 : 6)))
    return yield* same(yield* access, [], "Access after the end")
  }),
})

const everyOrganization = law({
  name: "care.every-organization",
  sentence:
    "Letting Customer Care in makes a trust with each of its organizations and answers them; a trust that is there " +
    "stays as it is; where all are there it is a conflict, and where some are the others are made, and all or those " +
    "are answered, or it is a conflict, as the implementation declares.",
  rules: ["care.every-organization", "trust.one-per-direction"],
  groups: ["CareTrusts", "Trustees"],
  given: () => fc.record({ flags, gone: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    yield* someCare(lab)
    const { careWhenPartly } = lab.subject.capabilities.profile
    const { createAll, trustees } = bound(lab)
    const expected = ids(careOf(lab))
    const made = yield* createAll(input.flags)
    yield* same(ids(made.entities), expected, "The trusts that were answered")
    yield* same(yield* trustees, expected, "The trusts that were made")
    for (const each of made.entities) yield* same(yield* careTrust(lab, each).get, each, "A trust with Customer Care")
    yield* createAll({}).refused("Conflict")
    const gone = yield* some(made.entities, input.gone, "trust with Customer Care")
    yield* careTrust(lab, gone).remove
    if (made.entities.length > 1 && careWhenPartly === "Conflict") {
      yield* createAll({ assignFullAccess: true }).refused("Conflict")
      yield* careTrust(lab, gone).get.refused("NotFound")
    } else {
      const again = yield* createAll({ assignFullAccess: true })
      const answered = careWhenPartly === "AnswerMade" ? [gone.id] : expected
      yield* same(ids(again.entities), answered, "The trusts that were answered when one was missing")
      yield* same((yield* careTrust(lab, gone).get).hasFullAccess, true, "The flag of the trust that was missing")
    }
    for (const each of made.entities.filter(({ id }) => id !== gone.id)) {
      yield* same(yield* careTrust(lab, each).get, each, "A trust that was there")
    }
  }),
})

const listed = law({
  name: "care.listed",
  sentence: "The list of Customer Care has all its organizations and no other, before they are let in and after.",
  rules: ["care.listed"],
  groups: ["CareTrusts", "Trustees"],
  given: () => fc.record({ trusted: fc.boolean(), byThird: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { byThird, trusted }) {
    const { third, trustor } = lab.cast
    yield* someCare(lab)
    if (trusted) yield* bound(lab).createAll({})
    const reader = byThird ? third : trustor
    const { entities } = yield* attempt(lab, reader.admin, "CareTrusts.list", {})
    const care = lab.subject.world.organizations.filter(
      ({ id, isCare }) => isCare === true && id !== reader.organization.id,
    )
    yield* same(ids(entities), ids(care), "The organizations of Customer Care")
  }),
})

/** Laws of the trusts with Customer Care. */
export const laws = [withCare, showsFlags, givesAccess, autoExpires, endsAccess, everyOrganization, listed]
