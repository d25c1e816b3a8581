/**
 * Looking at a trust from both sides. What is answered rightly may still have done
 * something else, and what is refused may have been done all the same.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { groupsOf, trust, usersOf } from "@org-trust/core/lifecycle/State"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { Page } from "@org-trust/core/Page"
import type { TrustUser } from "@org-trust/core/TrustUser"
import type { WorldClient } from "../../WorldFile.ts"
import type { OperationGroup } from "../Capabilities.ts"
import type { Violation } from "../Violation.ts"
import { lookAtGroups } from "./LookAtGroups.ts"
import { lookWithin } from "./LookWithin.ts"
import { isAboutCare, lookAtMany } from "./Care.ts"
import { partiesOf } from "./Parties.ts"
import type { Session } from "./Session.ts"
import { walk } from "./Walk.ts"

/** Entities of a page: small, so that there is more than one page now and then. */
const pageSize = 2

/** Users whose roles are looked at. */
const maxUsers = 3

/** A trust, and a user or a group of it that is looked at in particular. */
interface Place {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
  readonly userId?: UserId
  readonly groupId?: GroupId
}

type Member = Pick<Place, "userId" | "groupId">

/** The operations that name a member in their body. */
const additions: { readonly [K in OperationName]?: (input: OperationInput<K>) => Member } = {
  "TrusteeUsers.add": ({ payload }) => ({ userId: payload.id }),
  "TrusteeGroups.add": ({ payload }) => ({ groupId: payload.id }),
}

/** The user or the group that a call was about, if it was about one. */
const memberOf = <K extends OperationName>(operation: K, input: OperationInput<K>): Member => {
  const added: ((input: OperationInput<K>) => Member) | undefined = additions[operation]
  if (added !== undefined) return added(input)
  if ("trusteeUserId" in input) return { userId: input.trusteeUserId }
  if ("trusteeGroupId" in input) return { groupId: input.trusteeGroupId }
  return "trustorGroupId" in input ? { groupId: input.trustorGroupId } : {}
}

/** The trust that a call was about, if it was about one. */
const placeOf = <K extends OperationName>(
  operation: K,
  input: OperationInput<K>,
  { organizationId }: WorldClient,
  latest: Event | undefined,
): Place | undefined => {
  if (operation === "Trustees.create") {
    return latest?._tag === "TrustCreated" && latest.trustorOrgId === organizationId ? latest : undefined
  }
  const member = memberOf(operation, input)
  if ("trusteeOrgId" in input) return { trustorOrgId: organizationId, trusteeOrgId: input.trusteeOrgId, ...member }
  return "trustorOrgId" in input
    ? { trustorOrgId: input.trustorOrgId, trusteeOrgId: organizationId, ...member }
    : undefined
}

/** Looks at the trust that a call was about, as both organizations, whatever came of the call. */
export const look = Effect.fnUntraced(function* <K extends OperationName>(
  session: Session,
  client: WorldClient,
  operation: K,
  input: OperationInput<K>,
): Effect.fn.Return<void, Violation> {
  const own = partiesOf(session.lab.cast).find(({ organization }) => organization.id === client.organizationId)
  if (own !== undefined && (isAboutCare(operation) || operation.startsWith("BulkRemoval."))) {
    return yield* lookAtMany(session, own.admin, own)
  }
  const place = placeOf(operation, input, client, session.state().trail?.latest)
  if (place === undefined) return
  const { trusteeOrgId, trustorOrgId, userId } = place
  const parties = partiesOf(session.lab.cast)
  const trustor = parties.find(({ organization }) => organization.id === trustorOrgId)?.admin
  const trustee = parties.find(({ organization }) => organization.id === trusteeOrgId)?.admin
  if (trustor === undefined || trustee === undefined) return
  const everybody = parties.flatMap(({ activeUsers, clients }) =>
    clients.filter((each) => activeUsers.some(({ id }) => id === each.userId)),
  )
  const has = (group: OperationGroup) => session.lab.subject.capabilities.groups.includes(group)
  if (has("Trustees")) yield* session.call(trustor, "Trustees.get", { trusteeOrgId })
  if (has("Trustors")) yield* session.call(trustee, "Trustors.get", { trustorOrgId })
  yield* lookWithin(session, place)
  const current = trust(session.state(), trustorOrgId, trusteeOrgId)
  if (current === undefined) return
  if (place.groupId !== undefined || groupsOf(current).length > 0) yield* lookAtGroups(session, trustor, place)
  if (has("TrusteeUsers")) {
    const input = { trusteeOrgId, pageSize }
    const listed: Result.Result<Page<TrustUser>, unknown> = yield* session.call(trustor, "TrusteeUsers.list", input)
    if (Result.isSuccess(listed)) yield* walk(session, trustor, "TrusteeUsers.list", input, listed.success)
  }
  if (has("TrusteeClonedUsers")) yield* session.call(trustor, "TrusteeClonedUsers.list", { trusteeOrgId })
  // A clone in one trustor is none in another.
  for (const other of operation.startsWith("TrustorClonedUsers.") ? parties : []) {
    const there = other.organization.id
    if (there === trustorOrgId || trust(session.state(), there, trusteeOrgId) === undefined) continue
    yield* session.call(client, "TrustorClonedUsers.list", { trustorOrgId: there })
  }
  const user = everybody.find((each) => each.userId === userId && each.organizationId === trusteeOrgId)
  // What the user may do shows in whether the user may do it.
  if (has("TrustorUsers") && userId !== undefined && user !== undefined) {
    yield* session.call(user, "TrustorUsers.list", { trustorOrgId, pageSize })
  }
  if (!has("TrusteeUserRoles")) return
  const some = [...(userId === undefined ? [] : [userId]), ...usersOf(current).map(({ id }) => id)]
  for (const trusteeUserId of new Set(some.slice(0, maxUsers))) {
    yield* session.call(trustor, "TrusteeUserRoles.get", { trusteeOrgId, trusteeUserId })
  }
})
