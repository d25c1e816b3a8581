/**
 * The trust lifecycle as one pure, total function: what a request is answered, and
 * what it makes happen.
 */
import * as Result from "effect/Result"
import { type OperationName, isErrorOf } from "../Operation.ts"
import { NotAuthorized } from "../TrustError.ts"
import { authorize } from "./Authorization.ts"
import * as BulkRemoval from "./decide/BulkRemoval.ts"
import * as CareTrusts from "./decide/CareTrusts.ts"
import * as ClonedUsers from "./decide/ClonedUsers.ts"
import * as Pairings from "./decide/Pairings.ts"
import * as TrustAudits from "./decide/TrustAudits.ts"
import * as Trustees from "./decide/Trustees.ts"
import * as TrusteeGroupRoleDivisions from "./decide/TrusteeGroupRoleDivisions.ts"
import * as TrusteeGroupRoles from "./decide/TrusteeGroupRoles.ts"
import * as TrusteeGroups from "./decide/TrusteeGroups.ts"
import * as TrusteeUserRoleDivisions from "./decide/TrusteeUserRoleDivisions.ts"
import * as TrusteeUserRoles from "./decide/TrusteeUserRoles.ts"
import * as TrusteeUsers from "./decide/TrusteeUsers.ts"
import * as TrustorGroups from "./decide/TrustorGroups.ts"
import * as Trustors from "./decide/Trustors.ts"
import * as TrustorUsers from "./decide/TrustorUsers.ts"
import * as UserTrustors from "./decide/UserTrustors.ts"
import { type Environment, originOf, type Outcome, type Request, type Situation } from "./Request.ts"
import type { State } from "./State.ts"

/** Decides an operation for a caller who has its permissions. */
type Decider<K extends OperationName> = (situation: Situation<K>) => Outcome<K>

const deciders: { readonly [K in OperationName]: Decider<K> } = {
  "Pairings.create": Pairings.create,
  "Pairings.get": Pairings.get,
  "Trustees.list": Trustees.list,
  "Trustees.create": Trustees.create,
  "TrustAudits.ofTrustees": TrustAudits.ofTrustees,
  "Trustees.get": Trustees.get,
  "Trustees.update": Trustees.update,
  "Trustees.remove": Trustees.remove,
  "TrusteeUsers.list": TrusteeUsers.list,
  "TrusteeUsers.add": TrusteeUsers.add,
  "TrusteeUsers.get": TrusteeUsers.get,
  "TrusteeUsers.remove": TrusteeUsers.remove,
  "TrusteeUserRoles.get": TrusteeUserRoles.get,
  "TrusteeUserRoles.replace": TrusteeUserRoles.replace,
  "TrusteeUserRoles.clear": TrusteeUserRoles.clear,
  "TrustAudits.ofTrustor": TrustAudits.ofTrustor,
  "Trustors.list": Trustors.list,
  "Trustors.get": Trustors.get,
  "Trustors.remove": Trustors.remove,
  "TrustorUsers.list": TrustorUsers.list,
  "TrustorUsers.get": TrustorUsers.get,
  "TrustorUsers.add": TrustorUsers.add,
  "TrustorUsers.remove": TrustorUsers.remove,
  "TrusteeUserRoleDivisions.replace": TrusteeUserRoleDivisions.replace,
  "TrusteeGroups.list": TrusteeGroups.list,
  "TrusteeGroups.add": TrusteeGroups.add,
  "TrusteeGroups.get": TrusteeGroups.get,
  "TrusteeGroups.remove": TrusteeGroups.remove,
  "TrusteeGroupRoles.get": TrusteeGroupRoles.get,
  "TrusteeGroupRoles.replace": TrusteeGroupRoles.replace,
  "TrusteeGroupRoles.clear": TrusteeGroupRoles.clear,
  "TrusteeGroupRoleDivisions.replace": TrusteeGroupRoleDivisions.replace,
  "TrustorGroups.list": TrustorGroups.list,
  "TrustorGroups.get": TrustorGroups.get,
  "TrustorGroups.add": TrustorGroups.add,
  "TrustorGroups.remove": TrustorGroups.remove,
  "TrusteeClonedUsers.list": ClonedUsers.listAsTrustor,
  "TrusteeClonedUsers.remove": ClonedUsers.removeAsTrustor,
  "TrustorClonedUsers.list": ClonedUsers.listAsTrustee,
  "TrustorClonedUsers.get": ClonedUsers.getAsTrustee,
  "TrustorClonedUsers.create": ClonedUsers.create,
  "TrustorClonedUsers.remove": ClonedUsers.removeAsTrustee,
  "DefaultTrusts.get": CareTrusts.getDefault,
  "DefaultTrusts.create": CareTrusts.createDefault,
  "CareTrusts.list": CareTrusts.list,
  "CareTrusts.create": CareTrusts.create,
  "BulkRemoval.trustees": BulkRemoval.trustees,
  "BulkRemoval.trustors": BulkRemoval.trustors,
  "UserTrustors.list": UserTrustors.list,
}

/**
 * Decides a request: the reply and the events of a change, or the error with the
 * rule behind it. The order of checks is: who asks (401), permission (403), form
 * (400), existence (404), conflict (409).
 */
export const decide = <K extends OperationName>(
  environment: Environment,
  state: State,
  request: Request<K>,
): Outcome<K> => {
  const { correlationId, input, now, operation, principal } = request
  const { profile, world } = environment
  const origin = originOf(operation, correlationId)
  const trustorOrgId = "trustorOrgId" in input ? input.trustorOrgId : undefined
  const refusal = authorize(environment, state, { operation, principal, now, correlationId, trustorOrgId })
  if (refusal === undefined) {
    const decider: Decider<K> = deciders[operation]
    return decider({ ...request, world, profile, state, origin })
  }
  const { error, rule } = refusal
  if (isErrorOf(operation, error)) return Result.fail({ rule, error })
  return Result.fail({ rule, error: new NotAuthorized({ ...origin, message: error.message, code: "not.authorized" }) })
}
