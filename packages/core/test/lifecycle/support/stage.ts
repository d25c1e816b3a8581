/** A stage for examples: the built-in world, where a test makes things happen one after the other. */
import * as DateTime from "effect/DateTime"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import { decide } from "@org-trust/core/lifecycle/Decide"
import { defaultProfile, type Profile } from "@org-trust/core/lifecycle/Profile"
import type { Environment, RulingOn } from "@org-trust/core/lifecycle/Request"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import type { TrustCreate } from "@org-trust/core/Trustee"
import { readableId } from "@org-trust/testkit/arbitrary/ReadableId"
import { stateAfter } from "@org-trust/testkit/arbitrary/Run"
import { organizations, world as builtInWorld } from "@org-trust/testkit/BuiltInWorld"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { replyOf, verdict } from "./ask.ts"

export const { cedarHealth, harborBank, northwindPartners } = organizations

/** Everybody who plays. */
export const bank = principalOf(harborBank.clients.admin)
export const partner = principalOf(northwindPartners.clients.admin)
export const clinic = principalOf(cedarHealth.clients.admin)
export const tom = principalOf(northwindPartners.clients.tom)
export const lea = principalOf(northwindPartners.clients.lea)

export const users = northwindPartners.users
export const roles = harborBank.roles

/** The path ids of a user of the partner, as the bank writes them. */
export const pathOf = (trusteeUserId: typeof users.tom.id) => ({ trusteeOrgId: northwindPartners.id, trusteeUserId })

/** A stage in its first moment. */
export const stage = (options: Partial<Profile> = {}) => {
  const environment: Environment = {
    world: World.make(builtInWorld.organizations),
    profile: { ...defaultProfile, ...options },
  }
  let state: State = empty
  let now = DateTime.makeUnsafe("2026-03-01T12:00:00.000Z")
  let count = 0

  const tryTo = <K extends OperationName>(who: Principal, operation: K, input: OperationInput<K>): RulingOn<K> => {
    count += 1
    const fresh = {
      pairingId: PairingId.make(readableId(0, "pairing", count)),
      auditId: AuditMessageId.make(readableId(0, "audit", count)),
    }
    const outcome = decide(environment, state, { operation, principal: who, input, now, fresh })
    state = stateAfter(state, outcome)
    return outcome
  }

  const does = <K extends OperationName>(who: Principal, operation: K, input: OperationInput<K>): OperationOutput<K> =>
    replyOf(operation, tryTo(who, operation, input))

  const refusalOf = <K extends OperationName>(who: Principal, operation: K, input: OperationInput<K>): string =>
    verdict(tryTo(who, operation, input))

  const pair = (who: Principal = partner, userIds = [users.tom.id]) =>
    does(who, "Pairings.create", { payload: { userIds } }).id

  /** The bank lets the partner in; Tom manages the trust's users unless told otherwise. */
  const trust = (options: Partial<TrustCreate> = {}) =>
    does(bank, "Trustees.create", {
      payload: {
        pairingId: pair(),
        enabled: true,
        users: [{ id: users.tom.id, roleIds: [roles.trustAdministrator.id] }],
        ...options,
      },
    })

  return {
    environment,
    get state() {
      return state
    },
    get now() {
      return now
    },
    wait: (milliseconds: number) => {
      now = DateTime.add(now, { milliseconds })
    },
    tryTo,
    does,
    refusalOf,
    pair,
    trust,
  }
}
