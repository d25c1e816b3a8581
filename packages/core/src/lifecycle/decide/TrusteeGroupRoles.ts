import type { Outcome, Situation } from "../Request.ts"
import { groups } from "./MemberKind.ts"
import * as MemberRoles from "./MemberRoles.ts"

/** `GET /trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roles` */
export const get = (situation: Situation<"TrusteeGroupRoles.get">): Outcome<"TrusteeGroupRoles.get"> => {
  const { trusteeOrgId, trusteeGroupId } = situation.input
  return MemberRoles.get(groups, situation, trusteeOrgId, trusteeGroupId)
}

/** `PUT /trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roles` */
export const replace = (situation: Situation<"TrusteeGroupRoles.replace">): Outcome<"TrusteeGroupRoles.replace"> => {
  const { payload, trusteeOrgId, trusteeGroupId } = situation.input
  return MemberRoles.replace(groups, situation, trusteeOrgId, trusteeGroupId, MemberRoles.inAllDivisions(payload))
}

/** `DELETE /trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roles` */
export const clear = (situation: Situation<"TrusteeGroupRoles.clear">): Outcome<"TrusteeGroupRoles.clear"> => {
  const { trusteeOrgId, trusteeGroupId } = situation.input
  return MemberRoles.clear(groups, situation, trusteeOrgId, trusteeGroupId)
}
