/**
 * The service of trust groups, as the trustee sees them (since 2023): which of
 * the caller's own groups a trustor lets in. The permissions are checked in the trustor
 * organization, so the caller has to be a user whom the trust lets in, in person or
 * as a member of a group. The API calls the group in the path `trustorGroupId`; it is
 * a group of the trustee's, as everywhere.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { TrustGroup } from "../entities/Group.ts"
import type { GroupId, OrganizationId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { AllOptions, Page, PageRequest, StreamOptions } from "../Page.ts"

/**
 * Manages, as trustee, the groups of a trust.
 *
 * @example Adds a group of the caller's organization, without roles
 * ```ts
 * yield* TrustorGroups.use((groups) => groups.add(trustorOrgId, trusteeGroupId))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrustorGroups extends Context.Service<
  TrustorGroups,
  {
    /** One page of the trust's groups (`GET /trustors/{trustorOrgId}/groups`). */
    readonly list: (
      trustorOrgId: OrganizationId,
      page?: PageRequest,
    ) => Effect.Effect<Page<TrustGroup>, OperationError<"TrustorGroups.list">>
    /** All groups of the trust, once every page has been read. Whoever removes them, or decides by them, takes this one. */
    readonly all: (
      trustorOrgId: OrganizationId,
      options?: AllOptions,
    ) => Effect.Effect<ReadonlyArray<TrustGroup>, OperationError<"TrustorGroups.list">>
    /**
     * All groups of the trust, fetched page by page as they are consumed. It passes over some if any are
     * removed meanwhile, by the consumer too: use `all` to remove.
     */
    readonly stream: (
      trustorOrgId: OrganizationId,
      options?: StreamOptions,
    ) => Stream.Stream<TrustGroup, OperationError<"TrustorGroups.list">>
    /** One group of the trust (`GET /trustors/{trustorOrgId}/groups/{trustorGroupId}`). */
    readonly get: (
      trustorOrgId: OrganizationId,
      trustorGroupId: GroupId,
    ) => Effect.Effect<TrustGroup, OperationError<"TrustorGroups.get">>
    /**
     * Adds a group of the caller's organization, without roles
     * (`PUT /trustors/{trustorOrgId}/groups/{trustorGroupId}`). A group that is already
     * there stays as is.
     */
    readonly add: (
      trustorOrgId: OrganizationId,
      trustorGroupId: GroupId,
    ) => Effect.Effect<TrustGroup, OperationError<"TrustorGroups.add">>
    /** Takes a group out, with all its roles (`DELETE /trustors/{trustorOrgId}/groups/{trustorGroupId}`). */
    readonly remove: (
      trustorOrgId: OrganizationId,
      trustorGroupId: GroupId,
    ) => Effect.Effect<void, OperationError<"TrustorGroups.remove">>
  }
>()("@org-trust/core/TrustorGroups") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrustorGroups["Service"] => serviceOf("TrustorGroups", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrustorGroups, never, Invoke> = Layer.effect(TrustorGroups, Effect.map(Invoke, make))
