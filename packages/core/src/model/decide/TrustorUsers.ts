import * as Result from "effect/Result"
import type { Outcome, Situation } from "../Request.ts"
import * as TrustUsers from "./TrustUsers.ts"

type Name = "TrustorUsers.list" | "TrustorUsers.get" | "TrustorUsers.add" | "TrustorUsers.remove"

const side = ({ input, principal }: Situation<Name>): TrustUsers.Side => ({
  asked: "trustor",
  trustorOrgId: input.trustorOrgId,
  trusteeOrgId: principal.organizationId,
})

/** `GET /trustors/{trustorOrgId}/users` */
export const list = (situation: Situation<"TrustorUsers.list">): Outcome<"TrustorUsers.list"> =>
  TrustUsers.list(situation, side(situation), situation.input)

/** `GET /trustors/{trustorOrgId}/users/{trusteeUserId}` */
export const get = (situation: Situation<"TrustorUsers.get">): Outcome<"TrustorUsers.get"> =>
  TrustUsers.get(situation, side(situation), situation.input.trusteeUserId)

/** `PUT /trustors/{trustorOrgId}/users/{trusteeUserId}` */
export const add = (situation: Situation<"TrustorUsers.add">): Outcome<"TrustorUsers.add"> =>
  TrustUsers.add(
    situation,
    side(situation),
    { id: situation.input.trusteeUserId, grants: [] },
    Result.succeed(undefined),
    Result.succeed,
  )

/** `DELETE /trustors/{trustorOrgId}/users/{trusteeUserId}` */
export const remove = (situation: Situation<"TrustorUsers.remove">): Outcome<"TrustorUsers.remove"> =>
  TrustUsers.remove(situation, side(situation), situation.input.trusteeUserId)
