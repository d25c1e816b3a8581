import type { Outcome, Situation } from "../Request.ts"
import { groups } from "./MemberKind.ts"
import * as TrustMembers from "./TrustMembers.ts"

type Name = "TrustorGroups.list" | "TrustorGroups.get" | "TrustorGroups.add" | "TrustorGroups.remove"

const side = ({ input, principal }: Situation<Name>): TrustMembers.Side => ({
  asked: "trustor",
  trustorOrgId: input.trustorOrgId,
  trusteeOrgId: principal.organizationId,
})

/** `GET /trustors/{trustorOrgId}/groups` */
export const list = (situation: Situation<"TrustorGroups.list">): Outcome<"TrustorGroups.list"> =>
  TrustMembers.list(groups, situation, side(situation), situation.input)

/** `GET /trustors/{trustorOrgId}/groups/{trustorGroupId}` */
export const get = (situation: Situation<"TrustorGroups.get">): Outcome<"TrustorGroups.get"> =>
  TrustMembers.get(groups, situation, side(situation), situation.input.trustorGroupId)

/** `PUT /trustors/{trustorOrgId}/groups/{trustorGroupId}` */
export const add = (situation: Situation<"TrustorGroups.add">): Outcome<"TrustorGroups.add"> =>
  TrustMembers.addOwn(groups, situation, side(situation), situation.input.trustorGroupId)

/** `DELETE /trustors/{trustorOrgId}/groups/{trustorGroupId}` */
export const remove = (situation: Situation<"TrustorGroups.remove">): Outcome<"TrustorGroups.remove"> =>
  TrustMembers.remove(groups, situation, side(situation), situation.input.trustorGroupId)
