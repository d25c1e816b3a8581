/**
 * Decisions about the roles of a trust's members, users or groups. Only the trustor
 * asks for them.
 */
import * as Result from "effect/Result"
import type { OrganizationId, RoleId } from "../../Identifiers.ts"
import type { OperationName } from "../../Operation.ts"
import type { InvalidRequest, NotFound } from "../../TrustError.ts"
import type { UserAuthorization } from "../../entities/UserAuthorization.ts"
import type { Event, Grant } from "../Event.ts"
import type { Situation } from "../Request.ts"
import type { Member } from "../State.ts"
import * as View from "../View.ts"
import { checkGrants, distinct, sameGrants } from "./lookups.ts"
import type { MemberKind } from "./MemberKind.ts"
import { type Answer, find, happeningTo, type Side } from "./TrustMembers.ts"

const sideOf = ({ principal }: Situation<OperationName>, trusteeOrgId: OrganizationId): Side => ({
  asked: "trustee",
  trustorOrgId: principal.organizationId,
  trusteeOrgId,
})

const change = <Id, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  { grants: previous, id }: Member<Id>,
  grants: ReadonlyArray<Grant>,
): readonly [] | readonly [Event] =>
  sameGrants(grants, previous) ? [] : [kind.rolesChanged(happeningTo(situation, side), id, grants, previous)]

/** The roles of a member. */
export const get = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  trusteeOrgId: OrganizationId,
  id: Id,
): Answer<UserAuthorization, NotFound> => {
  const side = sideOf(situation, trusteeOrgId)
  return Result.map(find(kind, situation, side, id), ({ grants }) => ({
    reply: View.userAuthorization(situation.world, side.trustorOrgId, grants),
    events: [],
  }))
}

/** Leaves exactly these grants, whatever there was before. */
export const replace = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  trusteeOrgId: OrganizationId,
  id: Id,
  asked: ReadonlyArray<Grant>,
): Answer<UserAuthorization, NotFound | InvalidRequest> =>
  Result.gen(function* () {
    const side = sideOf(situation, trusteeOrgId)
    const member = yield* find(kind, situation, side, id)
    const grants = distinct(asked)
    yield* checkGrants(situation, side.trustorOrgId, grants)
    return {
      reply: View.userAuthorization(situation.world, side.trustorOrgId, grants),
      events: change(kind, situation, side, member, grants),
    }
  })

/** Takes all grants away, within divisions too. */
export const clear = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  trusteeOrgId: OrganizationId,
  id: Id,
): Answer<void, NotFound> => {
  const side = sideOf(situation, trusteeOrgId)
  return Result.map(find(kind, situation, side, id), (member) => ({
    reply: undefined,
    events: change(kind, situation, side, member, []),
  }))
}

/** Grants of roles in all divisions. */
export const inAllDivisions = (roleIds: ReadonlyArray<RoleId>): ReadonlyArray<Grant> =>
  roleIds.map((roleId) => ({ roleId }))
