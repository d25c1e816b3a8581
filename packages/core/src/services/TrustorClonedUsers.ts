/**
 * The service of cloned users, as the trustee sees them: which of its people have a
 * clone in a trustor organization.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { ClonedUser, ClonedUserEntityListing } from "../entities/ClonedUser.ts"
import type { OrganizationId, UserId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"

/** Manages, as a trusted user, the clones of the own organization's users in a trustor organization. */
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

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): TrustorClonedUsers["Service"] => ({
  list: (trustorOrgId) => invoke("TrustorClonedUsers.list", { trustorOrgId }),
  get: (trustorOrgId, trusteeUserId) => invoke("TrustorClonedUsers.get", { trustorOrgId, trusteeUserId }),
  create: (trustorOrgId, trusteeUserId) => invoke("TrustorClonedUsers.create", { trustorOrgId, trusteeUserId }),
  remove: (trustorOrgId, trusteeUserId) => invoke("TrustorClonedUsers.remove", { trustorOrgId, trusteeUserId }),
})

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: TrustorClonedUsers["Service"]): ByOperation<"TrustorClonedUsers"> => ({
  "TrustorClonedUsers.list": ({ trustorOrgId }) => service.list(trustorOrgId),
  "TrustorClonedUsers.get": ({ trustorOrgId, trusteeUserId }) => service.get(trustorOrgId, trusteeUserId),
  "TrustorClonedUsers.create": ({ trustorOrgId, trusteeUserId }) => service.create(trustorOrgId, trusteeUserId),
  "TrustorClonedUsers.remove": ({ trustorOrgId, trusteeUserId }) => service.remove(trustorOrgId, trusteeUserId),
})
