/**
 * The service of trust groups, as the trustor sees them (since 2023): the members of which
 * of a trustee's groups may enter.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { TrustGroup } from "../entities/Group.ts"
import type { GroupId, OrganizationId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"
import { type Page, type PageRequest, streamAll, type StreamOptions } from "../Page.ts"
import type { TrustGroupMemberCreate } from "../entities/Trustee.ts"

/** Manages, as trustor, the groups of a trust. */
export class TrusteeGroups extends Context.Service<
  TrusteeGroups,
  {
    /** One page of the trust's groups (`GET /trustees/{trusteeOrgId}/groups`). */
    readonly list: (
      trusteeOrgId: OrganizationId,
      page?: PageRequest,
    ) => Effect.Effect<Page<TrustGroup>, OperationError<"TrusteeGroups.list">>
    /** All groups of the trust, fetched page by page as they are consumed. */
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

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): TrusteeGroups["Service"] => {
  const list: TrusteeGroups["Service"]["list"] = (trusteeOrgId, page) =>
    invoke("TrusteeGroups.list", { ...page, trusteeOrgId })
  return {
    list,
    stream: (trusteeOrgId, options) => streamAll((page: PageRequest) => list(trusteeOrgId, page))(options),
    get: (trusteeOrgId, trusteeGroupId) => invoke("TrusteeGroups.get", { trusteeOrgId, trusteeGroupId }),
    add: (trusteeOrgId, payload) => invoke("TrusteeGroups.add", { trusteeOrgId, payload }),
    remove: (trusteeOrgId, trusteeGroupId) => invoke("TrusteeGroups.remove", { trusteeOrgId, trusteeGroupId }),
  }
}

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: TrusteeGroups["Service"]): ByOperation<"TrusteeGroups"> => ({
  "TrusteeGroups.list": ({ trusteeOrgId, ...page }) => service.list(trusteeOrgId, page),
  "TrusteeGroups.add": ({ payload, trusteeOrgId }) => service.add(trusteeOrgId, payload),
  "TrusteeGroups.get": ({ trusteeGroupId, trusteeOrgId }) => service.get(trusteeOrgId, trusteeGroupId),
  "TrusteeGroups.remove": ({ trusteeGroupId, trusteeOrgId }) => service.remove(trusteeOrgId, trusteeGroupId),
})
