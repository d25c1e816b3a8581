import * as Result from "effect/Result"
import type { RoleId, UserId } from "../../Identifiers.ts"
import type { NotFound } from "../../TrustError.ts"
import type { Event, Grant } from "../Event.ts"
import type { Outcome, Refusal, Situation } from "../Request.ts"
import type { Member } from "../State.ts"
import * as View from "../View.ts"
import { checkGrants, distinct, findTrust, findUser, happening, sameGrants } from "./lookups.ts"

type Name = "TrusteeUserRoles.get" | "TrusteeUserRoles.replace" | "TrusteeUserRoles.clear"

const findMember = (situation: Situation<Name>): Result.Result<Member<UserId>, Refusal<NotFound>> => {
  const { input, principal } = situation
  return Result.flatMap(findTrust(situation, principal.organizationId, input.trusteeOrgId, "trustee"), (current) =>
    findUser(situation, current, input.trusteeUserId),
  )
}

const rolesChanged = (
  situation: Situation<Name>,
  member: Member<UserId>,
  grants: ReadonlyArray<Grant>,
): readonly [] | readonly [Event] =>
  sameGrants(grants, member.grants)
    ? []
    : [
        {
          ...happening(situation),
          _tag: "TrustUserRolesChanged",
          trustorOrgId: situation.principal.organizationId,
          trusteeOrgId: situation.input.trusteeOrgId,
          userId: member.id,
          grants,
          previous: member.grants,
        },
      ]

/** `GET /trustees/{trusteeOrgId}/users/{trusteeUserId}/roles` */
export const get = (situation: Situation<"TrusteeUserRoles.get">): Outcome<"TrusteeUserRoles.get"> =>
  Result.map(findMember(situation), (member) => ({
    reply: View.userAuthorization(situation.world, situation.principal.organizationId, member.grants),
    events: [],
  }))

/** `PUT /trustees/{trusteeOrgId}/users/{trusteeUserId}/roles` */
export const replace = (situation: Situation<"TrusteeUserRoles.replace">): Outcome<"TrusteeUserRoles.replace"> =>
  Result.gen(function* () {
    const { input, principal, world } = situation
    const member = yield* findMember(situation)
    const grants = distinct(input.payload.map((roleId: RoleId) => ({ roleId })))
    yield* checkGrants(situation, principal.organizationId, grants)
    return {
      reply: View.userAuthorization(world, principal.organizationId, grants),
      events: rolesChanged(situation, member, grants),
    }
  })

/** `DELETE /trustees/{trusteeOrgId}/users/{trusteeUserId}/roles` */
export const clear = (situation: Situation<"TrusteeUserRoles.clear">): Outcome<"TrusteeUserRoles.clear"> =>
  Result.map(findMember(situation), (member) => ({ reply: undefined, events: rolesChanged(situation, member, []) }))
