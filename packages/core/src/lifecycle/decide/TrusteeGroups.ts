import type { Outcome, Situation } from "../Request.ts"
import { requestedGrants } from "./lookups.ts"
import { groups } from "./MemberKind.ts"
import * as TrustMembers from "./TrustMembers.ts"

type Name = "TrusteeGroups.list" | "TrusteeGroups.get" | "TrusteeGroups.add" | "TrusteeGroups.remove"

const side = ({ input, principal }: Situation<Name>): TrustMembers.Side => ({
  asked: "trustee",
  trustorOrgId: principal.organizationId,
  trusteeOrgId: input.trusteeOrgId,
})

/** `GET /trustees/{trusteeOrgId}/groups` */
export const list = (situation: Situation<"TrusteeGroups.list">): Outcome<"TrusteeGroups.list"> =>
  TrustMembers.list(groups, situation, side(situation), situation.input)

/** `GET /trustees/{trusteeOrgId}/groups/{trusteeGroupId}` */
export const get = (situation: Situation<"TrusteeGroups.get">): Outcome<"TrusteeGroups.get"> =>
  TrustMembers.get(groups, situation, side(situation), situation.input.trusteeGroupId)

/** `POST /trustees/{trusteeOrgId}/groups` */
export const add = (situation: Situation<"TrusteeGroups.add">): Outcome<"TrusteeGroups.add"> => {
  const { payload } = situation.input
  return TrustMembers.addWithGrants(groups, situation, side(situation), payload.id, requestedGrants(payload))
}

/** `DELETE /trustees/{trusteeOrgId}/groups/{trusteeGroupId}` */
export const remove = (situation: Situation<"TrusteeGroups.remove">): Outcome<"TrusteeGroups.remove"> =>
  TrustMembers.remove(groups, situation, side(situation), situation.input.trusteeGroupId)
