/**
 * Why somebody may do something, or why not: every way that leads there, and the
 * smallest sets of things without which it would end.
 */
import type * as DateTime from "effect/DateTime"
import { isTrustOpen } from "../lifecycle/EffectiveAccess.ts"
import type { DivisionId, OrganizationId, UserId } from "../Identifiers.ts"
import { smallestCuts } from "../internal/access/cuts.ts"
import { type Access, accessOf, permits, type Right } from "./Access.ts"
import { type Directory, learn } from "./Directory.ts"
import type { Removal } from "./Forecast.ts"
import type { Snapshot } from "./Snapshot.ts"

/**
 * What is asked.
 * @category models
 * @since 0.1.0
 */
export interface Question {
  readonly userId: UserId
  readonly permission: string
  /** Only in this division; without it, in any. */
  readonly divisionId?: DivisionId
}

/**
 * Why something is not so, or may not be.
 * @category models
 * @since 0.1.0
 */
export type Obstacle =
  | { readonly kind: "notInAnyTrust" }
  | { readonly kind: "trustIsDisabled"; readonly partner: OrganizationId }
  | { readonly kind: "trustHasEnded"; readonly partner: OrganizationId; readonly at: DateTime.Utc }
  | { readonly kind: "userIsNotActive"; readonly partner: OrganizationId }
  | { readonly kind: "noRolePermitsIt"; readonly partner: OrganizationId }
  | {
      readonly kind: "onlyInOtherDivisions"
      readonly partner: OrganizationId
      readonly divisionIds: ReadonlyArray<DivisionId>
    }

/**
 * The answer.
 * @category models
 * @since 0.1.0
 */
export interface Explanation {
  /** `perhaps` where it depends on something that cannot be seen. */
  readonly answer: "yes" | "no" | "perhaps"
  /** Every way that leads there, or that may. */
  readonly ways: ReadonlyArray<Access>
  /** All smallest sets of things, any one of which, taken away, ends it. The sets with the fewest things come first. */
  readonly cuts: ReadonlyArray<ReadonlyArray<Removal>>
  /** Whether these are all of the sets. There may be very many; then these are some. */
  readonly hasAllCuts: boolean
  /** Why not, where it is not so. */
  readonly obstacles: ReadonlyArray<Obstacle>
  /** Groups in the user's trusts of which it is not known whether the user is in them, and which would let the user do it. */
  readonly unseenGroups: ReadonlyArray<Access>
}

const gives = (right: Right, permission: string): "yes" | "no" | "perhaps" => {
  if (right.kind !== "permission") return "perhaps"
  return permits(right.permission, permission) ? "yes" : "no"
}

/** The things that a way leads through: without any one of them it ends. */
const needsOf = ({ partner, subject, through, where }: Access): ReadonlyArray<Removal> => {
  const trust: Removal = { kind: "partner", partner }
  const division = where.kind === "division" ? { divisionId: where.divisionId } : {}
  if (through.kind === "group") {
    const { groupId, roleId } = through
    return [trust, { kind: "group", partner, groupId }, { kind: "groupGrant", partner, groupId, roleId, ...division }]
  }
  if (through.kind === "defaults" && through.groupId !== undefined) {
    return [trust, { kind: "group", partner, groupId: through.groupId }]
  }
  if (subject.kind === "group") return [trust]
  const { id: userId } = subject
  const member: Removal = { kind: "user", partner, userId }
  return through.kind === "own"
    ? [trust, member, { kind: "userGrant", partner, userId, roleId: through.roleId, ...division }]
    : [trust, member]
}

const obstaclesOf = (
  snapshot: Snapshot,
  directory: Directory,
  now: DateTime.Utc,
  { divisionId, permission, userId }: Question,
): ReadonlyArray<Obstacle> => {
  const access = accessOf(snapshot, directory, now).filter(
    ({ right, subject }) => subject.kind === "user" && subject.id === userId && gives(right, permission) !== "no",
  )
  const obstacles = Array.from(snapshot.trustees).flatMap(([partner, trustee]): ReadonlyArray<Obstacle> => {
    const isInGroup = [...trustee.groups.keys()].some(
      (id) => directory.groups.get(partner)?.get(id)?.has(userId) === true,
    )
    if (!trustee.users.has(userId) && !isInGroup) return []
    if (!trustee.enabled) return [{ kind: "trustIsDisabled", partner }]
    if (trustee.dateExpired !== undefined && !isTrustOpen({ settings: trustee }, now)) {
      return [{ kind: "trustHasEnded", partner, at: trustee.dateExpired }]
    }
    if (directory.inactive.get(partner)?.has(userId) === true) return [{ kind: "userIsNotActive", partner }]
    const elsewhere = access.flatMap((each) =>
      each.partner === partner && each.where.kind === "division" ? [each.where.divisionId] : [],
    )
    return divisionId !== undefined && elsewhere.length > 0
      ? [{ kind: "onlyInOtherDivisions", partner, divisionIds: [...new Set(elsewhere)] }]
      : [{ kind: "noRolePermitsIt", partner }]
  })
  return obstacles.length === 0 ? [{ kind: "notInAnyTrust" }] : obstacles
}

/**
 * Explains why a user may do something here, or why not. Where it cannot be seen what a
 * role permits, or in which divisions, every way that may lead there counts: what ends
 * them all ends it for certain.
 * @category functions
 * @since 0.1.0
 */
export const explain = (
  snapshot: Snapshot,
  question: Question,
  now: DateTime.Utc,
  directory?: Directory,
): Explanation => {
  const known = learn(snapshot, directory)
  const { divisionId, permission, userId } = question
  const isMeant = ({ right, where }: Access): boolean =>
    gives(right, permission) !== "no" &&
    (divisionId === undefined || where.kind !== "division" || where.divisionId === divisionId)
  const access = accessOf(snapshot, known, now).filter(isMeant)
  const ways = access.filter(({ subject }) => subject.kind === "user" && subject.id === userId)
  const isSure = ({ isCertain, right, where }: Access): boolean =>
    isCertain && gives(right, permission) === "yes" && (divisionId === undefined || where.kind !== "unseen")
  // A user is of one organization: groups of others cannot let this one in.
  const homes = new Set(
    Array.from(snapshot.trustees).flatMap(([partner, { users }]) => (users.has(userId) ? [partner] : [])),
  )
  const unseenGroups = access.filter(
    ({ partner, subject }) => subject.kind === "group" && (homes.size === 0 || homes.has(partner)),
  )
  const answer = ways.some(isSure) ? "yes" : ways.length + unseenGroups.length > 0 ? "perhaps" : "no"
  const { cuts, isComplete } = smallestCuts(ways.map(needsOf))
  return {
    answer,
    ways,
    cuts,
    hasAllCuts: isComplete,
    obstacles: ways.length > 0 ? [] : obstaclesOf(snapshot, known, now, question),
    unseenGroups,
  }
}
