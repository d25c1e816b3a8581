/**
 * The service of trust users, as the trustee sees them: which of the caller's own
 * users may enter a trustor. The permissions are checked in the trustor
 * organization, so the caller has to be a user whom the trust lets in.
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
import type { TrustUser } from "../entities/TrustUser.ts"

/**
 * Manages, as trustee, the users of a trust.
 *
 * @example Who else may enter a trustor
 * ```ts
 * yield* TrustorUsers.use((users) => Stream.runForEach(users.stream(trustorOrgId), ({ name }) => Console.log(name)))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrustorUsers extends Context.Service<
  TrustorUsers,
  {
    /** One page of the trust's users (`GET /trustors/{trustorOrgId}/users`). */
    readonly list: (
      trustorOrgId: OrganizationId,
      page?: PageRequest,
    ) => Effect.Effect<Page<TrustUser>, OperationError<"TrustorUsers.list">>
    /** All users of the trust, once every page has been read. Whoever removes them, or decides by them, takes this one. */
    readonly all: (
      trustorOrgId: OrganizationId,
      options?: AllOptions,
    ) => Effect.Effect<ReadonlyArray<TrustUser>, OperationError<"TrustorUsers.list">>
    /**
     * All users of the trust, fetched page by page as they are consumed. It passes over some if any are
     * removed meanwhile, by the consumer too: use `all` to remove.
     */
    readonly stream: (
      trustorOrgId: OrganizationId,
      options?: StreamOptions,
    ) => Stream.Stream<TrustUser, OperationError<"TrustorUsers.list">>
    /** One user of the trust (`GET /trustors/{trustorOrgId}/users/{trusteeUserId}`). */
    readonly get: (
      trustorOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<TrustUser, OperationError<"TrustorUsers.get">>
    /**
     * Adds a user of the caller's organization, without roles
     * (`PUT /trustors/{trustorOrgId}/users/{trusteeUserId}`). A user who is already
     * there stays as is.
     */
    readonly add: (
      trustorOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<TrustUser, OperationError<"TrustorUsers.add">>
    /** Takes a user out, with all roles (`DELETE /trustors/{trustorOrgId}/users/{trusteeUserId}`). */
    readonly remove: (
      trustorOrgId: OrganizationId,
      trusteeUserId: UserId,
    ) => Effect.Effect<void, OperationError<"TrustorUsers.remove">>
  }
>()("@org-trust/core/TrustorUsers") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrustorUsers["Service"] => serviceOf("TrustorUsers", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrustorUsers, never, Invoke> = Layer.effect(TrustorUsers, Effect.map(Invoke, make))
