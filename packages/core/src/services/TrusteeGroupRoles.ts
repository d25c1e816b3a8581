/**
 * The service of the roles that trust groups give to their members in the trustor
 * organization (since 2023). Only the trustor grants them.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { GroupId, OrganizationId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { RoleIds } from "../entities/Role.ts"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"

/**
 * Reads, replaces and clears, as trustor, the roles of a trust group.
 *
 * @example Takes all roles from a group
 * ```ts
 * yield* TrusteeGroupRoles.use((groupRoles) => groupRoles.clear(trusteeOrgId, trusteeGroupId))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrusteeGroupRoles extends Context.Service<
  TrusteeGroupRoles,
  {
    /** The group's roles and permissions (`GET .../groups/{trusteeGroupId}/roles`). */
    readonly get: (
      trusteeOrgId: OrganizationId,
      trusteeGroupId: GroupId,
    ) => Effect.Effect<UserAuthorization, OperationError<"TrusteeGroupRoles.get">>
    /**
     * Makes these the group's roles, in all divisions (`PUT .../groups/{trusteeGroupId}/roles`).
     * Roles that are not in the list are taken away, also where they were granted
     * within a division.
     */
    readonly replace: (
      trusteeOrgId: OrganizationId,
      trusteeGroupId: GroupId,
      roleIds: RoleIds,
    ) => Effect.Effect<UserAuthorization, OperationError<"TrusteeGroupRoles.replace">>
    /** Takes all roles away; the group stays in the trust (`DELETE .../groups/{trusteeGroupId}/roles`). */
    readonly clear: (
      trusteeOrgId: OrganizationId,
      trusteeGroupId: GroupId,
    ) => Effect.Effect<void, OperationError<"TrusteeGroupRoles.clear">>
  }
>()("@org-trust/core/TrusteeGroupRoles") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrusteeGroupRoles["Service"] => serviceOf("TrusteeGroupRoles", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrusteeGroupRoles, never, Invoke> = Layer.effect(
  TrusteeGroupRoles,
  Effect.map(Invoke, make),
)
