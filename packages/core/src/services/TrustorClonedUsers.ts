/**
 * The service of cloned users, as the trustee sees them: which of its people have a
 * clone in a trustor organization.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ClonedUser, ClonedUserEntityListing } from "../entities/ClonedUser.ts"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"

/**
 * Manages, as a trusted user, the clones of the own organization's users in a trustor organization.
 *
 * @example Clones a user into a trustor
 * ```ts
 * const clone = yield* TrustorClonedUsers.use((clones) => clones.create(trustorOrgId, userId))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrustorClonedUsers extends Context.Service<
  TrustorClonedUsers,
  {
    /** All clones (`GET /trustors/{trustorOrgId}/clonedusers`). */
    readonly list: (
      trustorOrgId: OrganizationId,
    ) => Effect.Effect<ClonedUserEntityListing, OperationError<"TrustorClonedUsers.list">>
    /** One clone (`GET /trustors/{trustorOrgId}/clonedusers/{trusteeUserId}`). */
    readonly get: (
      trustorOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<ClonedUser, OperationError<"TrustorClonedUsers.get">>
    /**
     * Clones a user whom the trust lets in; one who is cloned already stays as is
     * (`PUT /trustors/{trustorOrgId}/clonedusers/{trusteeUserId}`). A trust has at most
     * five clones: one more is a conflict.
     */
    readonly create: (
      trustorOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<ClonedUser, OperationError<"TrustorClonedUsers.create">>
    /** Removes a clone; the user stays in the trust (`DELETE /trustors/{trustorOrgId}/clonedusers/{trusteeUserId}`). */
    readonly remove: (
      trustorOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<void, OperationError<"TrustorClonedUsers.remove">>
  }
>()("@org-trust/core/TrustorClonedUsers") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrustorClonedUsers["Service"] => serviceOf("TrustorClonedUsers", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrustorClonedUsers, never, Invoke> = Layer.effect(
  TrustorClonedUsers,
  Effect.map(Invoke, make),
)
