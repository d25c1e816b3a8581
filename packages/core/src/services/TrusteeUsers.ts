/**
 * The service of trust users, as the trustor sees them: which of a trustee's users
 * may enter.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { AllOptions, Page, PageRequest, StreamOptions } from "../Page.ts"
import type { TrustMemberCreate } from "../entities/Trustee.ts"
import type { TrustUser } from "../entities/TrustUser.ts"

/**
 * Manages, as trustor, the users of a trust.
 *
 * @example Lets a user in, and waits until that is seen
 * ```ts
 * const users = yield* TrusteeUsers
 * yield* users.add(trusteeOrgId, { id: userId, roleIds: [roleId] })
 * yield* Settling.found(users.get(trusteeOrgId, userId))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrusteeUsers extends Context.Service<
  TrusteeUsers,
  {
    /** One page of the trust's users (`GET /trustees/{trusteeOrgId}/users`). */
    readonly list: (
      trusteeOrgId: OrganizationId,
      page?: PageRequest,
    ) => Effect.Effect<Page<TrustUser>, OperationError<"TrusteeUsers.list">>
    /** All users of the trust, once every page has been read. Whoever removes them, or decides by them, takes this one. */
    readonly all: (
      trusteeOrgId: OrganizationId,
      options?: AllOptions,
    ) => Effect.Effect<ReadonlyArray<TrustUser>, OperationError<"TrusteeUsers.list">>
    /**
     * All users of the trust, fetched page by page as they are consumed. It passes over some if any are
     * removed meanwhile, by the consumer too: use `all` to remove.
     */
    readonly stream: (
      trusteeOrgId: OrganizationId,
      options?: StreamOptions,
    ) => Stream.Stream<TrustUser, OperationError<"TrusteeUsers.list">>
    /** One user of the trust (`GET /trustees/{trusteeOrgId}/users/{trusteeUserId}`). */
    readonly get: (
      trusteeOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<TrustUser, OperationError<"TrusteeUsers.get">>
    /** Lets a user in, with roles (`POST /trustees/{trusteeOrgId}/users`). A member already there is a conflict. */
    readonly add: (
      trusteeOrgId: OrganizationId,
      member: TrustMemberCreate,
    ) => Effect.Effect<TrustUser, OperationError<"TrusteeUsers.add">>
    /** Takes a user out, with all roles (`DELETE /trustees/{trusteeOrgId}/users/{trusteeUserId}`). */
    readonly remove: (
      trusteeOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<void, OperationError<"TrusteeUsers.remove">>
  }
>()("@org-trust/core/TrusteeUsers") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrusteeUsers["Service"] => serviceOf("TrusteeUsers", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrusteeUsers, never, Invoke> = Layer.effect(TrusteeUsers, Effect.map(Invoke, make))
