/**
 * The two kinds of members that a trust has, users and groups, by the operations that
 * are about them.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { RoleDivisionGrants } from "@org-trust/core/Division"
import type { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { groupsOf, type Member, type Trust, usersOf } from "@org-trust/core/lifecycle/State"
import type { WorldClient } from "../../../WorldFile.ts"
import type { Party } from "../../Cast.ts"
import type { Violation } from "../../Violation.ts"
import type { Session } from "./Session.ts"
import { walk } from "./perform/look/Walk.ts"

/** A call of both that is made where the implementation has the operation. */
type Ask<Args extends ReadonlyArray<unknown>> = (
  session: Session,
  client: WorldClient,
  ...args: Args
) => Effect.Effect<unknown, Violation>

/** The calls about a kind of members of a trust. */
export interface MemberCalls<Id> {
  readonly of: (current: Trust) => ReadonlyArray<Member<Id>>
  /** Of how many the roles are looked at. */
  readonly most: number
  /** Those of the trustee, whether they are in a trust or not. */
  readonly idsOf: (trustee: Party) => ReadonlyArray<Id>
  /** Whether a user has what a member of this kind is given. */
  readonly includes: (session: Session, trusteeOrgId: OrganizationId, id: Id, userId: UserId) => boolean
  /** As the trustor. */
  readonly add: Ask<[trusteeOrgId: OrganizationId, id: Id]>
  readonly remove: Ask<[trusteeOrgId: OrganizationId, id: Id]>
  readonly list: Ask<[trusteeOrgId: OrganizationId]>
  readonly get: Ask<[trusteeOrgId: OrganizationId, id: Id]>
  readonly roles: Ask<[trusteeOrgId: OrganizationId, id: Id]>
  readonly grant: Ask<[trusteeOrgId: OrganizationId, id: Id, payload: RoleDivisionGrants]>
  /** As a user of the trustee: the list, and in it the one. */
  readonly seen: Ask<[trustorOrgId: OrganizationId, id: Id]>
}

/** Entities of a page: small, so that there is more than one page now and then. */
const pageSize = 2

/** The same of groups, of which there are fewer. */
const groupsOfPage = 1

/** The users of a trust. */
export const users: MemberCalls<UserId> = {
  of: usersOf,
  most: 3,
  idsOf: ({ activeUsers }) => activeUsers.map(({ id }) => id),
  includes: (_session, _trusteeOrgId, id, userId) => id === userId,
  add: ({ callIfServed }, client, trusteeOrgId, id) =>
    callIfServed(client, "TrusteeUsers.add", { trusteeOrgId, payload: { id } }),
  remove: ({ callIfServed }, client, trusteeOrgId, trusteeUserId) =>
    callIfServed(client, "TrusteeUsers.remove", { trusteeOrgId, trusteeUserId }),
  list: Effect.fnUntraced(function* (session, client, trusteeOrgId) {
    const input = { trusteeOrgId, pageSize }
    const listed = yield* session.callIfServed(client, "TrusteeUsers.list", input)
    if (listed !== undefined && Result.isSuccess(listed)) {
      yield* walk(session, client, "TrusteeUsers.list", input, listed.success)
    }
  }),
  get: ({ callIfServed }, client, trusteeOrgId, trusteeUserId) =>
    callIfServed(client, "TrusteeUsers.get", { trusteeOrgId, trusteeUserId }),
  roles: ({ callIfServed }, client, trusteeOrgId, trusteeUserId) =>
    callIfServed(client, "TrusteeUserRoles.get", { trusteeOrgId, trusteeUserId }),
  grant: ({ callIfServed }, client, trusteeOrgId, trusteeUserId, payload) =>
    callIfServed(client, "TrusteeUserRoleDivisions.replace", { trusteeOrgId, trusteeUserId, payload }),
  seen: Effect.fnUntraced(function* ({ callIfServed }, client, trustorOrgId, trusteeUserId) {
    const seen = yield* callIfServed(client, "TrustorUsers.list", { trustorOrgId, pageSize })
    if (seen === undefined || Result.isFailure(seen)) return
    yield* callIfServed(client, "TrustorUsers.get", { trustorOrgId, trusteeUserId })
  }),
}

/** The groups of a trust. */
export const groups: MemberCalls<GroupId> = {
  of: groupsOf,
  most: 2,
  idsOf: ({ organization }) => organization.groups.map(({ id }) => id),
  includes: ({ environment }, trusteeOrgId, id, userId) =>
    environment.world.get(trusteeOrgId)?.groups.get(id)?.memberIds.includes(userId) === true,
  add: ({ callIfServed }, client, trusteeOrgId, id) =>
    callIfServed(client, "TrusteeGroups.add", { trusteeOrgId, payload: { id } }),
  remove: ({ callIfServed }, client, trusteeOrgId, trusteeGroupId) =>
    callIfServed(client, "TrusteeGroups.remove", { trusteeOrgId, trusteeGroupId }),
  list: Effect.fnUntraced(function* (session, client, trusteeOrgId) {
    const input = { trusteeOrgId, pageSize: groupsOfPage }
    const listed = yield* session.callIfServed(client, "TrusteeGroups.list", input)
    if (listed !== undefined && Result.isSuccess(listed)) {
      yield* walk(session, client, "TrusteeGroups.list", input, listed.success)
    }
  }),
  get: ({ callIfServed }, client, trusteeOrgId, trusteeGroupId) =>
    callIfServed(client, "TrusteeGroups.get", { trusteeOrgId, trusteeGroupId }),
  roles: ({ callIfServed }, client, trusteeOrgId, trusteeGroupId) =>
    callIfServed(client, "TrusteeGroupRoles.get", { trusteeOrgId, trusteeGroupId }),
  grant: ({ callIfServed }, client, trusteeOrgId, trusteeGroupId, payload) =>
    callIfServed(client, "TrusteeGroupRoleDivisions.replace", { trusteeOrgId, trusteeGroupId, payload }),
  seen: Effect.fnUntraced(function* (session, client, trustorOrgId, trustorGroupId) {
    const input = { trustorOrgId, pageSize: groupsOfPage }
    const seen = yield* session.callIfServed(client, "TrustorGroups.list", input)
    if (seen === undefined || Result.isFailure(seen)) return
    yield* walk(session, client, "TrustorGroups.list", input, seen.success)
    yield* session.callIfServed(client, "TrustorGroups.get", { trustorOrgId, trustorGroupId })
  }),
}
