/**
 * What somebody might ask of an organization of the built-in world, as trustor and as
 * trustee, and what there is of it, in forms that can be compared.
 */
import type { Desired, DesiredTrustee, DesiredTrustor } from "@org-trust/core/access/Desired"
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { Grant, TrustDefaults } from "@org-trust/core/lifecycle/Event"
import { groupsOf, type Member, type State, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import { careOrganizations, organizations } from "@org-trust/testkit/BuiltInWorld"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

const { cedarHealth, harborBank, northwindPartners } = organizations

/** The organization that the wishes are about. */
export const own = harborBank
/** The other organizations. */
export const partners = [northwindPartners, cedarHealth] as const
/** The user as whom the organization looks after where its people go: in every wish, so that it is let in. */
export const steward = harborBank.users.ada

/** Which trusts a wish is about: those that let others in, those that let our people in, or both. */
export type Side = "trustor" | "trustee" | "both"

const grantable: ReadonlyArray<Grant> = [
  { roleId: harborBank.roles.supervisor.id },
  { roleId: harborBank.roles.supervisor.id, divisionId: harborBank.divisions.retail.id },
  { roleId: harborBank.roles.visitor.id, divisionId: harborBank.divisions.retail.id },
  { roleId: harborBank.roles.visitor.id, divisionId: harborBank.divisions.wealth.id },
  { roleId: harborBank.roles.recruiter.id },
]
const ends = [undefined, DateTime.makeUnsafe("2027-01-01T00:00:00Z"), DateTime.makeUnsafe("2028-06-01T12:00:00Z")]

const chance = (share: number) => Effect.map(Random.next, (next) => next < share)

const some = <A>(items: ReadonlyArray<A>, share: number) => Effect.filter(items, () => chance(share))

const anEnd = Effect.map(Random.nextIntBetween(0, ends.length - 1), (at) => {
  const end = ends[at]
  return end === undefined ? {} : { dateExpired: end }
})

const members = Effect.fnUntraced(function* (partner: (typeof partners)[number] | (typeof care)[number]) {
  const grants = some(grantable, 0.35)
  const active = Object.values(partner.users).filter(({ state }) => state === "active")
  const users = yield* Effect.forEach(yield* some(active, 0.6), (user) =>
    Effect.map(grants, (each) => [user.id, each] as const),
  )
  const groups = yield* Effect.forEach(yield* some(Object.values(partner.groups), 0.5), (group) =>
    Effect.map(grants, (each) => [group.id, each] as const),
  )
  return { users: new Map(users), groups: new Map(groups), strangers: "remove" } as const
})

const care = Object.values(careOrganizations)

/** Customer Care, all of it with the same flags. */
const wishedCare = Effect.gen(function* () {
  const flags: TrustDefaults = {
    usesDefaultRole: yield* chance(0.3),
    hasFullAccess: yield* chance(0.5),
    isTrustedUser: yield* chance(0.7),
  }
  const isEmpty = yield* chance(0.5)
  return yield* Effect.forEach(care, (organization) =>
    Effect.gen(function* () {
      const end = yield* anEnd
      const people = isEmpty
        ? ({ users: new Map(), groups: new Map(), strangers: "remove" } as const)
        : yield* members(organization)
      const trustee: DesiredTrustee = { enabled: true, ...end, ...people, care: flags }
      return [organization.id, trustee] as const
    }),
  )
})

const wishedTrustees = Effect.gen(function* () {
  const trustees = new Map<OrganizationId, DesiredTrustee>()
  for (const partner of yield* some(partners, 0.8)) {
    const people = yield* members(partner)
    if (people.users.size + people.groups.size === 0) continue
    trustees.set(partner.id, { enabled: yield* chance(0.8), ...(yield* anEnd), ...people })
  }
  if (yield* chance(0.6)) for (const [id, trustee] of yield* wishedCare) trustees.set(id, trustee)
  return trustees
})

const wishedTrustors = Effect.gen(function* () {
  const trustors = new Map<OrganizationId, DesiredTrustor>()
  for (const partner of yield* some(partners, 0.8)) {
    const others = Object.values(own.users).filter(({ id, state }) => state === "active" && id !== steward.id)
    const users = (yield* some(others, 0.5)).map(({ id }) => id)
    const groups = (yield* some(Object.values(own.groups), 0.5)).map(({ id }) => id)
    trustors.set(partner.id, {
      users: new Set<UserId>([steward.id, ...users]),
      groups: new Set(groups),
      strangers: "remove",
    })
  }
  return trustors
})

/** Something that somebody might ask for. */
export const wish = Effect.fnUntraced(function* (side: Side) {
  const desired: Desired = {
    organizationId: own.id,
    strangers: "remove",
    ...(side !== "trustee" && { trustees: yield* wishedTrustees }),
    ...(side !== "trustor" && { trustors: yield* wishedTrustors }),
  }
  return desired
})

/** Grants as words that can be compared. */
export const keysOf = (grants: ReadonlyArray<Grant>) =>
  grants.map(({ divisionId, roleId }) => `${roleId}/${divisionId ?? "*"}`).toSorted()

const byId = (members: Iterable<readonly [string, ReadonlyArray<string>]>) =>
  [...members].toSorted(([one], [other]) => one.localeCompare(other))

const flagsText = (flags: TrustDefaults | undefined): string =>
  flags === undefined ? "" : ` ${flags.usesDefaultRole} ${flags.hasFullAccess} ${flags.isTrustedUser}`

const settingsText = (enabled: boolean, end: DateTime.Utc | undefined, flags: TrustDefaults | undefined): string =>
  `${enabled} ${end === undefined ? "" : DateTime.formatIso(end)}${flagsText(flags)}`

/** What is asked for, but for some partners. */
export const asked = ({ trustees = new Map(), trustors = new Map() }: Desired, except: ReadonlySet<string>) => [
  byId(
    Array.from(trustees, ([partner, { care, dateExpired, enabled, groups, users }]) => [
      partner,
      [
        settingsText(enabled, dateExpired, care),
        ...byId([...users, ...groups].map(([id, grants]) => [id, keysOf(grants)] as const)).map(String),
      ],
    ]),
  ).filter(([id]) => !except.has(id)),
  byId(Array.from(trustors, ([partner, { groups, users }]) => [partner, [...users, ...groups].toSorted()])),
]

/** The users and groups of a trust with what they are granted. */
const membersOf = (trust: Parameters<typeof usersOf>[0]): ReadonlyArray<Member<string>> => [
  ...usersOf(trust),
  ...groupsOf(trust),
]

/** What there is, but for some partners, on the sides that a wish is about. */
export const there = (state: State, { trustees, trustors }: Desired, except: ReadonlySet<string>) => [
  trustees === undefined
    ? []
    : byId(
        trusts(state)
          .filter(({ trusteeOrgId, trustorOrgId }) => trustorOrgId === own.id && !except.has(trusteeOrgId))
          .map((trust) => {
            const { dateExpired, enabled } = trust.settings
            const people = membersOf(trust).map(({ grants, id }) => [id, keysOf(grants)] as const)
            return [
              trust.trusteeOrgId,
              [settingsText(enabled, dateExpired, trust.defaults), ...byId(people).map(String)],
            ] as const
          }),
      ),
  trustors === undefined
    ? []
    : byId(
        trusts(state)
          .filter(({ trusteeOrgId }) => trusteeOrgId === own.id)
          .map((trust) => [
            trust.trustorOrgId,
            membersOf(trust)
              .map(({ id }) => id)
              .toSorted(),
          ]),
      ),
]
