/**
 * What has to happen so that the vendor's Customer Care is let in as a trust file says.
 * The API lets all of its organizations in at once, with the same flags, and never
 * changes the flags of a trust: where that does not come to what is asked for, nothing
 * is done, and it is said why.
 */
import type { TrustDefaults } from "../../lifecycle/Event.ts"
import { isTrustOpen } from "../../lifecycle/EffectiveAccess.ts"
import type { OrganizationId } from "../../Identifiers.ts"
import type { Desired, DesiredTrustee } from "../../access/Desired.ts"
import type { Obstacle, ObstacleKind } from "../../access/Obstacle.ts"
import type { SeenTrustee, Snapshot } from "../../access/Snapshot.ts"
import type { Step } from "../../access/Step.ts"
import { isSameFlags, optionsOf } from "./careFlags.ts"
import { newCareTrust } from "./newCareTrust.ts"
import { planTrustee } from "./trusteePlan.ts"

/** What was found about Customer Care. */
export interface CarePlan {
  /** Ends trusts whose flags are to be others, lets Customer Care in, and makes each trust as it is to be. */
  readonly steps: ReadonlyArray<Step>
  readonly obstacles: ReadonlyArray<Obstacle>
  /** The organizations that have access by flags of which the file says nothing, where that is only told. */
  readonly strangers: ReadonlyArray<OrganizationId>
  /** The trusts that are ended and made anew: what there is of them counts for nothing. */
  readonly remade: ReadonlySet<OrganizationId>
}

/** A trust with Customer Care that has to be made, or made anew. */
interface Wanted {
  readonly partner: OrganizationId
  readonly desired: DesiredTrustee
  readonly flags: TrustDefaults
  readonly seen: SeenTrustee | undefined
}

/** Whether somebody would be locked out while the trust is ended and made anew, or be gone afterwards. */
const isStaying = ({ desired, seen }: Wanted): boolean => {
  if (seen === undefined) return false
  const shared =
    [...seen.users.keys()].some((id) => desired.users.has(id)) ||
    [...seen.groups.keys()].some((id) => desired.groups.has(id))
  const before = seen.users.size + seen.groups.size
  const after = desired.users.size + desired.groups.size
  // Who is in a group cannot be seen: it may be anybody of the other side.
  const mayShare = before > 0 && after > 0 && seen.groups.size + desired.groups.size > 0
  return shared || mayShare || (before > 0 && desired.strangers !== "remove")
}

const makeRefuse =
  (partner: OrganizationId) =>
  (kind: ObstacleKind, reason: string): Obstacle => ({ partner, kind, reason })

/** What stands in the way of one trust, whatever becomes of the others. */
const obstacleOf = (wanted: Wanted, { care, takenAt }: Snapshot): Obstacle | undefined => {
  const { desired, partner } = wanted
  const refuse = makeRefuse(partner)
  if (care === undefined) {
    return refuse("care-unknown", "It was not read which organizations Customer Care has, so that it cannot be let in")
  }
  if (!care.has(partner)) {
    const known = care.size === 0 ? "there is none here" : `it has ${[...care].join(", ")}`
    return refuse("not-care", `This is no organization of Customer Care, and no other can be let in so: ${known}`)
  }
  if (!isTrustOpen({ settings: desired }, takenAt)) {
    return refuse(
      "care-open",
      "Customer Care comes in enabled and before its end: leave it out of the file until it is to come in",
    )
  }
  return isStaying(wanted)
    ? refuse(
        "care-flags",
        "The flags of a trust cannot be changed. Ending it and letting Customer Care in anew would lock out who is in it: with strangers: remove take its users and groups out of the file and apply, then put them back and apply again",
      )
    : undefined
}

/** Why the trusts cannot be made by one call, which makes every one that there is not. */
const togetherObstacle = (wanted: ReadonlyArray<Wanted>, others: ReadonlyArray<OrganizationId>): string | undefined => {
  const [first, ...more] = wanted
  if (others.length > 0) {
    return `Customer Care is let in with all of its organizations at once, so that this would let in ${others.join(", ")} too: name them with the same flags, or let it in by hand`
  }
  return more.some(({ flags }) => !isSameFlags(flags, first?.flags))
    ? "Customer Care is let in with all of its organizations at once, with the same flags: give them the same, or let it in by hand"
    : undefined
}

/** The organizations of Customer Care that there is no trust with once the steps before are done. */
const missing = (desired: Desired, { care = new Set(), trustees }: Snapshot): ReadonlyArray<OrganizationId> =>
  [...care].filter((id) => !trustees.has(id) || (desired.strangers === "remove" && desired.trustees?.has(id) === false))

const reason = "The file lets Customer Care in"

const letIn = (wanted: readonly [Wanted, ...ReadonlyArray<Wanted>], { takenAt }: Snapshot): ReadonlyArray<Step> => {
  const [{ flags, partner }, ...others] = wanted
  // With an end of its own it does not stay for ever where the next step fails.
  const autoExpire = wanted.every(({ desired }) => desired.dateExpired !== undefined)
  const removals = wanted.flatMap(({ partner, seen }): ReadonlyArray<Step> =>
    seen === undefined
      ? []
      : [
          {
            operation: "Trustees.remove",
            input: { trusteeOrgId: partner },
            partner,
            effect: "takes",
            reason: "The file gives Customer Care other flags, and those of a trust cannot be changed",
          },
        ],
  )
  const options = { ...optionsOf(flags), autoExpire }
  const step: Step = {
    operation: "CareTrusts.create",
    input: options,
    partner,
    ...(others.length > 0 && { others: others.map((other) => other.partner) }),
    effect: "gives",
    reason,
  }
  const made = newCareTrust(options, takenAt)
  const settling = wanted.flatMap(({ desired, partner }) => planTrustee(partner, desired, made, takenAt).steps)
  return [...removals, step, ...settling]
}

/** What has to happen about Customer Care. */
export const planCare = (desired: Desired, snapshot: Snapshot): CarePlan => {
  const obstacles: Array<Obstacle> = []
  const strangers: Array<OrganizationId> = []
  const wanted: Array<Wanted> = []
  for (const [partner, trustee] of desired.trustees ?? []) {
    const seen = snapshot.trustees.get(partner)
    const { care: flags } = trustee
    if (flags !== undefined && (seen === undefined || !isSameFlags(flags, seen.defaults))) {
      const each: Wanted = { partner, desired: trustee, flags, seen }
      const obstacle = obstacleOf(each, snapshot)
      if (obstacle === undefined) wanted.push(each)
      else obstacles.push(obstacle)
    }
    if (flags !== undefined || seen?.defaults === undefined) continue
    if (trustee.strangers === "report") strangers.push(partner)
    if (trustee.strangers === "remove") {
      const refuse = makeRefuse(partner)
      obstacles.push(
        refuse(
          "care-flags",
          "Customer Care has access by the flags of this trust, of which the file says nothing, and they cannot be taken away alone: name them under customerCare, or leave the partner out of the file, so that the trust ends",
        ),
      )
    }
  }
  const [first, ...rest] = wanted
  const nothing = { steps: [], strangers, remade: new Set<OrganizationId>() }
  if (first === undefined) return { ...nothing, obstacles }
  const others = missing(desired, snapshot).filter((id) => !wanted.some(({ partner }) => partner === id))
  const together = togetherObstacle(wanted, others)
  if (together !== undefined) {
    const refused = wanted.map(({ partner }) => makeRefuse(partner)("care-at-once", together))
    return { ...nothing, obstacles: [...obstacles, ...refused] }
  }
  return {
    obstacles,
    strangers,
    remade: new Set(wanted.flatMap(({ partner, seen }) => (seen === undefined ? [] : [partner]))),
    steps: letIn([first, ...rest], snapshot),
  }
}
