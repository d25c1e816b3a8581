/**
 * Users and groups in a request's path or body: right ones, or wrong ones as the step
 * wants.
 */
import { type GroupId, GroupIdParam, type OrganizationId, type UserId, UserIdParam } from "@org-trust/core/Identifiers"
import { groupsOf, type Trust, trust, usersOf } from "@org-trust/core/lifecycle/State"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { deviantGroup, deviantUser } from "./Members.ts"
import { activeUsers, malformed, type Moment, type Place, unknown } from "./Moment.ts"

/** A kind of members: its ids, and the paths that name one of them as trustor or as trustee. */
export interface MemberIds<Id, Path, OwnPath> {
  readonly noun: "User" | "Group"
  readonly inside: (current: Trust) => ReadonlyArray<Id>
  /** Those of the trustee that can be let in. */
  readonly all: (moment: Moment, trusteeOrgId: OrganizationId) => ReadonlyArray<Id>
  readonly unknown: Id
  readonly malformed: (text: string) => Id
  /** One that the step wants and that cannot be let in; nothing for a step without such a wish. */
  readonly deviant: (moment: Moment, step: Step, trusteeOrgId: OrganizationId) => Id | undefined
  readonly path: (trusteeOrgId: OrganizationId, id: Id) => Path
  readonly ownPath: (trustorOrgId: OrganizationId, id: Id) => OwnPath
}

type Named<Name extends string, Id> = { readonly [N in Name]: Id }

/** The users of a trust. */
export const users: MemberIds<
  UserId,
  Named<"trusteeOrgId", OrganizationId> & Named<"trusteeUserId", UserId>,
  Named<"trustorOrgId", OrganizationId> & Named<"trusteeUserId", UserId>
> = {
  noun: "User",
  inside: (current) => usersOf(current).map(({ id }) => id),
  all: activeUsers,
  unknown: unknown.userId,
  malformed: (text) => UserIdParam.make(text),
  deviant: deviantUser,
  path: (trusteeOrgId, trusteeUserId) => ({ trusteeOrgId, trusteeUserId }),
  ownPath: (trustorOrgId, trusteeUserId) => ({ trustorOrgId, trusteeUserId }),
}

/** The groups of a trust. */
export const groups: MemberIds<
  GroupId,
  Named<"trusteeOrgId", OrganizationId> & Named<"trusteeGroupId", GroupId>,
  Named<"trustorOrgId", OrganizationId> & Named<"trustorGroupId", GroupId>
> = {
  noun: "Group",
  inside: (current) => groupsOf(current).map(({ id }) => id),
  all: ({ world }, trusteeOrgId) => (world.get(trusteeOrgId)?.organization.groups ?? []).map(({ id }) => id),
  unknown: unknown.groupId,
  malformed: (text) => GroupIdParam.make(text),
  deviant: (moment, step, trusteeOrgId) =>
    step.deviation === "unknownMember" || step.deviation === "foreignMember"
      ? deviantGroup(moment, step, trusteeOrgId)
      : undefined,
  path: (trusteeOrgId, trusteeGroupId) => ({ trusteeOrgId, trusteeGroupId }),
  ownPath: (trustorOrgId, trustorGroupId) => ({ trustorOrgId, trustorGroupId }),
}

type Ids<Id> = MemberIds<Id, unknown, unknown>

/** Those that are in the trust at a place. */
export const joined = <Id>(
  { inside }: Pick<Ids<Id>, "inside">,
  { state }: Moment,
  { trusteeOrgId, trustorOrgId }: Place,
): ReadonlyArray<Id> => {
  const current = trust(state, trustorOrgId, trusteeOrgId)
  return current === undefined ? [] : inside(current)
}

/** Those of the trustee that could be let in and are not in the trust at a place. */
export const outside = <Id>(kind: Ids<Id>, moment: Moment, place: Place): ReadonlyArray<Id> => {
  const inside = new Set(joined(kind, moment, place))
  return kind.all(moment, place.trusteeOrgId).filter((id) => !inside.has(id))
}

const malformedId = <Id>(kind: Ids<Id>, { amount }: Step): Id => kind.malformed(pick(malformed, amount) ?? "")

/** The path's member, one of the trust unless the step wants another. */
export const pathMember = <Id>(kind: Ids<Id>, moment: Moment, step: Step, place: Place): Id => {
  switch (step.deviation) {
    case `unknown${kind.noun}`:
      return kind.unknown
    case `malformed${kind.noun}`:
      return malformedId(kind, step)
    case `absent${kind.noun}`:
      return pick(outside(kind, moment, place), step.who) ?? kind.unknown
    default:
      return (
        pick(joined(kind, moment, place), step.who) ??
        pick(kind.all(moment, place.trusteeOrgId), step.who) ??
        kind.unknown
      )
  }
}

/** The member of an addition: one of the trustee that is not in the trust unless the step wants another. */
export const newMember = <Id>(kind: Ids<Id>, moment: Moment, step: Step, place: Place): Id => {
  if (step.deviation === `malformed${kind.noun}`) return malformedId(kind, step)
  const isPresent = step.deviation === `present${kind.noun}`
  const first = isPresent ? joined(kind, moment, place) : outside(kind, moment, place)
  return (
    kind.deviant(moment, step, place.trusteeOrgId) ??
    pick(first, step.what) ??
    pick(kind.all(moment, place.trusteeOrgId), step.what) ??
    kind.unknown
  )
}
