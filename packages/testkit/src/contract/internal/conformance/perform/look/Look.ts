/**
 * Looking at a trust from both sides. What is answered rightly may still have done
 * something else, and what is refused may have been done all the same.
 */
import * as Effect from "effect/Effect"
import type { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { trust } from "@org-trust/core/lifecycle/State"
import { hasColumns, type OperationInput, type OperationName } from "@org-trust/core/Operation"
import type { WorldClient } from "../../../../../WorldFile.ts"
import type { Violation } from "../../../../Violation.ts"
import { groups, users } from "../../MemberCalls.ts"
import type { Session } from "../../Session.ts"
import { partiesOf, trustBetween } from "../../Sides.ts"
import { may } from "../Company.ts"
import { lookAtMany } from "./LookAtMany.ts"
import { lookAtMembers } from "./LookAtMembers.ts"
import { lookWithin } from "./LookWithin.ts"

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

const isAboutClones = hasColumns({ about: "clonedUser" })
const isAboutCare = hasColumns({ about: "careTrust" })
const isAboutSeveral = hasColumns({ trusts: "several" })

/** Looks at the trust that a call was about, as both organizations, whatever came of the call. */
export const look = Effect.fnUntraced(function* <K extends OperationName>(
  session: Session,
  client: WorldClient,
  operation: K,
  input: OperationInput<K>,
): Effect.fn.Return<void, Violation> {
  const { callIfServed, lab, state } = session
  const parties = partiesOf(lab.cast)
  const partyOf = (organizationId: OrganizationId) =>
    parties.find(({ organization }) => organization.id === organizationId)
  const own = partyOf(client.organizationId)
  if (own !== undefined && (isAboutCare(operation) || isAboutSeveral(operation))) {
    return yield* lookAtMany(session, own.admin, own)
  }
  const place = placeOf(operation, input, client, state().trail?.latest)
  if (place === undefined) return
  const { groupId, trusteeOrgId, trustorOrgId, userId } = place
  const trustor = partyOf(trustorOrgId)
  const trustee = partyOf(trusteeOrgId)
  if (trustor === undefined || trustee === undefined) return
  const sides = { trustor, trustee }
  yield* callIfServed(trustor.admin, "Trustees.get", { trusteeOrgId })
  yield* callIfServed(trustee.admin, "Trustors.get", { trustorOrgId })
  yield* lookWithin(session, place)
  if (trustBetween(session, sides) === undefined) return
  yield* lookAtMembers(session, groups, sides, groupId)
  yield* lookAtMembers(session, users, sides, userId)
  yield* callIfServed(trustor.admin, "TrusteeClonedUsers.list", { trusteeOrgId })
  if (!isAboutClones(operation)) return
  // A clone in one trustor is none in another.
  for (const { organization } of parties) {
    if (organization.id === trustorOrgId || trust(state(), organization.id, trusteeOrgId) === undefined) continue
    const viewer = trustee.clients.find((each) => may(session, "TrustorClonedUsers.list", each, organization.id))
    yield* callIfServed(viewer ?? client, "TrustorClonedUsers.list", { trustorOrgId: organization.id })
  }
})
