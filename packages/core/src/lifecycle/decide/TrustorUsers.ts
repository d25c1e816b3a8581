import type { Outcome, Situation } from "../Request.ts"
import { users } from "./MemberKind.ts"
import * as TrustMembers from "./TrustMembers.ts"

type Name = "TrustorUsers.list" | "TrustorUsers.get" | "TrustorUsers.add" | "TrustorUsers.remove"

const side = ({ input, principal }: Situation<Name>): TrustMembers.Side => ({
  asked: "trustor",
  trustorOrgId: input.trustorOrgId,
  trusteeOrgId: principal.organizationId,
})

/** `GET /trustors/{trustorOrgId}/users` */
export const list = (situation: Situation<"TrustorUsers.list">): Outcome<"TrustorUsers.list"> =>
  TrustMembers.list(users, situation, side(situation), situation.input)

/** `GET /trustors/{trustorOrgId}/users/{trusteeUserId}` */
export const get = (situation: Situation<"TrustorUsers.get">): Outcome<"TrustorUsers.get"> =>
  TrustMembers.get(users, situation, side(situation), situation.input.trusteeUserId)

/** `PUT /trustors/{trustorOrgId}/users/{trusteeUserId}` */
export const add = (situation: Situation<"TrustorUsers.add">): Outcome<"TrustorUsers.add"> =>
  TrustMembers.addOwn(users, situation, side(situation), situation.input.trusteeUserId)

/** `DELETE /trustors/{trustorOrgId}/users/{trusteeUserId}` */
export const remove = (situation: Situation<"TrustorUsers.remove">): Outcome<"TrustorUsers.remove"> =>
  TrustMembers.remove(users, situation, side(situation), situation.input.trusteeUserId)
