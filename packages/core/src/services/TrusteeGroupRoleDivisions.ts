/**
 * The service that grants a trust group roles within divisions of the trustor (since
 * 2023). The API can replace such grants, and has no way to read them back:
 * `TrusteeGroupRoles.get` tells which roles there are, not where.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { RoleDivisionGrants } from "../entities/Division.ts"
import type { GroupId, OrganizationId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"

/**
 * Grants, as trustor, a trust group roles within divisions.
 *
 * @example Grants a role within one division, in place of all others
 * ```ts
 * const groupRoles = yield* TrusteeGroupRoleDivisions
 * yield* groupRoles.replace(trusteeOrgId, trusteeGroupId, { grants: [{ roleId, divisionId }] })
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrusteeGroupRoleDivisions extends Context.Service<
  TrusteeGroupRoleDivisions,
  {
    /**
     * Makes these the group's roles, each within its division
     * (`PUT .../groups/{trusteeGroupId}/roledivisions`). All other grants are taken
     * away, those in all divisions too. What is answered does not say in which
     * division a role was granted.
     */
    readonly replace: (
      trusteeOrgId: OrganizationId,
      trusteeGroupId: GroupId,
      roleDivisions: RoleDivisionGrants,
    ) => Effect.Effect<UserAuthorization, OperationError<"TrusteeGroupRoleDivisions.replace">>
  }
>()("@org-trust/core/TrusteeGroupRoleDivisions") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrusteeGroupRoleDivisions["Service"] =>
  serviceOf("TrusteeGroupRoleDivisions", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrusteeGroupRoleDivisions, never, Invoke> = Layer.effect(
  TrusteeGroupRoleDivisions,
  Effect.map(Invoke, make),
)
