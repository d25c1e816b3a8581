/**
 * Guard rails: what a plan must not do unless it is said that it may. They are checked
 * on the plan, before its first step.
 */
import type { OrganizationId, UserId } from "../Identifiers.ts"
import { isTrustOpen } from "../lifecycle/EffectiveAccess.ts"
import type { Desired } from "./Desired.ts"
import type { Plan } from "./Plan.ts"
import type { SeenMember, SeenTrustee, Snapshot } from "./Snapshot.ts"
import { partnersOf, type Step } from "./Step.ts"

/**
 * The guard rails: not too many people or partners leave in one run (`removals`), the
 * caller's own access stays (`own-access`), no partner is left without anybody who
 * manages the trust (`managers`), nothing is removed on the word of a file that names
 * nobody (`empty-file`), or of one that may be about another organization
 * (`organization`).
 * @category models
 * @since 0.1.0
 */
export type Rail = "removals" | "own-access" | "managers" | "empty-file" | "organization"

/**
 * What a plan may not do, and why.
 * @category models
 * @since 0.1.0
 */
export interface Refusal {
  readonly rail: Rail
  readonly message: string
}

/**
 * How many may leave in one run: a part of them, from 0 to 1, or a number.
 * @category models
 * @since 0.1.0
 */
export type MaxRemovals = { readonly share: number } | { readonly count: number }

/**
 * Who carries the plan out, and what it may do.
 * @category models
 * @since 0.1.0
 */
export interface GuardOptions {
  /** The organization of the credentials, where it is known. */
  readonly organizationId?: OrganizationId
  /** The user as whom the credentials act, where it is known. */
  readonly userId?: UserId
  /** A quarter unless given. */
  readonly maxRemovals?: MaxRemovals
  /** The rails that do not hold this time. */
  readonly allow?: ReadonlySet<Rail>
}

const quarter: MaxRemovals = { share: 0.25 }

/** A trust, a member of it, or both. */
interface Seat {
  readonly side: "trustee" | "trustor"
  readonly partner: OrganizationId
  readonly what: "user" | "group"
  readonly id: string
}

const keyOf = ({ id, partner, side, what }: Seat): string => `${side}/${partner}/${what}/${id}`

const seatsOf = (
  side: Seat["side"],
  partner: OrganizationId,
  members: { readonly users: Iterable<string>; readonly groups: Iterable<string> },
): ReadonlyArray<Seat> => [
  ...Array.from(members.users, (id): Seat => ({ side, partner, what: "user", id })),
  ...Array.from(members.groups, (id): Seat => ({ side, partner, what: "group", id })),
]

const inTrustee = (partner: OrganizationId, { groups, users }: SeenTrustee): ReadonlyArray<Seat> =>
  seatsOf("trustee", partner, { users: users.keys(), groups: groups.keys() })

const everybody = (snapshot: Snapshot): ReadonlyArray<Seat> => [
  ...[...snapshot.trustees].flatMap(([partner, seen]) => inTrustee(partner, seen)),
  ...[...snapshot.trustors].flatMap(([partner, seen]) => seatsOf("trustor", partner, seen)),
]

/** Who loses all access by a step. */
const leaving = (step: Step, snapshot: Snapshot): ReadonlyArray<Seat> => {
  const { partner } = step
  const trustee = snapshot.trustees.get(partner)
  const trustor = snapshot.trustors.get(partner)
  const one = (side: Seat["side"], what: Seat["what"], id: string): ReadonlyArray<Seat> => [{ side, partner, what, id }]
  switch (step.operation) {
    case "Trustees.remove":
      return trustee === undefined ? [] : inTrustee(partner, trustee)
    case "Trustees.update": {
      const closes =
        trustee !== undefined &&
        isTrustOpen({ settings: trustee }, snapshot.takenAt) &&
        !isTrustOpen({ settings: step.input.payload }, snapshot.takenAt)
      return closes ? inTrustee(partner, trustee) : []
    }
    case "Trustors.remove":
      return trustor === undefined ? [] : seatsOf("trustor", partner, trustor)
    case "TrusteeUsers.remove":
    case "TrusteeUserRoles.clear":
      return one("trustee", "user", step.input.trusteeUserId)
    case "TrusteeGroups.remove":
    case "TrusteeGroupRoles.clear":
      return one("trustee", "group", step.input.trusteeGroupId)
    case "TrustorUsers.remove":
      return one("trustor", "user", step.input.trusteeUserId)
    case "TrustorGroups.remove":
      return one("trustor", "group", step.input.trustorGroupId)
    default:
      return []
  }
}

const isTooMany = (left: number, all: number, max: MaxRemovals): boolean =>
  "count" in max ? left > max.count : left > all * max.share

const limitText = (max: MaxRemovals): string => ("count" in max ? `${max.count}` : `${Math.round(max.share * 100)}%`)

/** What lets somebody in a trust let others in or change what they may do. */
const managing = ["add", "edit"].flatMap((verb) =>
  ["orgTrusteeUser", "orgTrusteeGroup"].map((what) => `authorization:${what}:${verb}`),
)

const isManager = ({ permissions }: SeenMember): boolean => managing.some((each) => permissions?.has(each) === true)

const managersOf = (partner: OrganizationId, { groups, users }: SeenTrustee): ReadonlyArray<Seat> =>
  seatsOf("trustee", partner, {
    users: [...users].flatMap(([id, member]) => (isManager(member) ? [id] : [])),
    groups: [...groups].flatMap(([id, member]) => (isManager(member) ? [id] : [])),
  })

/** The members whose roles a step sets: what they may do afterwards is not known. */
const reset = (step: Step): ReadonlyArray<string> => {
  if (step.effect === "gives") return []
  switch (step.operation) {
    case "TrusteeUserRoles.replace":
    case "TrusteeUserRoleDivisions.replace":
      return [`trustee/${step.partner}/user/${step.input.trusteeUserId}`]
    case "TrusteeGroupRoles.replace":
    case "TrusteeGroupRoleDivisions.replace":
      return [`trustee/${step.partner}/group/${step.input.trusteeGroupId}`]
    default:
      return []
  }
}

/**
 * Why a plan is not to be carried out; nothing where it may be.
 * @category functions
 * @since 0.1.0
 */
export const check = (
  desired: Desired,
  snapshot: Snapshot,
  plan: Plan,
  options: GuardOptions = {},
): ReadonlyArray<Refusal> => {
  const { allow, maxRemovals = quarter, organizationId, userId } = options
  const refusals: Array<Refusal> = []
  const refuse = (rail: Rail, message: string) => {
    if (allow?.has(rail) !== true) refusals.push({ rail, message })
  }
  const gone = new Map(plan.steps.flatMap((step) => leaving(step, snapshot)).map((seat) => [keyOf(seat), seat]))
  const takes = plan.steps.some(({ effect }) => effect !== "gives")

  if (snapshot.trustees.has(desired.organizationId) || snapshot.trustors.has(desired.organizationId)) {
    refuse(
      "organization",
      "The organization of the file is a partner of the one that was read: the file is about another one",
    )
  } else if (organizationId !== undefined && organizationId !== desired.organizationId) {
    refuse(
      "organization",
      `The file is about the organization ${desired.organizationId}, and the credentials are of ${organizationId}`,
    )
  } else if (organizationId === undefined && takes) {
    refuse(
      "organization",
      "The plan takes something away, and it is not known whether the credentials are of the organization of the file",
    )
  }

  const isEmpty = (desired.trustees?.size ?? 0) + (desired.trustors?.size ?? 0) === 0
  if (isEmpty && takes) refuse("empty-file", "The file names no partner at all, and the plan takes something away")

  const all = everybody(snapshot)
  const partners = snapshot.trustees.size + snapshot.trustors.size
  // Where a trust is ended only to be made anew, the partner does not leave.
  const remade = new Set(plan.steps.flatMap((step) => (step.operation === "CareTrusts.create" ? partnersOf(step) : [])))
  const ended = plan.steps.filter(
    ({ operation, partner }) =>
      operation === "Trustors.remove" || (operation === "Trustees.remove" && !remade.has(partner)),
  )
  if (gone.size > 0 && isTooMany(gone.size, all.length, maxRemovals)) {
    refuse(
      "removals",
      `${gone.size} of ${all.length} people and groups would leave, more than ${limitText(maxRemovals)}`,
    )
  }
  if (ended.length > 0 && isTooMany(ended.length, partners, maxRemovals)) {
    refuse("removals", `${ended.length} of ${partners} partners would leave, more than ${limitText(maxRemovals)}`)
  }

  if (userId !== undefined) {
    for (const { id, partner, what } of gone.values()) {
      if (what === "user" && id === userId) {
        refuse("own-access", `The caller, ${userId}, would lose access by the trust with ${partner}`)
      }
    }
  }

  const unclear = new Set(plan.steps.flatMap(reset))
  const ends = new Set(ended.map(({ partner }) => partner))
  for (const [partner, seen] of snapshot.trustees) {
    const managers = managersOf(partner, seen)
    const isStaying = (seat: Seat) => !gone.has(keyOf(seat)) && !unclear.has(keyOf(seat))
    if (managers.length > 0 && !ends.has(partner) && !managers.some(isStaying)) {
      refuse("managers", `The trust with ${partner} would be left without anybody who is known to manage it`)
    }
  }
  return refusals
}
