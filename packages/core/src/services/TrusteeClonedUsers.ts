/**
 * The service of cloned users, as the trustor sees them: which of a trustee's people
 * have a clone in the caller's organization.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ClonedUserEntityListing } from "../entities/ClonedUser.ts"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"

/**
 * Reads and removes, as trustor, the clones of a trustee's users.
 *
 * @example Removes all clones of a trustee
 * ```ts
 * const clones = yield* TrusteeClonedUsers
 * const { entities } = yield* clones.list(trusteeOrgId)
 * yield* Bulk.all(entities, ({ id }) => clones.remove(trusteeOrgId, id))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrusteeClonedUsers extends Context.Service<
  TrusteeClonedUsers,
  {
    /** All clones (`GET /trustees/{trusteeOrgId}/clonedusers`). */
    readonly list: (
      trusteeOrgId: OrganizationId,
    ) => Effect.Effect<ClonedUserEntityListing, OperationError<"TrusteeClonedUsers.list">>
    /** Removes a clone; the user stays in the trust (`DELETE /trustees/{trusteeOrgId}/clonedusers/{trusteeUserId}`). */
    readonly remove: (
      trusteeOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<void, OperationError<"TrusteeClonedUsers.remove">>
  }
>()("@org-trust/core/TrusteeClonedUsers") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrusteeClonedUsers["Service"] => serviceOf("TrusteeClonedUsers", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrusteeClonedUsers, never, Invoke> = Layer.effect(
  TrusteeClonedUsers,
  Effect.map(Invoke, make),
)
