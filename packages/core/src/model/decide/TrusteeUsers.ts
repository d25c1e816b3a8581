import * as Result from "effect/Result"
import { Conflict, type InvalidRequest, type NotFound } from "../../TrustError.ts"
import type { Outcome, Refusal, Situation } from "../Request.ts"
import { refuse } from "../Request.ts"
import type { Member } from "../State.ts"
import type { UserId } from "../../Identifiers.ts"
import { checkGrants, requestedGrants } from "./lookups.ts"
import * as TrustUsers from "./TrustUsers.ts"

type Name = "TrusteeUsers.list" | "TrusteeUsers.get" | "TrusteeUsers.add" | "TrusteeUsers.remove"

const side = ({ input, principal }: Situation<Name>): TrustUsers.Side => ({
  asked: "trustee",
  trustorOrgId: principal.organizationId,
  trusteeOrgId: input.trusteeOrgId,
})

/** `GET /trustees/{trusteeOrgId}/users` */
export const list = (situation: Situation<"TrusteeUsers.list">): Outcome<"TrusteeUsers.list"> =>
  TrustUsers.list(situation, side(situation), situation.input)

/** `GET /trustees/{trusteeOrgId}/users/{trusteeUserId}` */
export const get = (situation: Situation<"TrusteeUsers.get">): Outcome<"TrusteeUsers.get"> =>
  TrustUsers.get(situation, side(situation), situation.input.trusteeUserId)

/** `POST /trustees/{trusteeOrgId}/users` */
export const add = (situation: Situation<"TrusteeUsers.add">): Outcome<"TrusteeUsers.add"> => {
  const { input, origin, principal, profile } = situation
  const grants = requestedGrants(input.payload)
  const present = (
    member: Member<UserId>,
  ): Result.Result<Member<UserId>, Refusal<Conflict | InvalidRequest | NotFound>> =>
    profile.duplicateMember === "Unchanged"
      ? Result.succeed(member)
      : refuse(
          "user.added-once",
          new Conflict({
            ...origin,
            message: "The user is in the trust already",
            code: "general.conflict",
            entityName: "trust user",
            entityId: member.id,
          }),
        )
  return TrustUsers.add(
    situation,
    side(situation),
    { id: input.payload.id, grants },
    checkGrants(situation, principal.organizationId, grants),
    present,
  )
}

/** `DELETE /trustees/{trusteeOrgId}/users/{trusteeUserId}` */
export const remove = (situation: Situation<"TrusteeUsers.remove">): Outcome<"TrusteeUsers.remove"> =>
  TrustUsers.remove(situation, side(situation), situation.input.trusteeUserId)
