/**
 * Laws of the trusts with the vendor's Customer Care.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import type { Trustee } from "@org-trust/core/Trustee"
import type { WorldClient } from "../../WorldFile.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  accessOf,
  allRefused,
  attempt,
  holds,
  ids,
  instant,
  makeTrust,
  need,
  pageSizeOf,
  permissionsIn,
  pick,
  same,
  someoneWhoMay,
  someUser,
  told,
  wholeOf,
} from "../scenario.ts"
import { type NotApplicable, Violation } from "../Violation.ts"

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

/** Somebody who may make and read trusts with Customer Care: these need the same permissions. */
const maker = (lab: Lab) => someoneWhoMay(lab, lab.cast.trustor, "CareTrusts.create")

const given = ({ allowTrustedUserAccess, assignDefaultRole, assignFullAccess, autoExpire }: Partial<Flags>) => ({
  ...(assignDefaultRole !== undefined && { assignDefaultRole }),
  ...(autoExpire !== undefined && { autoExpire }),
  ...(assignFullAccess !== undefined && { assignFullAccess }),
  ...(allowTrustedUserAccess !== undefined && { allowTrustedUserAccess }),
})

const justDefault = ({ assignDefaultRole, autoExpire }: Flags) => given({ assignDefaultRole, autoExpire })

const flagsOf = ({ hasFullAccess, isTrustedUser, usesDefaultRole }: Trustee) => ({
  usesDefaultRole: usesDefaultRole ?? false,
  hasFullAccess: hasFullAccess ?? false,
  isTrustedUser: isTrustedUser ?? false,
})

const read = (lab: Lab, trusteeOrgId: OrganizationId) =>
  lab.succeed(lab.cast.trustor.admin, "Trustees.get", { trusteeOrgId })

const trusteesOf = (lab: Lab) =>
  Effect.map(
    wholeOf(lab, (page) => lab.succeed(lab.cast.trustor.admin, "Trustees.list", page)),
    ids,
  )

const withCare = law({
  name: "default-trust.with-care",
  sentence:
    "The default trust is made with an organization of Customer Care, without a pairing: enabled, and with nobody " +
    "in it. It is read as it was answered, is made once, and is not found before and after.",
  rules: ["default-trust.with-care", "trust.one-per-direction", "trust.absent"],
  groups: ["DefaultTrusts", "Trustees", "TrusteeUsers"],
  given: () => flags,
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    yield* someCare(lab)
    const client = yield* someoneWhoMay(lab, trustor, "DefaultTrusts.create")
    const get = attempt(lab, "DefaultTrusts.get", {})
    yield* allRefused(trustor.admin, [get], "NotFound")
    const made = yield* lab.succeed(client, "DefaultTrusts.create", justDefault(input))
    yield* holds(
      careOf(lab).some(({ id }) => id === made.id),
      `The default trust is with ${made.id}, which is not of Customer Care`,
    )
    yield* same(made.enabled, true, "Whether the default trust is enabled")
    yield* same(yield* lab.succeed(trustor.admin, "DefaultTrusts.get", {}), made, "The default trust")
    yield* same(yield* read(lab, made.id), made, "The trust with Customer Care")
    yield* same(yield* trusteesOf(lab), [made.id], "The trustees")
    const page = { trusteeOrgId: made.id, pageSize: pageSizeOf(lab) }
    const users = yield* lab.succeed(trustor.admin, "TrusteeUsers.list", page)
    yield* same(ids(users.entities), [], "The users of the default trust")
    yield* lab.refuse(
      client,
      "DefaultTrusts.create",
      { assignDefaultRole: input.assignDefaultRole !== true },
      "Conflict",
    )
    yield* same(yield* lab.succeed(trustor.admin, "DefaultTrusts.get", {}), made, "The default trust after a conflict")
    yield* lab.succeed(trustor.admin, "Trustees.remove", { trusteeOrgId: made.id })
    yield* allRefused(trustor.admin, [get], "NotFound")
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
    const { trustor } = lab.cast
    yield* someCare(lab)
    const client = yield* maker(lab)
    const asked = input.alone ? justDefault(input.flags) : given(input.flags)
    const made = input.alone
      ? [yield* lab.succeed(client, "DefaultTrusts.create", asked)]
      : (yield* lab.succeed(client, "CareTrusts.create", asked)).entities
    const expected = {
      usesDefaultRole: asked.assignDefaultRole ?? false,
      hasFullAccess: asked.assignFullAccess ?? false,
      isTrustedUser: asked.allowTrustedUserAccess ?? false,
    }
    for (const trust of made) {
      yield* same(flagsOf(trust), expected, "The flags of a new trust with Customer Care")
      yield* lab.succeed(trustor.admin, "Trustees.update", { trusteeOrgId: trust.id, payload: { enabled: false } })
      yield* same(flagsOf(yield* read(lab, trust.id)), expected, "The flags of a trust with Customer Care")
    }
    const { id } = yield* someUser(lab, input.user)
    const none = { usesDefaultRole: false, hasFullAccess: false, isTrustedUser: false }
    yield* same(flagsOf(yield* makeTrust(lab, [{ id }])), none, "The flags of a trust that came from a pairing")
  }),
})

/** A user of Customer Care who can log in and look at where there is access. */
const someAgent = (lab: Lab, care: WorldOrganization): Effect.Effect<WorldClient, NotApplicable> =>
  need(
    lab.subject.world.clients.find(
      ({ permissions, userId }) =>
        permissions.includes("authorization:orgTrustor:view") &&
        care.users.some(({ id, state }) => id === userId && state === "active"),
    ),
    "client of an active user of Customer Care who may view trustors",
  )

/** A trust with Customer Care that one of its people has joined, without a role. */
const joinCare = Effect.fnUntraced(function* (lab: Lab, asked: Partial<Flags>) {
  const client = yield* maker(lab)
  const care = yield* someCare(lab)
  const agent = yield* someAgent(lab, care)
  const { entities } = yield* lab.succeed(client, "CareTrusts.create", given(asked))
  const made = entities.find(({ id }) => id === care.id)
  if (made === undefined) {
    return yield* new Violation({ message: `There is no trust with ${care.name}, which is of Customer Care` })
  }
  const adder = yield* someoneWhoMay(lab, lab.cast.trustor, "TrusteeUsers.add")
  const id = yield* need(agent.userId, "user of Customer Care")
  yield* same(yield* accessOf(lab, agent), [], "Access of somebody of Customer Care who is not in the trust")
  yield* lab.succeed(adder, "TrusteeUsers.add", { trusteeOrgId: care.id, payload: { id } })
  return { agent, made }
})

const trustedUser = ["authorization:orgTrustor:view", "authorization:orgTrusteeUser:view"]

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
    const { trustor } = lab.cast
    const { agent, made } = yield* joinCare(lab, { ...input, autoExpire: false })
    const isAdmin = input.assignDefaultRole === true || input.assignFullAccess === true
    const expected = [
      ...(isAdmin ? permissionsIn(trustor.organization.roles) : []),
      ...(input.allowTrustedUserAccess === true ? trustedUser : []),
    ]
    yield* same(yield* accessOf(lab, agent), [...new Set(expected)].sort(), "Access by the flags of the trust")
    yield* lab.succeed(trustor.admin, "Trustees.update", { trusteeOrgId: made.id, payload: { enabled: false } })
    yield* same(yield* accessOf(lab, agent), [], "Access while the trust is disabled")
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
    const { agent, made } = yield* joinCare(lab, { autoExpire, assignDefaultRole: true })
    if (autoExpire !== true) return yield* same(instant(made.dateExpired), undefined, "The end of the trust")
    const from = yield* told(made.dateCreated, "when the trust was made")
    const end = yield* told(made.dateExpired, "when the trust ends")
    const off = Math.abs(DateTime.toEpochMillis(end) - DateTime.toEpochMillis(DateTime.addDuration(from, autoExpiry)))
    yield* holds(off <= 5_000, `The trust ends ${off} ms off ${Duration.format(autoExpiry)} after its creation`)
    const access = permissionsIn(lab.cast.trustor.organization.roles)
    yield* same(yield* accessOf(lab, agent), access, "Access before the end")
    if (lab.subject.passTime === undefined) return undefined
    yield* lab.passTime(Duration.sum(autoExpiry, Duration.seconds(6)))
    return yield* same(yield* accessOf(lab, agent), [], "Access after the end")
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
    const { trustor } = lab.cast
    yield* someCare(lab)
    const client = yield* maker(lab)
    const expected = ids(careOf(lab))
    const made = yield* lab.succeed(client, "CareTrusts.create", given(input.flags))
    yield* same(ids(made.entities), expected, "The trusts that were answered")
    yield* same(yield* trusteesOf(lab), expected, "The trusts that were made")
    for (const trust of made.entities) yield* same(yield* read(lab, trust.id), trust, "A trust with Customer Care")
    yield* lab.refuse(client, "CareTrusts.create", {}, "Conflict")
    const gone = yield* need(pick(made.entities, input.gone), "trust with Customer Care")
    yield* lab.succeed(trustor.admin, "Trustees.remove", { trusteeOrgId: gone.id })
    const again = yield* lab.succeed(client, "CareTrusts.create", { assignFullAccess: true })
    yield* same(ids(again.entities), expected, "The trusts that were answered when one was missing")
    for (const trust of made.entities.filter(({ id }) => id !== gone.id)) {
      yield* same(yield* read(lab, trust.id), trust, "A trust that was there")
    }
    yield* same((yield* read(lab, gone.id)).hasFullAccess, true, "The flag of the trust that was missing")
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
    if (trusted) yield* lab.succeed(yield* maker(lab), "CareTrusts.create", {})
    const reader = byThird ? third : trustor
    const { entities } = yield* lab.succeed(reader.admin, "CareTrusts.list", {})
    const care = lab.subject.world.organizations.filter(
      ({ id, isCare }) => isCare === true && id !== reader.organization.id,
    )
    yield* same(ids(entities), ids(care), "The organizations of Customer Care")
  }),
})

/** Laws of the trusts with Customer Care. */
export const laws = [withCare, showsFlags, givesAccess, autoExpires, everyOrganization, listed]
