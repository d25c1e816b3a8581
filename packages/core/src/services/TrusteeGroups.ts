/**
 * The service of trust groups, as the trustor sees them (since 2023): the members of which
 * of a trustee's groups may enter.
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
import type { TrustGroupMemberCreate } from "../entities/Trustee.ts"

/**
 * Manages, as trustor, the groups of a trust.
 *
 * @example Lets in whoever is a member of a group
 * ```ts
 * yield* TrusteeGroups.use((groups) => groups.add(trusteeOrgId, { id: trusteeGroupId, roleIds: [roleId] }))
 * ```
 * @category services
 * @since 0.1.0
 */
export class TrusteeGroups extends Context.Service<
  TrusteeGroups,
  {
    /** One page of the trust's groups (`GET /trustees/{trusteeOrgId}/groups`). */
    readonly list: (
      trusteeOrgId: OrganizationId,
      page?: PageRequest,
    ) => Effect.Effect<Page<TrustGroup>, OperationError<"TrusteeGroups.list">>
    /** All groups of the trust, once every page has been read. Whoever removes them, or decides by them, takes this one. */
    readonly all: (
      trusteeOrgId: OrganizationId,
      options?: AllOptions,
    ) => Effect.Effect<ReadonlyArray<TrustGroup>, OperationError<"TrusteeGroups.list">>
    /**
     * All groups of the trust, fetched page by page as they are consumed. It passes over some if any are
     * removed meanwhile, by the consumer too: use `all` to remove.
     */
    readonly stream: (
      trusteeOrgId: OrganizationId,
      options?: StreamOptions,
    ) => Stream.Stream<TrustGroup, OperationError<"TrusteeGroups.list">>
    /** One group of the trust (`GET /trustees/{trusteeOrgId}/groups/{trusteeGroupId}`). */
    readonly get: (
      trusteeOrgId: OrganizationId,
      trusteeGroupId: GroupId,
    ) => Effect.Effect<TrustGroup, OperationError<"TrusteeGroups.get">>
    /** Lets a group in, with roles for each of its members (`POST /trustees/{trusteeOrgId}/groups`). A group that is there already is a conflict. */
    readonly add: (
      trusteeOrgId: OrganizationId,
      member: TrustGroupMemberCreate,
    ) => Effect.Effect<TrustGroup, OperationError<"TrusteeGroups.add">>
    /** Takes a group out, with all its roles (`DELETE /trustees/{trusteeOrgId}/groups/{trusteeGroupId}`). */
    readonly remove: (
      trusteeOrgId: OrganizationId,
      trusteeGroupId: GroupId,
    ) => Effect.Effect<void, OperationError<"TrusteeGroups.remove">>
  }
>()("@org-trust/core/TrusteeGroups") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrusteeGroups["Service"] => serviceOf("TrusteeGroups", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrusteeGroups, never, Invoke> = Layer.effect(TrusteeGroups, Effect.map(Invoke, make))
