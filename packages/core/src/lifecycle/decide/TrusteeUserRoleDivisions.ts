import type { Outcome, Situation } from "../Request.ts"
import { users } from "./MemberKind.ts"
import * as MemberRoles from "./MemberRoles.ts"

/** `PUT /trustees/{trusteeOrgId}/users/{trusteeUserId}/roledivisions` */
export const replace = (
  situation: Situation<"TrusteeUserRoleDivisions.replace">,
): Outcome<"TrusteeUserRoleDivisions.replace"> => {
  const { payload, trusteeOrgId, trusteeUserId } = situation.input
  return MemberRoles.replace(users, situation, trusteeOrgId, trusteeUserId, payload.grants)
}
