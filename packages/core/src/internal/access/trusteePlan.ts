/**
 * What has to happen to one trust that lets a partner in, and in which order. What is
 * taken away is taken first, unless somebody might have the same by another way that
 * is only made later: then nobody who keeps access loses it in between, as far as the
 * trust has room for both. Nobody has at any time what is neither there before nor
 * asked for.
 */
import * as DateTime from "effect/DateTime"
import { isTrustOpen } from "../../lifecycle/EffectiveAccess.ts"
import { defaultProfile } from "../../lifecycle/Profile.ts"
import type { OrganizationId } from "../../Identifiers.ts"
import type { DesiredTrustee } from "../../access/Desired.ts"
import * as calls from "./memberCalls.ts"
import { type MemberPlan, planLeaving, planMember } from "./memberPlan.ts"
import type { SeenMember, SeenTrustee } from "../../access/Snapshot.ts"
import type { Step } from "../../access/Step.ts"
import type { Grant } from "../../lifecycle/Event.ts"

/** What was found of a trust: its steps, and what is not done about. */
export interface TrusteePlan {
  readonly steps: ReadonlyArray<Step>
  /** Members that are not in the file, where that is only told. */
  readonly strangers: ReadonlyArray<{ readonly what: "user" | "group"; readonly id: string }>
  /** Members of whom it cannot be seen that their roles hold in the divisions that are asked for. */
  readonly unseen: ReadonlyArray<{ readonly what: "user" | "group"; readonly id: string }>
}

interface Settings {
  readonly enabled: boolean
  readonly dateExpired?: DateTime.Utc
}

const endOf = ({ dateExpired }: Settings): number =>
  dateExpired === undefined ? Number.POSITIVE_INFINITY : DateTime.toEpochMillis(dateExpired)

/** The step that makes the settings those of the file, and whether it lets fewer people in. */
const planSettings = (
  partner: OrganizationId,
  desired: DesiredTrustee,
  seen: SeenTrustee,
  now: DateTime.Utc,
): { readonly steps: ReadonlyArray<Step>; readonly isFirst: boolean } => {
  const differences = [
    ...(desired.enabled === seen.enabled ? [] : [desired.enabled ? "enables the trust" : "disables the trust"]),
    ...(endOf(desired) === endOf(seen) ? [] : ["gives it another end"]),
  ]
  if (differences.length === 0) return { steps: [], isFirst: false }
  const narrows =
    isTrustOpen({ settings: seen }, now) && (!isTrustOpen({ settings: desired }, now) || endOf(desired) < endOf(seen))
  const { dateExpired, enabled } = desired
  return {
    isFirst: narrows,
    steps: [
      {
        operation: "Trustees.update",
        input: { trusteeOrgId: partner, payload: { enabled, ...(dateExpired !== undefined && { dateExpired }) } },
        partner,
        effect: narrows ? "takes" : "gives",
        reason: `The file ${differences.join(" and ")}`,
      },
    ],
  }
}

interface Stranger<Id> {
  readonly id: Id
  readonly plan: MemberPlan | undefined
}

const planMembers = <Id extends string>(
  kind: calls.MemberCalls<Id>,
  partner: OrganizationId,
  desired: ReadonlyMap<Id, ReadonlyArray<Grant>>,
  seen: ReadonlyMap<Id, SeenMember>,
  strangers: DesiredTrustee["strangers"],
) => {
  const asked = Array.from(desired, ([id, grants]) => ({
    id,
    plan: planMember(kind, partner, id, grants, seen.get(id)),
  }))
  const others: ReadonlyArray<Stranger<Id>> = Array.from(seen.keys())
    .filter((id) => !desired.has(id))
    .map((id) => ({ id, plan: strangers === "remove" ? planLeaving(kind, partner, id) : undefined }))
  const plans = [...others.flatMap(({ plan }) => (plan === undefined ? [] : [plan])), ...asked.map(({ plan }) => plan)]
  const told = strangers === "report" ? others.map(({ id }) => ({ what: kind.what, id })) : []
  const unseen = asked.filter(({ plan }) => plan.isUnseen).map(({ id }) => ({ what: kind.what, id }))
  return { plans, told, unseen }
}

const gains = ({ changes, gives }: MemberPlan): boolean => changes.length + gives.length > 0

const isJoining = ({ operation }: Step): boolean =>
  operation === "TrusteeUsers.add" || operation === "TrusteeGroups.add"

const isLeaving = ({ operation }: Step): boolean =>
  operation === "TrusteeUsers.remove" || operation === "TrusteeGroups.remove"

/**
 * The members' steps: what can be taken first, what is given, and what can be taken only
 * then. Where a trust has no room for all who join, as many leave before as are in the
 * way, though one of them may have kept access by a group that joins.
 */
const order = (
  users: ReadonlyArray<MemberPlan>,
  groups: ReadonlyArray<MemberPlan>,
  room: number,
): ReadonlyArray<Step> => {
  const gainingGroups = groups.filter(gains)
  const isUserCovered = gainingGroups.length > 0
  // Somebody who loses something with a group may have it by name, or by another group.
  const isGroupCovered = (group: MemberPlan): boolean =>
    users.some(gains) || gainingGroups.some((other) => other !== group)
  const split = (plan: MemberPlan, isCovered: boolean) =>
    isCovered
      ? { first: [], middle: [...plan.gives, ...plan.apart.gives], last: [...plan.takes, ...plan.apart.takes] }
      : { first: plan.takes, middle: [...plan.changes, ...plan.gives], last: [] }
  const parts = [
    ...users.map((plan) => split(plan, isUserCovered)),
    ...groups.map((plan) => split(plan, isGroupCovered(plan))),
  ]
  const first = parts.flatMap((part) => part.first)
  const middle = parts.flatMap((part) => part.middle)
  const last = parts.flatMap((part) => part.last)
  const missing = middle.filter(isJoining).length - first.filter(isLeaving).length - room
  const early = new Set(last.filter(isLeaving).slice(0, Math.max(missing, 0)))
  return [...first, ...early, ...middle, ...last.filter((step) => !early.has(step))]
}

/** What has to happen to a trust that there is. */
export const planTrustee = (
  partner: OrganizationId,
  desired: DesiredTrustee,
  seen: SeenTrustee,
  now: DateTime.Utc,
): TrusteePlan => {
  const settings = planSettings(partner, desired, seen, now)
  const users = planMembers(calls.users, partner, desired.users, seen.users, desired.strangers)
  const groups = planMembers(calls.groups, partner, desired.groups, seen.groups, desired.strangers)
  // A clone goes with its user, unless a group lets the user in all the same. Who is in a group cannot be seen.
  const isCertain = desired.strangers === "remove" && desired.groups.size === 0
  const leaving = new Set(isCertain ? [...seen.users.keys()].filter((id) => !desired.users.has(id)) : [])
  const clones = [...seen.clones]
    .filter((id) => desired.clones?.has(id) === false && !leaving.has(id))
    .map((trusteeUserId): Step => ({
      operation: "TrusteeClonedUsers.remove",
      input: { trusteeOrgId: partner, trusteeUserId },
      partner,
      effect: "takes",
      reason: "The file lets this clone stay no more",
    }))
  return {
    steps: [
      ...(settings.isFirst ? settings.steps : []),
      ...clones,
      ...order(users.plans, groups.plans, defaultProfile.memberLimit - seen.users.size - seen.groups.size),
      ...(settings.isFirst ? [] : settings.steps),
    ],
    strangers: [...users.told, ...groups.told],
    unseen: [...users.unseen, ...groups.unseen],
  }
}
