/**
 * The service that grants a trust user roles within divisions of the trustor (since
 * 2020). The API can replace such grants, and has no way to read them back:
 * `TrusteeUserRoles.get` tells which roles there are, not where.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { RoleDivisionGrants } from "../entities/Division.ts"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"

/**
 * Grants, as trustor, a trust user roles within divisions.
 *
 * @example Grants a role within one division, in place of all others
 * ```ts
 * const userRoles = yield* TrusteeUserRoleDivisions
 * yield* userRoles.replace(trusteeOrgId, userId, { grants: [{ roleId, divisionId }] })
 * ```
 * @category services
 * @since 0.1.0
 */
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

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrusteeUserRoleDivisions["Service"] =>
  serviceOf("TrusteeUserRoleDivisions", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrusteeUserRoleDivisions, never, Invoke> = Layer.effect(
  TrusteeUserRoleDivisions,
  Effect.map(Invoke, make),
)
