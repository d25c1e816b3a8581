import type { Outcome, Situation } from "../Request.ts"
import { requestedGrants } from "./lookups.ts"
import { users } from "./MemberKind.ts"
import * as TrustMembers from "./TrustMembers.ts"

type Name = "TrusteeUsers.list" | "TrusteeUsers.get" | "TrusteeUsers.add" | "TrusteeUsers.remove"

const side = ({ input, principal }: Situation<Name>): TrustMembers.Side => ({
  asked: "trustee",
  trustorOrgId: principal.organizationId,
  trusteeOrgId: input.trusteeOrgId,
})

/** `GET /trustees/{trusteeOrgId}/users` */
export const list = (situation: Situation<"TrusteeUsers.list">): Outcome<"TrusteeUsers.list"> =>
  TrustMembers.list(users, situation, side(situation), situation.input)

/** `GET /trustees/{trusteeOrgId}/users/{trusteeUserId}` */
export const get = (situation: Situation<"TrusteeUsers.get">): Outcome<"TrusteeUsers.get"> =>
  TrustMembers.get(users, situation, side(situation), situation.input.trusteeUserId)

/** `POST /trustees/{trusteeOrgId}/users` */
export const add = (situation: Situation<"TrusteeUsers.add">): Outcome<"TrusteeUsers.add"> => {
  const { payload } = situation.input
  return TrustMembers.addWithGrants(users, situation, side(situation), payload.id, requestedGrants(payload))
}

/** `DELETE /trustees/{trusteeOrgId}/users/{trusteeUserId}` */
export const remove = (situation: Situation<"TrusteeUsers.remove">): Outcome<"TrusteeUsers.remove"> =>
  TrustMembers.remove(users, situation, side(situation), situation.input.trusteeUserId)
