import type { Outcome, Situation } from "../Request.ts"
import { groups } from "./MemberKind.ts"
import * as MemberRoles from "./MemberRoles.ts"

/** `PUT /trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roledivisions` */
export const replace = (
  situation: Situation<"TrusteeGroupRoleDivisions.replace">,
): Outcome<"TrusteeGroupRoleDivisions.replace"> => {
  const { payload, trusteeOrgId, trusteeGroupId } = situation.input
  return MemberRoles.replace(groups, situation, trusteeOrgId, trusteeGroupId, payload.grants)
}
