/**
 * The service of trust groups, as the trustee sees them (since 2023): which of
 * the caller's own groups a trustor lets in. The permissions are checked in the trustor
 * organization, so the caller has to be a user whom the trust lets in, in person or
 * as a member of a group. The API calls the group in the path `trustorGroupId`; it is
 * a group of the trustee's, as everywhere.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { TrustGroup } from "../entities/Group.ts"
import type { GroupId, OrganizationId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"
import { type Page, type PageRequest, streamAll, type StreamOptions } from "../Page.ts"

/** Manages, as trustee, the groups of a trust. */
export class TrustorGroups extends Context.Service<
  TrustorGroups,
  {
    /** One page of the trust's groups (`GET /trustors/{trustorOrgId}/groups`). */
    readonly list: (
      trustorOrgId: OrganizationId,
      page?: PageRequest,
    ) => Effect.Effect<Page<TrustGroup>, OperationError<"TrustorGroups.list">>
    /** All groups of the trust, fetched page by page as they are consumed. */
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

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): TrustorGroups["Service"] => {
  const list: TrustorGroups["Service"]["list"] = (trustorOrgId, page) =>
    invoke("TrustorGroups.list", { ...page, trustorOrgId })
  return {
    list,
    stream: (trustorOrgId, options) => streamAll((page: PageRequest) => list(trustorOrgId, page))(options),
    get: (trustorOrgId, trustorGroupId) => invoke("TrustorGroups.get", { trustorOrgId, trustorGroupId }),
    add: (trustorOrgId, trustorGroupId) => invoke("TrustorGroups.add", { trustorOrgId, trustorGroupId }),
    remove: (trustorOrgId, trustorGroupId) => invoke("TrustorGroups.remove", { trustorOrgId, trustorGroupId }),
  }
}

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: TrustorGroups["Service"]): ByOperation<"TrustorGroups"> => ({
  "TrustorGroups.list": ({ trustorOrgId, ...page }) => service.list(trustorOrgId, page),
  "TrustorGroups.get": ({ trustorGroupId, trustorOrgId }) => service.get(trustorOrgId, trustorGroupId),
  "TrustorGroups.add": ({ trustorGroupId, trustorOrgId }) => service.add(trustorOrgId, trustorGroupId),
  "TrustorGroups.remove": ({ trustorGroupId, trustorOrgId }) => service.remove(trustorOrgId, trustorGroupId),
})
