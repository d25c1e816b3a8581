/**
 * The service of trust users, as the trustor sees them: which of a trustee's users
 * may enter.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"
import { type Page, type PageRequest, streamAll, type StreamOptions } from "../Page.ts"
import type { TrustMemberCreate } from "../entities/Trustee.ts"
import type { TrustUser } from "../entities/TrustUser.ts"

/** Manages, as trustor, the users of a trust. */
export class TrusteeUsers extends Context.Service<
  TrusteeUsers,
  {
    /** One page of the trust's users (`GET /trustees/{trusteeOrgId}/users`). */
    readonly list: (
      trusteeOrgId: OrganizationId,
      page?: PageRequest,
    ) => Effect.Effect<Page<TrustUser>, OperationError<"TrusteeUsers.list">>
    /** All users of the trust, fetched page by page as they are consumed. */
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

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): TrusteeUsers["Service"] => {
  const list: TrusteeUsers["Service"]["list"] = (trusteeOrgId, page) =>
    invoke("TrusteeUsers.list", { ...page, trusteeOrgId })
  return {
    list,
    stream: (trusteeOrgId, options) => streamAll((page: PageRequest) => list(trusteeOrgId, page))(options),
    get: (trusteeOrgId, trusteeUserId) => invoke("TrusteeUsers.get", { trusteeOrgId, trusteeUserId }),
    add: (trusteeOrgId, payload) => invoke("TrusteeUsers.add", { trusteeOrgId, payload }),
    remove: (trusteeOrgId, trusteeUserId) => invoke("TrusteeUsers.remove", { trusteeOrgId, trusteeUserId }),
  }
}

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: TrusteeUsers["Service"]): ByOperation<"TrusteeUsers"> => ({
  "TrusteeUsers.list": ({ trusteeOrgId, ...page }) => service.list(trusteeOrgId, page),
  "TrusteeUsers.add": ({ payload, trusteeOrgId }) => service.add(trusteeOrgId, payload),
  "TrusteeUsers.get": ({ trusteeOrgId, trusteeUserId }) => service.get(trusteeOrgId, trusteeUserId),
  "TrusteeUsers.remove": ({ trusteeOrgId, trusteeUserId }) => service.remove(trusteeOrgId, trusteeUserId),
})
