/**
 * The service of a user's trustors: the organizations that let one user in. The API
 * of the directory has it, not that of organization authorization.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { UserId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"
import { type Page, type PageRequest, streamAll, type StreamOptions } from "../Page.ts"
import type { Trustor } from "../entities/Trustor.ts"

/** Reads which organizations let a user of the caller's organization in. */
export class UserTrustors extends Context.Service<
  UserTrustors,
  {
    /** One page of the user's trustors (`GET /api/v2/users/{userId}/trustors`). */
    readonly list: (
      userId: UserId,
      page?: PageRequest,
    ) => Effect.Effect<Page<Trustor>, OperationError<"UserTrustors.list">>
    /** All trustors of the user, fetched page by page as they are consumed. */
    readonly stream: (
      userId: UserId,
      options?: StreamOptions,
    ) => Stream.Stream<Trustor, OperationError<"UserTrustors.list">>
  }
>()("@org-trust/core/UserTrustors") {}

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): UserTrustors["Service"] => {
  const list: UserTrustors["Service"]["list"] = (userId, page) => invoke("UserTrustors.list", { ...page, userId })
  return {
    list,
    stream: (userId, options) => streamAll((page: PageRequest) => list(userId, page))(options),
  }
}

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: UserTrustors["Service"]): ByOperation<"UserTrustors"> => ({
  "UserTrustors.list": ({ userId, ...page }) => service.list(userId, page),
})
