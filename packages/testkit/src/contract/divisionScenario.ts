/**
 * Steps and observations that laws of roles within divisions share.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { DivisionId, GroupId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { RoleDivisionPair } from "@org-trust/core/Division"
import type { OperationGroup } from "./Capabilities.ts"
import { makeTrustWithGroups, someLivelyGroup } from "./groupScenario.ts"
import type { Lab } from "./Lab.ts"
import { asTrustor, type Insider, need, pick } from "./scenario.ts"

/** What laws about divisions need: grants to users and to groups, in all divisions and within some. */
export const divisionGroups: ReadonlyArray<OperationGroup> = [
  "Pairings",
  "Trustees",
  "Trustors",
  "TrusteeUsers",
  "TrusteeUserRoles",
  "TrusteeUserRoleDivisions",
  "TrusteeGroups",
  "TrusteeGroupRoles",
  "TrusteeGroupRoleDivisions",
]

/** Picks of several things. */
export const picks = (minLength: number, maxLength: number) => fc.array(fc.nat({ max: 1000 }), { minLength, maxLength })

/** Two divisions of the trustor. */
export const someDivisions = Effect.fnUntraced(function* ({ cast }: Lab, index: number) {
  const { divisions } = cast.trustor.organization
  const here = yield* need(pick(divisions, index), "division of the trustor")
  const there = yield* need(
    divisions.length > 1 ? pick(divisions, index + 1) : undefined,
    "second division of the trustor",
  )
  return { here: here.id, there: there.id }
})

/** Each role within the one division. */
export const grantsIn = (divisionId: DivisionId, roleIds: ReadonlyArray<RoleId>): ReadonlyArray<RoleDivisionPair> =>
  roleIds.map((roleId) => ({ roleId, divisionId }))

/** Somebody who holds roles: a user, or a group with a member who can call. */
export interface Holder {
  readonly member: Insider
  readonly groupId: GroupId | undefined
}

/** A trust with a user, or with a group, that has no roles. */
export const makeHolder = Effect.fnUntraced(function* (lab: Lab, index: number, isGroup: boolean) {
  const { group, member } = yield* someLivelyGroup(lab, index)
  yield* makeTrustWithGroups(lab, index, isGroup ? [{ id: group.id }] : [])
  if (!isGroup) yield* ensureUser(lab, member.id)
  const holder: Holder = { member, groupId: isGroup ? group.id : undefined }
  return holder
})

const ensureUser = (lab: Lab, id: UserId) =>
  lab.call(lab.cast.trustor.admin, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })

/** Makes these all the grants of a holder, each within a division. */
export const within = (lab: Lab, { groupId, member }: Holder, grants: ReadonlyArray<RoleDivisionPair>) => {
  const trust = asTrustor(lab)
  const payload = { grants }
  return groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoleDivisions.replace", {
        ...trust,
        trusteeUserId: member.id,
        payload,
      })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoleDivisions.replace", {
        ...trust,
        trusteeGroupId: groupId,
        payload,
      })
}

/** Makes these all the roles of a holder, in all divisions. */
export const everywhere = (lab: Lab, { groupId, member }: Holder, payload: ReadonlyArray<RoleId>) => {
  const trust = asTrustor(lab)
  return groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoles.replace", { ...trust, trusteeUserId: member.id, payload })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoles.replace", { ...trust, trusteeGroupId: groupId, payload })
}

/** Takes all the roles of a holder away. */
export const clear = (lab: Lab, { groupId, member }: Holder) =>
  groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoles.clear", { ...asTrustor(lab), trusteeUserId: member.id })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoles.clear", { ...asTrustor(lab), trusteeGroupId: groupId })

/** What is read of a holder's roles. */
export const read = (lab: Lab, { groupId, member }: Holder) =>
  groupId === undefined
    ? lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoles.get", { ...asTrustor(lab), trusteeUserId: member.id })
    : lab.succeed(lab.cast.trustor.admin, "TrusteeGroupRoles.get", { ...asTrustor(lab), trusteeGroupId: groupId })

/** What a user may do within a division of the trustor. */
export const heldWithin = ({ accessWithin, cast }: Lab, { member }: Holder, divisionId: DivisionId) =>
  accessWithin({
    trustorOrgId: cast.trustor.organization.id,
    trusteeOrgId: cast.trustee.organization.id,
    userId: member.id,
    divisionId,
  })
