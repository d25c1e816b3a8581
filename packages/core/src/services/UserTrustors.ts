/**
 * The service of a user's trustors: the organizations that let one user in. The API
 * of the directory has it, not that of organization authorization.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { UserId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { AllOptions, Page, PageRequest, StreamOptions } from "../Page.ts"
import type { Trustor } from "../entities/Trustor.ts"

/**
 * Reads which organizations let a user of the caller's organization in.
 *
 * @example Which organizations let a user in
 * ```ts
 * const trustors = yield* UserTrustors.use((userTrustors) => userTrustors.all(userId))
 * ```
 * @category services
 * @since 0.1.0
 */
export class UserTrustors extends Context.Service<
  UserTrustors,
  {
    /** One page of the user's trustors (`GET /api/v2/users/{userId}/trustors`). */
    readonly list: (
      userId: UserId,
      page?: PageRequest,
    ) => Effect.Effect<Page<Trustor>, OperationError<"UserTrustors.list">>
    /** All trustors of the user, once every page has been read. Whoever removes them, or decides by them, takes this one. */
    readonly all: (
      userId: UserId,
      options?: AllOptions,
    ) => Effect.Effect<ReadonlyArray<Trustor>, OperationError<"UserTrustors.list">>
    /**
     * All trustors of the user, fetched page by page as they are consumed. It passes over some if any are
     * removed meanwhile, by the consumer too: use `all` to remove.
     */
    readonly stream: (
      userId: UserId,
      options?: StreamOptions,
    ) => Stream.Stream<Trustor, OperationError<"UserTrustors.list">>
  }
>()("@org-trust/core/UserTrustors") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): UserTrustors["Service"] => serviceOf("UserTrustors", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<UserTrustors, never, Invoke> = Layer.effect(UserTrustors, Effect.map(Invoke, make))
