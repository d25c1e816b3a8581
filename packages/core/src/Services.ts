/**
 * All services of this library together.
 */
import * as Context from "effect/Context"
import type { Invoke } from "./Invoke.ts"
import * as Pairings from "./Pairings.ts"
import * as TrustAudits from "./TrustAudits.ts"
import * as Trustees from "./Trustees.ts"
import * as TrusteeUserRoles from "./TrusteeUserRoles.ts"
import * as TrusteeUsers from "./TrusteeUsers.ts"
import * as Trustors from "./Trustors.ts"
import * as TrustorUsers from "./TrustorUsers.ts"

/** The seven services that every implementation provides. */
export type Services =
  | Pairings.Pairings
  | Trustees.Trustees
  | TrusteeUsers.TrusteeUsers
  | TrusteeUserRoles.TrusteeUserRoles
  | Trustors.Trustors
  | TrustorUsers.TrustorUsers
  | TrustAudits.TrustAudits

/** The seven services on top of one function that carries out operations. */
export const make = (invoke: Invoke): Context.Context<Services> =>
  Context.make(Pairings.Pairings, Pairings.make(invoke)).pipe(
    Context.add(Trustees.Trustees, Trustees.make(invoke)),
    Context.add(TrusteeUsers.TrusteeUsers, TrusteeUsers.make(invoke)),
    Context.add(TrusteeUserRoles.TrusteeUserRoles, TrusteeUserRoles.make(invoke)),
    Context.add(Trustors.Trustors, Trustors.make(invoke)),
    Context.add(TrustorUsers.TrustorUsers, TrustorUsers.make(invoke)),
    Context.add(TrustAudits.TrustAudits, TrustAudits.make(invoke)),
  )
