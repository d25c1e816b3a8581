/**
 * States of the model in which Customer Care is let in: random histories seldom lead there.
 */
import * as DateTime from "effect/DateTime"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { type State, trust, usersOf } from "@org-trust/core/lifecycle/State"
import { call } from "./carryOut.ts"

/** Lets Customer Care into an organization where it is not yet, as bits choose: with which flags, until when, and whom of it. */
export const withCare = (
  environment: Environment,
  state: State,
  own: OrganizationId,
  now: DateTime.Utc,
  chosen: number,
): State => {
  const { world } = environment
  const care = careOrganizations(world, own)
  // Knuth's multiplicative hash: small numbers choose as much as large ones.
  const bits = Math.imul(chosen, 2_654_435_761) >>> 8
  const bit = (at: number): boolean => ((bits >>> at) & 1) === 1
  if (!bit(0) || care.every((id) => trust(state, own, id) !== undefined)) return state
  const made = call(environment, state, own, now, "CareTrusts.create", {
    assignDefaultRole: bit(1) && bit(2),
    assignFullAccess: bit(3),
    allowTrustedUserAccess: bit(4),
  }).state
  const roles = (world.get(own)?.organization.roles ?? []).map(({ id }) => id).slice(0, bit(6) ? 1 : 2)
  return care.reduce((each, trusteeOrgId, at) => {
    const settings = {
      enabled: !(bit(7) && bit(8)),
      ...(bit(9) && { dateExpired: DateTime.add(now, { days: bit(10) ? 10 : 90 }) }),
    }
    const updated = bit(11)
      ? call(environment, each, own, now, "Trustees.update", { trusteeOrgId, payload: settings }).state
      : each
    const users = [...(world.get(trusteeOrgId)?.organization.users ?? [])].filter(({ state }) => state === "active")
    const user = users[(bits >>> 12) % Math.max(1, users.length)]
    const made = trust(updated, own, trusteeOrgId)
    const isTrusted = made !== undefined && usersOf(made).some(({ id }) => id === user?.id)
    return user === undefined || isTrusted || !bit(13 + (at % 3))
      ? updated
      : call(environment, updated, own, now, "TrusteeUsers.add", {
          trusteeOrgId,
          payload: { id: user.id, roleIds: roles },
        }).state
  }, made)
}
