/**
 * Having somebody to do something with: a group in the trust, a group outside of it,
 * members with roles within a division.
 */
import * as Effect from "effect/Effect"
import { groupsOf, trust, usersOf } from "@org-trust/core/lifecycle/State"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import type { Deviation } from "../../arbitrary/Plan.ts"
import type { Violation } from "../Violation.ts"
import type { Sides } from "./Arrange.ts"
import type { Session } from "./Session.ts"

/** Where an operation needs a group to be. */
const placeFor = (operation: OperationName, deviation: Deviation): "inside" | "outside" | undefined => {
  if (deviation === "presentGroup") return "inside"
  if (operation === "TrusteeGroups.add" || operation === "TrustorGroups.add") return "outside"
  const { path }: OperationEntry = operations[operation]
  return path.includes("GroupId}") ? "inside" : undefined
}

/** Lets a group join or leave the trust of the two, if the operation needs one and there is none. */
export const ensureGroup = Effect.fnUntraced(function* (
  session: Session,
  { trustee, trustor }: Sides,
  operation: OperationName,
  deviation: Deviation,
): Effect.fn.Return<void, Violation> {
  const place = placeFor(operation, deviation)
  const { capabilities } = session.lab.subject
  const current = trust(session.state(), trustor.organization.id, trustee.organization.id)
  const [first] = trustee.organization.groups
  if (place === undefined || current === undefined || first === undefined) return
  if (!capabilities.groups.includes("TrusteeGroups")) return
  const inside = new Set(groupsOf(current).map(({ id }) => id))
  const trusteeOrgId = trustee.organization.id
  if (place === "inside" && inside.size === 0) {
    yield* session.call(trustor.admin, "TrusteeGroups.add", { trusteeOrgId, payload: { id: first.id } })
  }
  if (place === "outside" && trustee.organization.groups.every(({ id }) => inside.has(id))) {
    yield* session.call(trustor.admin, "TrusteeGroups.remove", { trusteeOrgId, trusteeGroupId: first.id })
  }
})

/** Lets the users, or the groups, of the trust of the two have a role within a division, if the request is to move it. */
export const ensureWithin = Effect.fnUntraced(function* (
  session: Session,
  { trustee, trustor }: Sides,
  operation: OperationName,
  deviation: Deviation,
): Effect.fn.Return<void, Violation> {
  const current = trust(session.state(), trustor.organization.id, trustee.organization.id)
  const { divisions, roles } = trustor.organization
  const [division, role] = [divisions[0], roles[0]]
  if (deviation !== "otherDivision" || current === undefined || division === undefined || role === undefined) return
  const payload = { grants: [{ roleId: role.id, divisionId: division.id }] }
  const trusteeOrgId = trustee.organization.id
  if (operation === "TrusteeGroupRoleDivisions.replace") {
    for (const { id: trusteeGroupId } of groupsOf(current)) {
      yield* session.call(trustor.admin, operation, { trusteeOrgId, trusteeGroupId, payload })
    }
  }
  if (operation === "TrusteeUserRoleDivisions.replace") {
    for (const { id: trusteeUserId } of usersOf(current).slice(0, 4)) {
      yield* session.call(trustor.admin, operation, { trusteeOrgId, trusteeUserId, payload })
    }
  }
})
