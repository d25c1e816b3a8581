/**
 * The service of the roles that trust users hold in the trustor organization. Only
 * the trustor grants them.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { RoleIds } from "../entities/Role.ts"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"

/**
 * Reads, replaces and clears, as trustor, the roles of a trust user.
 *
 * @example Gives a user one role, in place of all others
 * ```ts
 * const { roles } = yield* TrusteeUserRoles.use((userRoles) => userRoles.replace(trusteeOrgId, userId, [roleId]))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrusteeUserRoles extends Context.Service<
  TrusteeUserRoles,
  {
    /** The user's roles and permissions (`GET .../users/{trusteeUserId}/roles`). */
    readonly get: (
      trusteeOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<UserAuthorization, OperationError<"TrusteeUserRoles.get">>
    /**
     * Makes these the user's roles, in all divisions (`PUT .../users/{trusteeUserId}/roles`).
     * Roles that are not in the list are taken away, also where they were granted
     * within a division.
     */
    readonly replace: (
      trusteeOrgId: OrganizationId,
      trusteeUserId: UserId,
      roleIds: RoleIds,
    ) => Effect.Effect<UserAuthorization, OperationError<"TrusteeUserRoles.replace">>
    /** Takes all roles away; the user stays in the trust (`DELETE .../users/{trusteeUserId}/roles`). */
    readonly clear: (
      trusteeOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<void, OperationError<"TrusteeUserRoles.clear">>
  }
>()("@org-trust/core/TrusteeUserRoles") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrusteeUserRoles["Service"] => serviceOf("TrusteeUserRoles", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrusteeUserRoles, never, Invoke> = Layer.effect(
  TrusteeUserRoles,
  Effect.map(Invoke, make),
)
