/**
 * All services of this library together.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Invoke } from "./Invoke.ts"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "./Operation.ts"
import * as BulkRemoval from "./BulkRemoval.ts"
import * as CareTrusts from "./CareTrusts.ts"
import * as DefaultTrusts from "./DefaultTrusts.ts"
import * as Pairings from "./Pairings.ts"
import * as TrustAudits from "./TrustAudits.ts"
import * as TrusteeGroupRoleDivisions from "./TrusteeGroupRoleDivisions.ts"
import * as TrusteeGroupRoles from "./TrusteeGroupRoles.ts"
import * as TrusteeGroups from "./TrusteeGroups.ts"
import * as TrusteeClonedUsers from "./TrusteeClonedUsers.ts"
import * as Trustees from "./Trustees.ts"
import * as TrusteeUserRoleDivisions from "./TrusteeUserRoleDivisions.ts"
import * as TrusteeUserRoles from "./TrusteeUserRoles.ts"
import * as TrusteeUsers from "./TrusteeUsers.ts"
import * as TrustorGroups from "./TrustorGroups.ts"
import * as TrustorClonedUsers from "./TrustorClonedUsers.ts"
import * as Trustors from "./Trustors.ts"
import * as TrustorUsers from "./TrustorUsers.ts"
import * as UserTrustors from "./UserTrustors.ts"

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
  const pairings = Context.get(services, Pairings.Pairings)
  const trustees = Context.get(services, Trustees.Trustees)
  const trusteeUsers = Context.get(services, TrusteeUsers.TrusteeUsers)
  const roles = Context.get(services, TrusteeUserRoles.TrusteeUserRoles)
  const trustors = Context.get(services, Trustors.Trustors)
  const trustorUsers = Context.get(services, TrustorUsers.TrustorUsers)
  const audits = Context.get(services, TrustAudits.TrustAudits)
  const userRoleDivisions = Context.get(services, TrusteeUserRoleDivisions.TrusteeUserRoleDivisions)
  const trusteeGroups = Context.get(services, TrusteeGroups.TrusteeGroups)
  const groupRoles = Context.get(services, TrusteeGroupRoles.TrusteeGroupRoles)
  const groupRoleDivisions = Context.get(services, TrusteeGroupRoleDivisions.TrusteeGroupRoleDivisions)
  const trustorGroups = Context.get(services, TrustorGroups.TrustorGroups)
  const trusteeClones = Context.get(services, TrusteeClonedUsers.TrusteeClonedUsers)
  const trustorClones = Context.get(services, TrustorClonedUsers.TrustorClonedUsers)
  const defaultTrusts = Context.get(services, DefaultTrusts.DefaultTrusts)
  const careTrusts = Context.get(services, CareTrusts.CareTrusts)
  const bulkRemoval = Context.get(services, BulkRemoval.BulkRemoval)
  const userTrustors = Context.get(services, UserTrustors.UserTrustors)
  const byName: {
    readonly [K in OperationName]: (input: OperationInput<K>) => Effect.Effect<OperationOutput<K>, OperationError<K>>
  } = {
    "Pairings.create": ({ payload }) => pairings.create(payload),
    "Pairings.get": ({ pairingId }) => pairings.get(pairingId),
    "Trustees.list": (page) => trustees.list(page),
    "Trustees.create": ({ payload }) => trustees.create(payload),
    "TrustAudits.ofTrustees": ({ payload, ...page }) => audits.ofTrustees(payload, page),
    "Trustees.get": ({ trusteeOrgId }) => trustees.get(trusteeOrgId),
    "Trustees.update": ({ payload, trusteeOrgId }) => trustees.update(trusteeOrgId, payload),
    "Trustees.remove": ({ trusteeOrgId }) => trustees.remove(trusteeOrgId),
    "TrusteeUsers.list": ({ trusteeOrgId, ...page }) => trusteeUsers.list(trusteeOrgId, page),
    "TrusteeUsers.add": ({ payload, trusteeOrgId }) => trusteeUsers.add(trusteeOrgId, payload),
    "TrusteeUsers.get": ({ trusteeOrgId, trusteeUserId }) => trusteeUsers.get(trusteeOrgId, trusteeUserId),
    "TrusteeUsers.remove": ({ trusteeOrgId, trusteeUserId }) => trusteeUsers.remove(trusteeOrgId, trusteeUserId),
    "TrusteeUserRoles.get": ({ trusteeOrgId, trusteeUserId }) => roles.get(trusteeOrgId, trusteeUserId),
    "TrusteeUserRoles.replace": ({ payload, trusteeOrgId, trusteeUserId }) =>
      roles.replace(trusteeOrgId, trusteeUserId, payload),
    "TrusteeUserRoles.clear": ({ trusteeOrgId, trusteeUserId }) => roles.clear(trusteeOrgId, trusteeUserId),
    "TrustAudits.ofTrustor": ({ payload, ...page }) => audits.ofTrustor(payload, page),
    "Trustors.list": (page) => trustors.list(page),
    "Trustors.get": ({ trustorOrgId }) => trustors.get(trustorOrgId),
    "Trustors.remove": ({ trustorOrgId }) => trustors.remove(trustorOrgId),
    "TrustorUsers.list": ({ trustorOrgId, ...page }) => trustorUsers.list(trustorOrgId, page),
    "TrustorUsers.get": ({ trustorOrgId, trusteeUserId }) => trustorUsers.get(trustorOrgId, trusteeUserId),
    "TrustorUsers.add": ({ trustorOrgId, trusteeUserId }) => trustorUsers.add(trustorOrgId, trusteeUserId),
    "TrustorUsers.remove": ({ trustorOrgId, trusteeUserId }) => trustorUsers.remove(trustorOrgId, trusteeUserId),
    "TrusteeUserRoleDivisions.replace": ({ payload, trusteeOrgId, trusteeUserId }) =>
      userRoleDivisions.replace(trusteeOrgId, trusteeUserId, payload),
    "TrusteeGroups.list": ({ trusteeOrgId, ...page }) => trusteeGroups.list(trusteeOrgId, page),
    "TrusteeGroups.add": ({ payload, trusteeOrgId }) => trusteeGroups.add(trusteeOrgId, payload),
    "TrusteeGroups.get": ({ trusteeGroupId, trusteeOrgId }) => trusteeGroups.get(trusteeOrgId, trusteeGroupId),
    "TrusteeGroups.remove": ({ trusteeGroupId, trusteeOrgId }) => trusteeGroups.remove(trusteeOrgId, trusteeGroupId),
    "TrusteeGroupRoles.get": ({ trusteeGroupId, trusteeOrgId }) => groupRoles.get(trusteeOrgId, trusteeGroupId),
    "TrusteeGroupRoles.replace": ({ payload, trusteeGroupId, trusteeOrgId }) =>
      groupRoles.replace(trusteeOrgId, trusteeGroupId, payload),
    "TrusteeGroupRoles.clear": ({ trusteeGroupId, trusteeOrgId }) => groupRoles.clear(trusteeOrgId, trusteeGroupId),
    "TrusteeGroupRoleDivisions.replace": ({ payload, trusteeGroupId, trusteeOrgId }) =>
      groupRoleDivisions.replace(trusteeOrgId, trusteeGroupId, payload),
    "TrustorGroups.list": ({ trustorOrgId, ...page }) => trustorGroups.list(trustorOrgId, page),
    "TrustorGroups.get": ({ trustorGroupId, trustorOrgId }) => trustorGroups.get(trustorOrgId, trustorGroupId),
    "TrustorGroups.add": ({ trustorGroupId, trustorOrgId }) => trustorGroups.add(trustorOrgId, trustorGroupId),
    "TrustorGroups.remove": ({ trustorGroupId, trustorOrgId }) => trustorGroups.remove(trustorOrgId, trustorGroupId),
    "TrusteeClonedUsers.list": ({ trusteeOrgId }) => trusteeClones.list(trusteeOrgId),
    "TrusteeClonedUsers.remove": ({ trusteeOrgId, trusteeUserId }) => trusteeClones.remove(trusteeOrgId, trusteeUserId),
    "TrustorClonedUsers.list": ({ trustorOrgId }) => trustorClones.list(trustorOrgId),
    "TrustorClonedUsers.get": ({ trustorOrgId, trusteeUserId }) => trustorClones.get(trustorOrgId, trusteeUserId),
    "TrustorClonedUsers.create": ({ trustorOrgId, trusteeUserId }) => trustorClones.create(trustorOrgId, trusteeUserId),
    "TrustorClonedUsers.remove": ({ trustorOrgId, trusteeUserId }) => trustorClones.remove(trustorOrgId, trusteeUserId),
    "DefaultTrusts.get": () => defaultTrusts.get,
    "DefaultTrusts.create": (options) => defaultTrusts.create(options),
    "CareTrusts.list": () => careTrusts.list,
    "CareTrusts.create": (options) => careTrusts.create(options),
    "BulkRemoval.trustees": ({ id }) => bulkRemoval.trustees(id),
    "BulkRemoval.trustors": ({ id }) => bulkRemoval.trustors(id),
    "UserTrustors.list": ({ userId, ...page }) => userTrustors.list(userId, page),
  }
  return <K extends OperationName>(operation: K, input: OperationInput<K>) => {
    const call: (input: OperationInput<K>) => Effect.Effect<OperationOutput<K>, OperationError<K>> = byName[operation]
    return call(input)
  }
}
