/**
 * The blast radius: who gains and who loses which permissions where, when a plan is
 * carried out or something is taken away.
 */
import type * as DateTime from "effect/DateTime"
import type { OrganizationId } from "../Identifiers.ts"
import { type Access, accessOf, type Right, type Subject, type Where } from "./Access.ts"
import { type Directory, learn } from "./Directory.ts"
import { afterRemoval, afterSteps, type Removal } from "./Forecast.ts"
import type { Plan } from "./Plan.ts"
import type { Snapshot } from "./Snapshot.ts"
import { partnersOf } from "./Step.ts"

/**
 * Something that somebody may do in one state of things and not in the other.
 * @category models
 * @since 0.1.0
 */
export interface Difference {
  readonly partner: OrganizationId
  readonly subject: Subject
  readonly right: Right
  readonly where: Where
  /** Not so where it cannot be seen whether it was, or will be, otherwise. */
  readonly isCertain: boolean
}

/**
 * Who gains and who loses what.
 * @category models
 * @since 0.1.0
 */
export interface BlastRadius {
  readonly gains: ReadonlyArray<Difference>
  readonly losses: ReadonlyArray<Difference>
}

const keyOfRight = (right: Right): string => {
  switch (right.kind) {
    case "permission":
      return right.permission
    case "role":
      return `role ${right.roleId}`
    case "everything":
      return "everything"
  }
}

const keyOfWhere = (where: Where): string => (where.kind === "division" ? where.divisionId : where.kind)

const keyOf = ({ partner, right, subject }: Access): string =>
  `${partner} ${subject.kind} ${subject.id} ${keyOfRight(right)}`

/** What is known of one right of one person: where it holds, and where it may. */
interface Reach {
  readonly sample: Access
  readonly certain: Map<string, Where>
  readonly possible: Map<string, Where>
}

const reachesOf = (access: ReadonlyArray<Access>): ReadonlyMap<string, Reach> => {
  const reaches = new Map<string, Reach>()
  for (const each of access) {
    const key = keyOf(each)
    const reach = reaches.get(key) ?? { sample: each, certain: new Map(), possible: new Map() }
    reaches.set(key, reach)
    const wheres = each.isCertain ? reach.certain : reach.possible
    wheres.set(keyOfWhere(each.where), each.where)
  }
  return reaches
}

/** Where a right holds in one state and not for certain in the other. */
const beyond = (one: ReadonlyMap<string, Reach>, other: ReadonlyMap<string, Reach>): ReadonlyArray<Difference> =>
  Array.from(one).flatMap(([key, { certain, possible, sample }]) => {
    const { partner, right, subject } = sample
    const there = other.get(key)
    const isCovered = (where: Where): boolean =>
      there !== undefined && (there.certain.has("all") || there.certain.has(keyOfWhere(where)))
    // What cannot be seen of the other state may be the same.
    const mayBeCovered = there !== undefined && (there.certain.has("unseen") || there.possible.size > 0)
    const differ = (wheres: ReadonlyMap<string, Where>, isKnown: boolean) => {
      const all = wheres.get("all")
      const meant = all === undefined ? [...wheres.values()] : [all]
      return meant
        .filter((where) => !isCovered(where))
        .map((where) => ({ partner, subject, right, where, isCertain: isKnown && !mayBeCovered }))
    }
    const known = differ(certain, true)
    const isSame = (where: Where) =>
      certain.has("all") || certain.has(keyOfWhere(where)) || there?.possible.has(keyOfWhere(where)) === true
    return [...known, ...differ(possible, false).filter(({ where }) => !isSame(where))]
  })

/**
 * What somebody may do after and not before, and the other way round.
 * @category functions
 * @since 0.1.0
 */
export const compare = (before: ReadonlyArray<Access>, after: ReadonlyArray<Access>): BlastRadius => {
  const earlier = reachesOf(before)
  const later = reachesOf(after)
  return { gains: beyond(later, earlier), losses: beyond(earlier, later) }
}

/**
 * Who gains and who loses what when a plan is carried out at once.
 * @category functions
 * @since 0.1.0
 */
export const ofPlan = (snapshot: Snapshot, plan: Pick<Plan, "steps">, directory?: Directory): BlastRadius => {
  const known = learn(snapshot, directory)
  const now = snapshot.takenAt
  // Nothing changes in the trusts with others.
  const touched = new Set(plan.steps.flatMap(partnersOf))
  const before = { ...snapshot, trustees: new Map([...snapshot.trustees].filter(([partner]) => touched.has(partner))) }
  return compare(accessOf(before, known, now), accessOf(afterSteps(before, plan.steps), known, now))
}

/**
 * Who loses what when these things are taken away: what-if.
 * @category functions
 * @since 0.1.0
 */
export const ofRemovals = (
  snapshot: Snapshot,
  removals: ReadonlyArray<Removal>,
  now: DateTime.Utc,
  directory?: Directory,
): BlastRadius => {
  const known = learn(snapshot, directory)
  const after = removals.reduce(afterRemoval, snapshot)
  return compare(accessOf(snapshot, known, now), accessOf(after, known, now))
}
