/** One request to the model at a time, outside of any plan. */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { AuditMessageId, type OrganizationId, PairingId, type UserId } from "@org-trust/core/Identifiers"
import { decide } from "@org-trust/core/lifecycle/Decide"
import type { Environment, RulingOn } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { permissions } from "@org-trust/core/Permission"
import { Principal } from "@org-trust/core/Principal"

/** A place in a history from which questions are asked. */
export interface Spot {
  readonly environment: Environment
  readonly state: State
  readonly now: DateTime.Utc
}

const fresh = {
  pairingId: PairingId.make("eeeeeeee-6666-4000-8000-000000000000"),
  auditId: AuditMessageId.make("eeeeeeee-7777-4000-8000-000000000000"),
}

/** What the model decides. */
export const ask = <K extends OperationName>(
  { environment, now, state }: Spot,
  principal: Principal,
  operation: K,
  input: OperationInput<K>,
): RulingOn<K> => decide(environment, state, { operation, principal, input, now, fresh })

/** The rule and the kind of error by which a request was refused; "done" if it was not. */
export const verdict = (outcome: RulingOn<OperationName>): string =>
  Result.match(outcome, {
    onSuccess: () => "done",
    onFailure: ({ error, rule }) => `${rule}: ${error._tag}`,
  })

/** The answer; it is an error of the test if there is none. */
export const replyOf = <K extends OperationName>(operation: K, outcome: RulingOn<K>): OperationOutput<K> =>
  Result.getOrThrowWith(outcome, () => new Error(`${operation} was refused by ${verdict(outcome)}`)).reply

/** What the model answers; it is an error of the test if it refuses. */
export const answerOf = <K extends OperationName>(
  spot: Spot,
  principal: Principal,
  operation: K,
  input: OperationInput<K>,
): OperationOutput<K> => replyOf(operation, ask(spot, principal, operation, input))

/** Somebody with every permission in the own organization. */
export const almighty = (organizationId: OrganizationId, userId?: UserId): Principal =>
  new Principal({ organizationId, ...(userId !== undefined && { userId }), permissions })

/** A time so many milliseconds later. */
export const later = (at: DateTime.Utc, milliseconds: number): DateTime.Utc => DateTime.add(at, { milliseconds })

/** The ids of all organizations. */
export const organizationIds = ({ world }: Environment): ReadonlyArray<OrganizationId> =>
  Array.from(world.values(), ({ organization }) => organization.id)
