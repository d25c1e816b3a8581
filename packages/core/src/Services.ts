/**
 * All services of this library together.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { ByOperation, Invoke } from "./Invoke.ts"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "./Operation.ts"
import * as BulkRemoval from "./services/BulkRemoval.ts"
import * as CareTrusts from "./services/CareTrusts.ts"
import * as DefaultTrusts from "./services/DefaultTrusts.ts"
import * as Pairings from "./services/Pairings.ts"
import * as TrustAudits from "./services/TrustAudits.ts"
import * as TrusteeGroupRoleDivisions from "./services/TrusteeGroupRoleDivisions.ts"
import * as TrusteeGroupRoles from "./services/TrusteeGroupRoles.ts"
import * as TrusteeGroups from "./services/TrusteeGroups.ts"
import * as TrusteeClonedUsers from "./services/TrusteeClonedUsers.ts"
import * as Trustees from "./services/Trustees.ts"
import * as TrusteeUserRoleDivisions from "./services/TrusteeUserRoleDivisions.ts"
import * as TrusteeUserRoles from "./services/TrusteeUserRoles.ts"
import * as TrusteeUsers from "./services/TrusteeUsers.ts"
import * as TrustorGroups from "./services/TrustorGroups.ts"
import * as TrustorClonedUsers from "./services/TrustorClonedUsers.ts"
import * as Trustors from "./services/Trustors.ts"
import * as TrustorUsers from "./services/TrustorUsers.ts"
import * as UserTrustors from "./services/UserTrustors.ts"

/** The services that every implementation provides. */
export type Services =
  | Pairings.Pairings
  | Trustees.Trustees
  | TrusteeUsers.TrusteeUsers
  | TrusteeUserRoles.TrusteeUserRoles
  | Trustors.Trustors
  | TrustorUsers.TrustorUsers
  | TrustAudits.TrustAudits
  | TrusteeUserRoleDivisions.TrusteeUserRoleDivisions
  | TrusteeGroups.TrusteeGroups
  | TrusteeGroupRoles.TrusteeGroupRoles
  | TrusteeGroupRoleDivisions.TrusteeGroupRoleDivisions
  | TrustorGroups.TrustorGroups
  | TrusteeClonedUsers.TrusteeClonedUsers
  | TrustorClonedUsers.TrustorClonedUsers
  | DefaultTrusts.DefaultTrusts
  | CareTrusts.CareTrusts
  | BulkRemoval.BulkRemoval
  | UserTrustors.UserTrustors

/** The services on top of one function that carries out operations. */
export const make = (invoke: Invoke): Context.Context<Services> =>
  Context.make(Pairings.Pairings, Pairings.make(invoke)).pipe(
    Context.add(Trustees.Trustees, Trustees.make(invoke)),
    Context.add(TrusteeUsers.TrusteeUsers, TrusteeUsers.make(invoke)),
    Context.add(TrusteeUserRoles.TrusteeUserRoles, TrusteeUserRoles.make(invoke)),
    Context.add(Trustors.Trustors, Trustors.make(invoke)),
    Context.add(TrustorUsers.TrustorUsers, TrustorUsers.make(invoke)),
    Context.add(TrustAudits.TrustAudits, TrustAudits.make(invoke)),
    Context.add(TrusteeUserRoleDivisions.TrusteeUserRoleDivisions, TrusteeUserRoleDivisions.make(invoke)),
    Context.add(TrusteeGroups.TrusteeGroups, TrusteeGroups.make(invoke)),
    Context.add(TrusteeGroupRoles.TrusteeGroupRoles, TrusteeGroupRoles.make(invoke)),
    Context.add(TrusteeGroupRoleDivisions.TrusteeGroupRoleDivisions, TrusteeGroupRoleDivisions.make(invoke)),
    Context.add(TrustorGroups.TrustorGroups, TrustorGroups.make(invoke)),
    Context.add(TrusteeClonedUsers.TrusteeClonedUsers, TrusteeClonedUsers.make(invoke)),
    Context.add(TrustorClonedUsers.TrustorClonedUsers, TrustorClonedUsers.make(invoke)),
    Context.add(DefaultTrusts.DefaultTrusts, DefaultTrusts.make(invoke)),
    Context.add(CareTrusts.CareTrusts, CareTrusts.make(invoke)),
    Context.add(BulkRemoval.BulkRemoval, BulkRemoval.make(invoke)),
    Context.add(UserTrustors.UserTrustors, UserTrustors.make(invoke)),
  )

/**
 * The opposite of {@link make}: one function that carries out operations through
 * the services. It lets code treat all operations alike, whoever implements them.
 */
export const toInvoke = (services: Context.Context<Services>): Invoke => {
  const calls: ByOperation<string> = {
    ...Pairings.byOperation(Context.get(services, Pairings.Pairings)),
    ...Trustees.byOperation(Context.get(services, Trustees.Trustees)),
    ...TrustAudits.byOperation(Context.get(services, TrustAudits.TrustAudits)),
    ...TrusteeUsers.byOperation(Context.get(services, TrusteeUsers.TrusteeUsers)),
    ...TrusteeUserRoles.byOperation(Context.get(services, TrusteeUserRoles.TrusteeUserRoles)),
    ...Trustors.byOperation(Context.get(services, Trustors.Trustors)),
    ...TrustorUsers.byOperation(Context.get(services, TrustorUsers.TrustorUsers)),
    ...TrusteeUserRoleDivisions.byOperation(Context.get(services, TrusteeUserRoleDivisions.TrusteeUserRoleDivisions)),
    ...TrusteeGroups.byOperation(Context.get(services, TrusteeGroups.TrusteeGroups)),
    ...TrusteeGroupRoles.byOperation(Context.get(services, TrusteeGroupRoles.TrusteeGroupRoles)),
    ...TrusteeGroupRoleDivisions.byOperation(
      Context.get(services, TrusteeGroupRoleDivisions.TrusteeGroupRoleDivisions),
    ),
    ...TrustorGroups.byOperation(Context.get(services, TrustorGroups.TrustorGroups)),
    ...TrusteeClonedUsers.byOperation(Context.get(services, TrusteeClonedUsers.TrusteeClonedUsers)),
    ...TrustorClonedUsers.byOperation(Context.get(services, TrustorClonedUsers.TrustorClonedUsers)),
    ...DefaultTrusts.byOperation(Context.get(services, DefaultTrusts.DefaultTrusts)),
    ...CareTrusts.byOperation(Context.get(services, CareTrusts.CareTrusts)),
    ...BulkRemoval.byOperation(Context.get(services, BulkRemoval.BulkRemoval)),
    ...UserTrustors.byOperation(Context.get(services, UserTrustors.UserTrustors)),
  }
  return <K extends OperationName>(operation: K, input: OperationInput<K>) => {
    const call: (input: OperationInput<K>) => Effect.Effect<OperationOutput<K>, OperationError<K>> = calls[operation]
    return call(input)
  }
}
