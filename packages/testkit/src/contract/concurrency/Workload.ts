/**
 * What clients do at the same time on one trust.
 */
import * as fc from "fast-check"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { PairingId } from "@org-trust/core/Identifiers"
import type { WorldUser } from "@org-trust/core/model/World"
import type { WorldClient } from "../../WorldFile.ts"
import type { Cast } from "../Cast.ts"
import { pick } from "../scenario.ts"

/** One action, before it is known on whom. */
export interface Action {
  readonly what: number
  readonly user: number
  readonly role: number
}

/** What several clients do at once, each one action after the other. */
export interface Workload {
  /** Whether there is a trust when they begin; else there is only a pairing. */
  readonly withTrust: boolean
  readonly lanes: ReadonlyArray<ReadonlyArray<Action>>
}

/** Workloads that are small enough for every order to be tried. */
export const arbitrary: fc.Arbitrary<Workload> = fc.record({
  withTrust: fc.boolean(),
  lanes: fc.array(
    fc.array(fc.record({ what: fc.nat({ max: 99 }), user: fc.nat({ max: 1 }), role: fc.nat({ max: 3 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    { minLength: 2, maxLength: 4 },
  ),
})

/** A call to be made. */
export type Planned = {
  readonly [K in OperationName]: {
    readonly client: WorldClient
    readonly operation: K
    readonly input: OperationInput<K>
  }
}[OperationName]

/** What the actions are about. */
export interface Stage {
  readonly cast: Cast
  readonly pairingId: PairingId
  readonly users: readonly [WorldUser, ...Array<WorldUser>]
}

/** The call that an action stands for. */
export const plan = ({ cast, pairingId, users }: Stage, action: Action): Planned => {
  const { third, trustee, trustor } = cast
  const trusteeOrgId = trustee.organization.id
  const trustorOrgId = trustor.organization.id
  const { id: trusteeUserId } = pick(users, action.user) ?? users[0]
  const role = pick(trustor.organization.roles, action.role)
  const roleIds = role === undefined ? [] : [role.id]
  const client = trustor.admin
  const trust = { pairingId, enabled: true, users: [{ id: trusteeUserId }] }
  const actions: ReadonlyArray<Planned> = [
    { client, operation: "TrusteeUsers.add", input: { trusteeOrgId, payload: { id: trusteeUserId, roleIds } } },
    { client, operation: "TrusteeUsers.remove", input: { trusteeOrgId, trusteeUserId } },
    { client, operation: "TrusteeUsers.get", input: { trusteeOrgId, trusteeUserId } },
    { client, operation: "TrusteeUsers.list", input: { trusteeOrgId, pageSize: 25 } },
    { client, operation: "TrusteeUserRoles.replace", input: { trusteeOrgId, trusteeUserId, payload: roleIds } },
    { client, operation: "TrusteeUserRoles.get", input: { trusteeOrgId, trusteeUserId } },
    { client, operation: "TrusteeUserRoles.clear", input: { trusteeOrgId, trusteeUserId } },
    { client, operation: "Trustees.update", input: { trusteeOrgId, payload: { enabled: action.role % 2 === 0 } } },
    { client, operation: "Trustees.get", input: { trusteeOrgId } },
    { client, operation: "Trustees.create", input: { payload: trust } },
    { client: third.admin, operation: "Trustees.create", input: { payload: trust } },
    { client: trustee.admin, operation: "Trustors.get", input: { trustorOrgId } },
    { client: trustee.admin, operation: "Trustors.remove", input: { trustorOrgId } },
  ]
  return pick(actions, action.what) ?? { client, operation: "Trustees.get", input: { trusteeOrgId } }
}
