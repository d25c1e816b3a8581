import type { Outcome, Situation } from "../Request.ts"
import { users } from "./MemberKind.ts"
import * as MemberRoles from "./MemberRoles.ts"

/** `GET /trustees/{trusteeOrgId}/users/{trusteeUserId}/roles` */
export const get = (situation: Situation<"TrusteeUserRoles.get">): Outcome<"TrusteeUserRoles.get"> => {
  const { trusteeOrgId, trusteeUserId } = situation.input
  return MemberRoles.get(users, situation, trusteeOrgId, trusteeUserId)
}

/** `PUT /trustees/{trusteeOrgId}/users/{trusteeUserId}/roles` */
export const replace = (situation: Situation<"TrusteeUserRoles.replace">): Outcome<"TrusteeUserRoles.replace"> => {
  const { payload, trusteeOrgId, trusteeUserId } = situation.input
  return MemberRoles.replace(users, situation, trusteeOrgId, trusteeUserId, MemberRoles.inAllDivisions(payload))
}

/** `DELETE /trustees/{trusteeOrgId}/users/{trusteeUserId}/roles` */
export const clear = (situation: Situation<"TrusteeUserRoles.clear">): Outcome<"TrusteeUserRoles.clear"> => {
  const { trusteeOrgId, trusteeUserId } = situation.input
  return MemberRoles.clear(users, situation, trusteeOrgId, trusteeUserId)
}
