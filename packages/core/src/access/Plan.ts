/**
 * The plan: what would have to be done, in which order and why, so that there is what
 * a trust file asks for. A pure function: the same file and the same snapshot give the
 * same plan.
 */
import type { OrganizationId } from "../Identifiers.ts"
import type { Desired, DesiredTrustee, DesiredTrustor } from "./Desired.ts"
import { newMember } from "../lifecycle/Grants.ts"
import type { Obstacle } from "./Obstacle.ts"
import type { SeenTrustor, Snapshot } from "./Snapshot.ts"
import type { Step } from "./Step.ts"
import { planCare } from "../internal/access/carePlan.ts"
import { planTrustee } from "../internal/access/trusteePlan.ts"

/**
 * Something that is there and not in the file, and that the file does not say to remove.
 * @category models
 * @since 0.1.0
 */
export interface Stranger {
  /** `customerCare`: what everybody in the trust may do by its flags. */
  readonly what: "trustee" | "trustor" | "user" | "group" | "customerCare"
  readonly id: string
  /** The organization in whose trust it is. */
  readonly partner: OrganizationId
}

/**
 * A member that has the roles of the file, of which it cannot be seen whether they hold in its divisions.
 * @category models
 * @since 0.1.0
 */
export interface Unseen {
  readonly what: "user" | "group"
  readonly id: string
  readonly partner: OrganizationId
}

/**
 * What would have to be done.
 * @category models
 * @since 0.1.0
 */
export interface Plan {
  /** In the order in which they are to be done. */
  readonly steps: ReadonlyArray<Step>
  readonly strangers: ReadonlyArray<Stranger>
  readonly unseen: ReadonlyArray<Unseen>
  readonly obstacles: ReadonlyArray<Obstacle>
}

const nothing: Plan = { steps: [], strangers: [], unseen: [], obstacles: [] }

/** A trust that there is not yet. The partner makes the pairing that it needs. */
const planNewTrustee = (partner: OrganizationId, desired: DesiredTrustee): Plan => {
  if (desired.users.size + desired.groups.size === 0) {
    return {
      ...nothing,
      obstacles: [{ partner, kind: "nobody", reason: "A trust cannot begin without a user or a group" }],
    }
  }
  const { dateExpired, enabled } = desired
  const payload = {
    enabled,
    users: Array.from(desired.users, ([id, grants]) => newMember(id, grants)),
    groups: Array.from(desired.groups, ([id, grants]) => newMember(id, grants)),
    ...(dateExpired !== undefined && { dateExpired }),
  }
  return {
    ...nothing,
    steps: [
      {
        operation: "Trustees.create",
        input: { payload },
        partner,
        effect: "gives",
        reason: "The file names this partner, and there is no trust with it",
      },
    ],
  }
}

const planMissing = <Id>(asked: ReadonlySet<Id>, seen: ReadonlySet<Id>): ReadonlyArray<Id> =>
  [...asked].filter((id) => !seen.has(id))

/** A trust that lets our people in elsewhere. */
const planTrustor = (partner: OrganizationId, desired: DesiredTrustor, seen: SeenTrustor): Plan => {
  const joins = {
    partner,
    effect: "gives",
    reason: "The file names this member, and the trust does not have it",
  } as const
  const leaves = {
    partner,
    effect: "takes",
    reason: "The trust has this member, and the file does not name it",
  } as const
  const others = {
    users: planMissing(seen.users, desired.users),
    groups: planMissing(seen.groups, desired.groups),
  }
  const member = { trustorOrgId: partner }
  const removals: ReadonlyArray<Step> =
    desired.strangers === "remove"
      ? [
          ...others.users.map((trusteeUserId): Step => ({
            ...leaves,
            operation: "TrustorUsers.remove",
            input: { ...member, trusteeUserId },
          })),
          ...others.groups.map((trustorGroupId): Step => ({
            ...leaves,
            operation: "TrustorGroups.remove",
            input: { ...member, trustorGroupId },
          })),
        ]
      : []
  return {
    ...nothing,
    steps: [
      ...removals,
      ...planMissing(desired.users, seen.users).map((trusteeUserId): Step => ({
        ...joins,
        operation: "TrustorUsers.add",
        input: { ...member, trusteeUserId },
      })),
      ...planMissing(desired.groups, seen.groups).map((trustorGroupId): Step => ({
        ...joins,
        operation: "TrustorGroups.add",
        input: { ...member, trustorGroupId },
      })),
    ],
    strangers:
      desired.strangers === "report"
        ? [
            ...others.users.map((id) => ({ what: "user" as const, id, partner })),
            ...others.groups.map((id) => ({ what: "group" as const, id, partner })),
          ]
        : [],
  }
}

/** A trustor that does not let us in yet: it has to be asked. */
const planNewTrustor = (partner: OrganizationId, { groups, users }: DesiredTrustor): Plan =>
  users.size + groups.size === 0
    ? {
        ...nothing,
        obstacles: [{ partner, kind: "nobody", reason: "Access cannot be asked for without a user or a group" }],
      }
    : {
        ...nothing,
        steps: [
          {
            operation: "Pairings.create",
            input: { payload: { userIds: [...users], groupIds: [...groups] } },
            partner,
            effect: "gives",
            reason: "The file names this trustor, and it does not let us in",
          },
        ],
      }

/** Trusts with organizations that the file does not name. */
const planStrangers = (desired: Desired, snapshot: Snapshot): Plan => {
  const trustees = [...snapshot.trustees.keys()].filter((id) => desired.trustees?.has(id) === false)
  const trustors = [...snapshot.trustors.keys()].filter((id) => desired.trustors?.has(id) === false)
  if (desired.strangers === "ignore") return nothing
  if (desired.strangers === "report") {
    return {
      ...nothing,
      strangers: [
        ...trustees.map((id) => ({ what: "trustee" as const, id, partner: id })),
        ...trustors.map((id) => ({ what: "trustor" as const, id, partner: id })),
      ],
    }
  }
  const about = {
    effect: "takes",
    reason: "There is a trust with this organization, and the file does not name it",
  } as const
  return {
    ...nothing,
    steps: [
      ...trustees.map((partner): Step => ({
        ...about,
        partner,
        operation: "Trustees.remove",
        input: { trusteeOrgId: partner },
      })),
      ...trustors.map((partner): Step => ({
        ...about,
        partner,
        operation: "Trustors.remove",
        input: { trustorOrgId: partner },
      })),
    ],
  }
}

const concat = (plans: ReadonlyArray<Plan>): Plan => ({
  steps: plans.flatMap(({ steps }) => steps),
  strangers: plans.flatMap(({ strangers }) => strangers),
  unseen: plans.flatMap(({ unseen }) => unseen),
  obstacles: plans.flatMap(({ obstacles }) => obstacles),
})

/**
 * What has to be done so that there is what is desired. The steps of each trust are in
 * the order that `planTrustee` explains; trusts that end come first, and those that begin
 * last. Customer Care comes in by one call for all its organizations. The trusts of one
 * organization give access to different people, so their order among each other changes
 * nobody's.
 * @category constructors
 * @since 0.1.0
 */
export const make = (desired: Desired, snapshot: Snapshot): Plan => {
  const { remade, strangers, ...care } = planCare(desired, snapshot)
  return concat([
    planStrangers(desired, snapshot),
    ...Array.from(desired.trustees ?? [], ([partner, trustee]): Plan => {
      const seen = snapshot.trustees.get(partner)
      if (seen === undefined || remade.has(partner)) return nothing
      const { steps, strangers, unseen } = planTrustee(partner, trustee, seen, snapshot.takenAt)
      return {
        ...nothing,
        steps,
        strangers: strangers.map((stranger) => ({ ...stranger, partner })),
        unseen: unseen.map((each) => ({ ...each, partner })),
      }
    }),
    ...Array.from(desired.trustors ?? [], ([partner, trustor]): Plan => {
      const seen = snapshot.trustors.get(partner)
      return seen === undefined ? nothing : planTrustor(partner, trustor, seen)
    }),
    ...Array.from(desired.trustees ?? [], ([partner, trustee]) =>
      snapshot.trustees.has(partner) || trustee.care !== undefined ? nothing : planNewTrustee(partner, trustee),
    ),
    {
      ...nothing,
      ...care,
      strangers: strangers.map((partner) => ({ what: "customerCare" as const, id: partner, partner })),
    },
    ...Array.from(desired.trustors ?? [], ([partner, trustor]) =>
      snapshot.trustors.has(partner) ? nothing : planNewTrustor(partner, trustor),
    ),
  ])
}
