/**
 * Plans: what callers might do one after the other, written down before anything
 * has happened. A step says what kind of request to make and how it should go
 * wrong, if at all; numbers stand for the organizations, users and pairings, which
 * `Requests.toRequest` looks up when the step's turn comes. Being plain data, plans
 * can be printed, stored and shrunk.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Struct from "effect/Struct"
import type { OperationName } from "@org-trust/core/Operation"
import { oneOf, upTo } from "./Numbers.ts"

/**
 * How a request is wrong on purpose.
 * @category models
 * @since 0.1.0
 */
export type Deviation =
  | "none"
  /** The caller holds any permissions, perhaps not enough. */
  | "fewRights"
  /** The caller is not active, or not in the world. */
  | "unknownCaller"
  /** The path, or the pairing id, names nothing. */
  | "unknownId"
  | "malformedId"
  /** The path names an organization that there is no trust with. */
  | "otherOrganization"
  | "absentUser"
  | "unknownUser"
  | "malformedUser"
  | "presentUser"
  | "unknownMember"
  | "inactiveMember"
  | "foreignMember"
  | "unknownRole"
  | "foreignRole"
  | "foreignDivision"
  | "empty"
  | "duplicates"
  /** Everybody the trustee has. */
  | "crowd"
  | "usedPairing"
  | "expiredPairing"
  | "ownPairing"
  | "noPairing"
  | "secondTrust"
  | "pastEnd"
  | "pageLimits"
  | "beyondEnd"
  | "badSort"
  | "badOrder"
  | "badFilter"
  | "badOperator"
  | "badFacet"
  | "absentGroup"
  | "unknownGroup"
  | "malformedGroup"
  | "presentGroup"
  | "unknownDivision"
  /** The roles that the member has, within another division. */
  | "otherDivision"

/**
 * One thing that somebody does.
 * @category models
 * @since 0.1.0
 */
export interface Step<K extends OperationName = OperationName> {
  readonly operation: K
  readonly deviation: Deviation
  /** Points at the place: an organization, a trust, a pairing. */
  readonly where: number
  /** Points at people: the caller, the users. */
  readonly who: number
  /** Points at what is asked for: roles, settings, filters. */
  readonly what: number
  /** Points at amounts: page sizes, ends of trusts. */
  readonly amount: number
  /** Milliseconds since the step before. */
  readonly wait: number
}

/**
 * What callers do one after the other.
 * @category models
 * @since 0.1.0
 */
export type Plan = ReadonlyArray<Step>

const paths = ["unknownId", "malformedId", "otherOrganization"] as const
const users = ["absentUser", "unknownUser", "malformedUser"] as const
const members = ["unknownMember", "inactiveMember", "foreignMember"] as const
const roles = ["unknownRole", "foreignRole", "foreignDivision"] as const
const bulk = ["unknownId", "malformedId", "otherOrganization", "empty", "duplicates"] as const
const pages = ["pageLimits", "beyondEnd"] as const
const audits = [...pages, "badSort", "badOrder", "badFilter", "badOperator", "badFacet", "otherOrganization"] as const

const groups = ["absentGroup", "unknownGroup", "malformedGroup"] as const
const strangeGroups = ["unknownMember", "foreignMember"] as const
const divisions = [...roles, "unknownDivision", "otherDivision", "empty", "duplicates"] as const

/**
 * How each operation's requests can be wrong; all of them can come from the wrong caller too.
 * @category constants
 * @since 0.1.0
 */
export const deviations: { readonly [K in OperationName]: ReadonlyArray<Deviation> } = {
  "Pairings.create": [...members, "empty", "duplicates"],
  "Pairings.get": ["unknownId", "malformedId", "usedPairing", "expiredPairing"],
  "Trustees.list": pages,
  "Trustees.create": [
    ...members,
    ...roles,
    "unknownId",
    "malformedId",
    "usedPairing",
    "expiredPairing",
    "ownPairing",
    "noPairing",
    "secondTrust",
    "empty",
    "duplicates",
    "crowd",
    "pastEnd",
  ],
  "TrustAudits.ofTrustees": audits,
  "Trustees.get": paths,
  "Trustees.update": [...paths, "pastEnd"],
  "Trustees.remove": paths,
  "TrusteeUsers.list": [...paths, ...pages],
  "TrusteeUsers.add": [...paths, ...members, ...roles, "presentUser", "duplicates"],
  "TrusteeUsers.get": [...paths, ...users],
  "TrusteeUsers.remove": [...paths, ...users],
  "TrusteeUserRoles.get": [...paths, ...users],
  "TrusteeUserRoles.replace": [...paths, ...users, "unknownRole", "foreignRole", "empty", "duplicates"],
  "TrusteeUserRoles.clear": [...paths, ...users],
  "TrustAudits.ofTrustor": audits,
  "Trustors.list": pages,
  "Trustors.get": paths,
  "Trustors.remove": paths,
  "TrustorUsers.list": [...paths, ...pages],
  "TrustorUsers.get": [...paths, ...users],
  "TrustorUsers.add": [...paths, ...members, "malformedUser", "presentUser"],
  "TrustorUsers.remove": [...paths, ...users],
  "TrusteeUserRoleDivisions.replace": [...paths, ...users, ...divisions],
  "TrusteeGroups.list": [...paths, ...pages],
  "TrusteeGroups.add": [...paths, ...strangeGroups, ...roles, "presentGroup", "duplicates"],
  "TrusteeGroups.get": [...paths, ...groups],
  "TrusteeGroups.remove": [...paths, ...groups],
  "TrusteeGroupRoles.get": [...paths, ...groups],
  "TrusteeGroupRoles.replace": [...paths, ...groups, "unknownRole", "foreignRole", "empty", "duplicates"],
  "TrusteeGroupRoles.clear": [...paths, ...groups],
  "TrusteeGroupRoleDivisions.replace": [...paths, ...groups, ...divisions],
  "TrustorGroups.list": [...paths, ...pages],
  "TrustorGroups.get": [...paths, ...groups],
  "TrustorGroups.add": [...paths, ...strangeGroups, "malformedGroup", "presentGroup"],
  "TrustorGroups.remove": [...paths, ...groups],
  "TrusteeClonedUsers.list": paths,
  "TrusteeClonedUsers.remove": [...paths, ...users],
  "TrustorClonedUsers.list": paths,
  "TrustorClonedUsers.get": [...paths, ...users],
  "TrustorClonedUsers.create": [...paths, ...users, "presentUser"],
  "TrustorClonedUsers.remove": [...paths, ...users],
  "DefaultTrusts.get": [],
  "DefaultTrusts.create": [],
  "CareTrusts.list": [],
  "CareTrusts.create": [],
  "BulkRemoval.trustees": bulk,
  "BulkRemoval.trustors": bulk,
  "UserTrustors.list": [...users, "foreignMember", ...pages],
}

/**
 * How often each operation comes. What builds something up comes more often than what
 * tears it down, and stands at the ends, because numbers at their limits are frequent.
 */
const frequencies: { readonly [K in OperationName]: number } = {
  "Pairings.create": 5,
  "TrusteeUsers.add": 3,
  "Pairings.get": 1,
  "Trustees.list": 1,
  "Trustees.get": 1,
  "Trustees.update": 2,
  "Trustees.remove": 1,
  "TrusteeUsers.list": 1,
  "TrusteeUsers.get": 1,
  "TrusteeUsers.remove": 1,
  "TrusteeUserRoles.get": 1,
  "TrusteeUserRoles.clear": 1,
  "TrustAudits.ofTrustees": 1,
  "TrustAudits.ofTrustor": 1,
  "Trustors.list": 1,
  "Trustors.get": 1,
  "Trustors.remove": 1,
  "TrustorUsers.list": 2,
  "TrustorUsers.get": 2,
  "TrustorUsers.add": 2,
  "TrustorUsers.remove": 2,
  "TrusteeGroups.list": 1,
  "TrusteeGroups.add": 3,
  "TrusteeGroups.get": 2,
  "TrusteeGroups.remove": 2,
  "TrusteeGroupRoles.get": 2,
  "TrusteeGroupRoles.replace": 2,
  "TrusteeGroupRoles.clear": 2,
  "TrusteeGroupRoleDivisions.replace": 3,
  "TrusteeUserRoleDivisions.replace": 2,
  "TrustorGroups.list": 2,
  "TrustorGroups.get": 4,
  "TrustorGroups.add": 3,
  "TrustorGroups.remove": 4,
  "TrusteeClonedUsers.list": 1,
  "TrusteeClonedUsers.remove": 3,
  "TrustorClonedUsers.list": 1,
  "TrustorClonedUsers.get": 3,
  "TrustorClonedUsers.create": 8,
  "TrustorClonedUsers.remove": 4,
  "DefaultTrusts.get": 2,
  "DefaultTrusts.create": 1,
  "CareTrusts.list": 1,
  "CareTrusts.create": 1,
  "BulkRemoval.trustees": 1,
  "BulkRemoval.trustors": 1,
  "UserTrustors.list": 1,
  "TrusteeUserRoles.replace": 3,
  "Trustees.create": 9,
}

const [first = "Pairings.create", ...frequent] = Struct.keys(frequencies).flatMap((operation) =>
  Array.from({ length: frequencies[operation] }, () => operation),
)

const hour = 3_600_000

/** Mostly moments, now and then long enough for a pairing or a trust to expire. */
const waits = oneOf(0, 1, 1_000, 1_000, 1_000, 1_000, 60_000, 60_000, hour, hour, 24 * hour, 49 * hour, 1, 1_000, 1_000)

/** Two steps in three are meant to succeed. */
const deviationOf = (operation: OperationName, twist: number): Deviation => {
  const all: ReadonlyArray<Deviation> = ["fewRights", "unknownCaller", ...deviations[operation]]
  return twist < 64 ? "none" : (all[twist % all.length] ?? "none")
}

/**
 * Any step of these operations.
 * @category arbitraries
 * @since 0.1.0
 */
export const stepsOf = <K extends OperationName>(first: K, ...others: ReadonlyArray<K>): Arbitrary.Arbitrary<Step<K>> =>
  Arbitrary.map(
    Arbitrary.all({
      operation: oneOf(first, ...others),
      twist: upTo(99),
      where: upTo(999),
      who: upTo(999),
      what: upTo(999),
      amount: upTo(999),
      wait: waits,
    }),
    ({ operation, twist, ...rest }): Step<K> => ({ operation, deviation: deviationOf(operation, twist), ...rest }),
  )

/**
 * Any step.
 * @category arbitraries
 * @since 0.1.0
 */
export const steps: Arbitrary.Arbitrary<Step> = stepsOf(first, ...frequent)

/**
 * Any plan of at most so many steps; how long plans are within that grows with the `size` of a check.
 * @category arbitraries
 * @since 0.1.0
 */
export const plansOf = (maxLength: number): Arbitrary.Arbitrary<Plan> => Arbitrary.array(steps, { maxLength })
