/**
 * The service that grants a trust user roles within divisions of the trustor (since
 * 2020). The API can replace such grants, and has no way to read them back:
 * `TrusteeUserRoles.get` tells which roles there are, not where.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { RoleDivisionGrants } from "../entities/Division.ts"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"

/** Grants, as trustor, a trust user roles within divisions. */
export class TrusteeUserRoleDivisions extends Context.Service<
  TrusteeUserRoleDivisions,
  {
    /**
     * Makes these the user's roles, each within its division
     * (`PUT .../users/{trusteeUserId}/roledivisions`). All other grants are taken
     * away, those in all divisions too. What is answered does not say in which
     * division a role was granted.
     */
    readonly replace: (
      trusteeOrgId: OrganizationId,
      trusteeUserId: UserId,
      roleDivisions: RoleDivisionGrants,
    ) => Effect.Effect<UserAuthorization, OperationError<"TrusteeUserRoleDivisions.replace">>
  }
>()("@org-trust/core/TrusteeUserRoleDivisions") {}

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): TrusteeUserRoleDivisions["Service"] => ({
  replace: (trusteeOrgId, trusteeUserId, payload) =>
    invoke("TrusteeUserRoleDivisions.replace", { trusteeOrgId, trusteeUserId, payload }),
})

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: TrusteeUserRoleDivisions["Service"]): ByOperation<"TrusteeUserRoleDivisions"> => ({
  "TrusteeUserRoleDivisions.replace": ({ payload, trusteeOrgId, trusteeUserId }) =>
    service.replace(trusteeOrgId, trusteeUserId, payload),
})
