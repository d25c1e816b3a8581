/**
 * Steps of plans, carried out on the model.
 */
import { assert } from "@effect/vitest"
import type * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { Step } from "@org-trust/core/access/Step"
import { AuditMessageId, type OrganizationId, PairingId } from "@org-trust/core/Identifiers"
import { decide } from "@org-trust/core/lifecycle/Decide"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import { permissions } from "@org-trust/core/Permission"
import type { Principal } from "@org-trust/core/Principal"

/** Somebody who may do everything in an organization. */
export const all = (organizationId: OrganizationId): Principal => ({ organizationId, permissions: [...permissions] })

let ids = 0
const freshId = (): string => `0000${(ids++).toString(16).padStart(4, "0")}-0000-4000-8000-000000000000`

/** What the model answers to a call. */
export const ask = <K extends OperationName>(
  environment: Environment,
  state: State,
  caller: Principal,
  now: DateTime.Utc,
  operation: K,
  input: OperationInput<K>,
) => {
  const fresh = { pairingId: PairingId.make(freshId()), auditId: AuditMessageId.make(freshId()) }
  return decide(environment, state, { operation, principal: caller, input, now, fresh })
}

/** Carries a call out on the model, as somebody who may do everything in an organization. */
export const call = <K extends OperationName>(
  environment: Environment,
  state: State,
  organizationId: OrganizationId,
  now: DateTime.Utc,
  operation: K,
  input: OperationInput<K>,
) => {
  const outcome = ask(environment, state, all(organizationId), now, operation, input)
  if (Result.isFailure(outcome)) return assert.fail(`${operation}: ${outcome.failure.rule}`)
  return outcome.success
}

/** Carries a step out; the pairing of a new trust is made by the partner. */
export const carryOut = (
  environment: Environment,
  state: State,
  own: OrganizationId,
  now: DateTime.Utc,
  step: Step,
): State => {
  if (step.operation !== "Trustees.create") return call(environment, state, own, now, step.operation, step.input).state
  const { groups = [], users = [] } = step.input.payload
  const asked = { userIds: users.map(({ id }) => id), groupIds: groups.map(({ id }) => id) }
  const paired = call(environment, state, step.partner, now, "Pairings.create", { payload: asked })
  const payload = { ...step.input.payload, pairingId: paired.reply.id }
  return call(environment, paired.state, own, now, "Trustees.create", { payload }).state
}

/** What everybody of every other organization may do in an organization, by person and division. */
export const accessOf = (environment: Environment, state: State, own: OrganizationId, now: DateTime.Utc) => {
  const { world } = environment
  const access = new Map<string, ReadonlySet<string>>()
  const divisions = [undefined, ...(world.get(own)?.divisions.values() ?? [])]
  for (const { organization } of world.values()) {
    if (organization.id === own) continue
    for (const user of organization.users) {
      for (const division of divisions) {
        const question = {
          trustorOrgId: own,
          trusteeOrgId: organization.id,
          userId: user.id,
          now,
          ...(division !== undefined && { divisionId: division.id }),
        }
        access.set(`${organization.id}/${user.id}/${division?.id}`, permissionsOf(world, state, question))
      }
    }
  }
  return access
}
