/**
 * Laws of the trusts with the vendor's Customer Care.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { CareTrustOptions } from "@org-trust/core/CareTrust"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import type { Trustee } from "@org-trust/core/Trustee"
import type { WorldClient } from "../../../WorldFile.ts"
import { someoneWhoMay } from "../abilities.ts"
import { accessOf, viewTrustors } from "../access.ts"
import { attempt } from "../Attempt.ts"
import { trustOf, underId } from "../BoundTrust.ts"
import { need, permissionsIn, some } from "../choices.ts"
import { holds, ids, instant, promised, same, told } from "../expectations.ts"
import { letIn } from "../letIn.ts"
import { wholeOf } from "../listing.ts"
import { membersSeen, users } from "../MemberKind.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { type NotApplicable, Violation } from "../../Violation.ts"

const flag = fc.option(fc.boolean(), { nil: undefined })

interface Flags {
  readonly assignDefaultRole: boolean | undefined
  readonly autoExpire: boolean | undefined
  readonly assignFullAccess: boolean | undefined
  readonly allowTrustedUserAccess: boolean | undefined
}

const flags: fc.Arbitrary<Flags> = fc.record({
  assignDefaultRole: flag,
  autoExpire: flag,
  assignFullAccess: flag,
  allowTrustedUserAccess: flag,
})

/** The Customer Care organizations that the trustor can let in. */
const careOf = ({ cast, subject }: Lab): ReadonlyArray<WorldOrganization> =>
  subject.world.organizations.filter(({ id, isCare }) => isCare === true && id !== cast.trustor.organization.id)

const someCare = (lab: Lab): Effect.Effect<WorldOrganization, NotApplicable> =>
  need(careOf(lab)[0], "organization of Customer Care")

const given = ({
  allowTrustedUserAccess,
  assignDefaultRole,
  assignFullAccess,
  autoExpire,
}: Partial<Flags>): CareTrustOptions => ({
  ...(assignDefaultRole !== undefined && { assignDefaultRole }),
  ...(autoExpire !== undefined && { autoExpire }),
  ...(assignFullAccess !== undefined && { assignFullAccess }),
  ...(allowTrustedUserAccess !== undefined && { allowTrustedUserAccess }),
})

const justDefault = ({ assignDefaultRole, autoExpire }: Partial<Flags>) => given({ assignDefaultRole, autoExpire })

const flagsOf = ({ hasFullAccess, isTrustedUser, usesDefaultRole }: Trustee) => ({
  usesDefaultRole: usesDefaultRole ?? false,
  hasFullAccess: hasFullAccess ?? false,
  isTrustedUser: isTrustedUser ?? false,
})

/** The trust with an organization of Customer Care. */
const careTrust = (lab: Lab, { id }: { readonly id: WorldOrganization["id"] }) =>
  trustOf(lab, lab.cast.trustor, underId(lab.cast.trustee, id))

/** What the trustor asks of Customer Care, and reads of it. */
const bound = (lab: Lab) => {
  const { admin } = lab.cast.trustor
  // Those who may make trusts with Customer Care may read them: both need the same permissions.
  const maker = someoneWhoMay(lab, lab.cast.trustor, "CareTrusts.create")
  return {
    get: attempt(lab, admin, "DefaultTrusts.get", {}),
    createDefault: (options: Partial<Flags>) => attempt(lab, maker, "DefaultTrusts.create", justDefault(options)),
    createAll: (options: Partial<Flags>) => attempt(lab, maker, "CareTrusts.create", given(options)),
    trustees: Effect.map(wholeOf(lab, trustOf(lab).trustees), ids),
  }
}

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
      `The default trust is with ${made.id}, which is not of Customer Care`,
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
  given: () => fc.record({ flags, alone: fc.boolean(), user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    yield* someCare(lab)
    const { createAll, createDefault } = bound(lab)
    const asked = input.alone ? justDefault(input.flags) : given(input.flags)
    const made = input.alone ? [yield* createDefault(asked)] : (yield* createAll(asked)).entities
    const expected = {
      usesDefaultRole: asked.assignDefaultRole ?? false,
      hasFullAccess: asked.assignFullAccess ?? false,
      isTrustedUser: asked.allowTrustedUserAccess ?? false,
    }
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

/** A user of Customer Care who can log in and look at where there is access. */
const someAgent = (lab: Lab, care: WorldOrganization): Effect.Effect<WorldClient, NotApplicable> =>
  need(
    lab.subject.world.clients.find(
      ({ permissions, userId }) =>
        permissions.includes(viewTrustors) && care.users.some(({ id, state }) => id === userId && state === "active"),
    ),
    "client of an active user of Customer Care who may view trustors",
  )

/** A trust with Customer Care that one of its people has joined, without a role. */
const joinCare = Effect.fnUntraced(function* (lab: Lab, asked: Partial<Flags>) {
  const care = yield* someCare(lab)
  const agent = yield* someAgent(lab, care)
  const { entities } = yield* bound(lab).createAll(asked)
  const made = entities.find(({ id }) => id === care.id)
  if (made === undefined) {
    return yield* new Violation({ message: `There is no trust with ${care.name}, which is of Customer Care` })
  }
  const trust = careTrust(lab, care)
  const id = yield* need(agent.userId, "user of Customer Care")
  yield* same(yield* accessOf(trust, agent), [], "Access of somebody of Customer Care who is not in the trust")
  yield* trust.user(id).add()
  return { access: accessOf(trust, agent), made, trust }
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
    const { access, trust } = yield* joinCare(lab, { ...input, autoExpire: false })
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
    "its creation, and gives access until then; one that is not to expire has no end.",
  rules: ["default-trust.auto-expires"],
  groups: ["CareTrusts", "Trustees", "Trustors", "TrusteeUsers"],
  given: () => flag,
  check: Effect.fnUntraced(function* (lab, autoExpire) {
    const { autoExpiry } = lab.subject.capabilities.profile
    const { access, made } = yield* joinCare(lab, { autoExpire, assignDefaultRole: true })
    if (autoExpire !== true) return yield* same(instant(made.dateExpired), undefined, "The end of the trust")
    const from = yield* told(made.dateCreated, "when the trust was made")
    const end = yield* promised(made.dateExpired, "when the trust ends")
    const off = Math.abs(DateTime.toEpochMillis(end) - DateTime.toEpochMillis(DateTime.addDuration(from, autoExpiry)))
    yield* holds(off <= 5_000, `The trust ends ${off} ms off ${Duration.format(autoExpiry)} after its creation`)
    const held = permissionsIn(lab.cast.trustor.organization.roles)
    yield* same(yield* access, held, "Access before the end")
    if (lab.subject.passTime === undefined) return undefined
    yield* lab.passTime(Duration.sum(autoExpiry, Duration.seconds(6)))
    return yield* same(yield* access, [], "Access after the end")
  }),
})

const everyOrganization = law({
  name: "care.every-organization",
  sentence:
    "Letting Customer Care in makes a trust with each of its organizations and answers them all; a trust that is there " +
    "stays as it is; and where all are there it is a conflict.",
  rules: ["care.every-organization", "trust.one-per-direction"],
  groups: ["CareTrusts", "Trustees"],
  given: () => fc.record({ flags, gone: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    yield* someCare(lab)
    const { createAll, trustees } = bound(lab)
    const expected = ids(careOf(lab))
    const made = yield* createAll(input.flags)
    yield* same(ids(made.entities), expected, "The trusts that were answered")
    yield* same(yield* trustees, expected, "The trusts that were made")
    for (const each of made.entities) yield* same(yield* careTrust(lab, each).get, each, "A trust with Customer Care")
    yield* createAll({}).refused("Conflict")
    const gone = yield* some(made.entities, input.gone, "trust with Customer Care")
    yield* careTrust(lab, gone).remove
    const again = yield* createAll({ assignFullAccess: true })
    yield* same(ids(again.entities), expected, "The trusts that were answered when one was missing")
    for (const each of made.entities.filter(({ id }) => id !== gone.id)) {
      yield* same(yield* careTrust(lab, each).get, each, "A trust that was there")
    }
    yield* same((yield* careTrust(lab, gone).get).hasFullAccess, true, "The flag of the trust that was missing")
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
export const laws = [withCare, showsFlags, givesAccess, autoExpires, everyOrganization, listed]
