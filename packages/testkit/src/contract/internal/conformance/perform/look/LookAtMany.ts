/**
 * Looking at what a call about many trusts at once, or about those with Customer Care,
 * has left.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { WorldClient } from "../../../../../WorldFile.ts"
import { serves } from "../../../../Capabilities.ts"
import type { Party } from "../../../../Cast.ts"
import type { Violation } from "../../../../Violation.ts"
import type { Session } from "../../Session.ts"
import { careTrustsOf } from "../../Sides.ts"

/** Somebody of Customer Care who can call. */
const agentOf = ({ lab }: Session, organizationId: OrganizationId): WorldClient | undefined => {
  const users = lab.subject.world.organizations.find(({ id }) => id === organizationId)?.users ?? []
  return lab.subject.world.clients.find((client) =>
    users.some(({ id, state }) => id === client.userId && state === "active"),
  )
}

/**
 * Looks at the caller's trusts, and at what somebody of Customer Care may do in one of
 * them without a role, and once they are in it by name.
 */
export const lookAtMany = Effect.fnUntraced(function* (
  session: Session,
  caller: WorldClient,
  trustor: Party,
): Effect.fn.Return<void, Violation> {
  const { callIfServed, environment, lab } = session
  const page = { pageSize: Math.min(100, environment.profile.maxPageSize) }
  yield* callIfServed(caller, "Trustees.list", page)
  yield* callIfServed(caller, "Trustors.list", page)
  const [care] = careTrustsOf(session, trustor.organization.id)
  const agent = care === undefined ? undefined : agentOf(session, care.trusteeOrgId)
  if (care === undefined || agent?.userId === undefined) return
  if (!serves(lab.subject.capabilities, "TrusteeUsers.add")) return
  const { trusteeOrgId, trustorOrgId } = care
  yield* callIfServed(agent, "Trustors.get", { trustorOrgId })
  yield* session.call(trustor.admin, "TrusteeUsers.add", { trusteeOrgId, payload: { id: agent.userId } })
  yield* callIfServed(agent, "TrustorUsers.list", { trustorOrgId, ...page })
  yield* callIfServed(agent, "Trustors.get", { trustorOrgId })
})
