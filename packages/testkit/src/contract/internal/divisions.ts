/**
 * Steps and observations that laws of roles within divisions share.
 */
import * as Effect from "effect/Effect"
import type { RoleDivisionPair } from "@org-trust/core/Division"
import type { DivisionId, RoleId } from "@org-trust/core/Identifiers"
import type { OperationGroup } from "../Capabilities.ts"
import type { Lab } from "./Lab.ts"
import type { BoundMember, BoundTrust } from "./BoundTrust.ts"
import { distinct, type Insider, need } from "./choices.ts"
import { makeTrust } from "./letIn.ts"
import { kindOf, someHolder, trusts } from "./MemberKind.ts"

/** What laws about divisions need: grants to users and to groups, in all divisions and within some. */
export const divisionGroups: ReadonlyArray<OperationGroup> = [
  ...trusts,
  "TrusteeUsers",
  "TrusteeUserRoles",
  "TrusteeUserRoleDivisions",
  "TrusteeGroups",
  "TrusteeGroupRoles",
  "TrusteeGroupRoleDivisions",
]

/** Two divisions of the trustor. */
export const someDivisions = Effect.fnUntraced(function* ({ cast }: Lab, index: number) {
  const { divisions } = cast.trustor.organization
  const [one, other] = distinct(divisions, index, 2)
  const here = yield* need(one, "division of the trustor")
  const there = yield* need(other, "second division of the trustor")
  return { here: here.id, there: there.id }
})

/** Each role within the one division. */
export const grantsIn = (
  divisionId: RoleDivisionPair["divisionId"],
  roleIds: ReadonlyArray<RoleId>,
): ReadonlyArray<RoleDivisionPair> => roleIds.map((roleId) => ({ roleId, divisionId }))

/** A trust with a user, or with a group, that has no roles, and by which somebody can call. */
export const makeHolder = Effect.fnUntraced(function* (lab: Lab, index: number, isGroup: boolean) {
  const kind = kindOf(isGroup)
  const { caller, id } = yield* someHolder(lab, kind, index)
  const trust = yield* makeTrust(lab, kind.start([{ id }]))
  const held = (divisionId: DivisionId) => heldWithin(trust, caller, divisionId)
  const member: BoundMember = kind.bound(trust, id)
  return { trust, member, held }
})

/** What a user may do within a division of the trustor. */
export const heldWithin = ({ lab, trustee, trustor }: BoundTrust, { id }: Insider, divisionId: DivisionId) =>
  lab.accessWithin({
    trustorOrgId: trustor.organization.id,
    trusteeOrgId: trustee.organization.id,
    userId: id,
    divisionId,
  })
