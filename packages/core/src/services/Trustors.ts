/**
 * The service of trusts, as the trustee sees them: which organizations the
 * caller's own may enter.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { OrganizationId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { AllOptions, Page, PageRequest, StreamOptions } from "../Page.ts"
import type { Trustor } from "../entities/Trustor.ts"

/**
 * Reads and ends the trusts that let the caller's organization into others.
 *
 * @example Where the caller may enter
 * ```ts
 * const names = (yield* Trustors.use((trustors) => trustors.all())).map(({ organization }) => organization?.name)
 * ```
 * @category services
 * @since 0.1.0
 */
export class Trustors extends Context.Service<
  Trustors,
  {
    /** One page of trustors (`GET /trustors`). */
    readonly list: (page?: PageRequest) => Effect.Effect<Page<Trustor>, OperationError<"Trustors.list">>
    /** All trustors, once every page has been read. Whoever removes them, or decides by them, takes this one. */
    readonly all: (options?: AllOptions) => Effect.Effect<ReadonlyArray<Trustor>, OperationError<"Trustors.list">>
    /**
     * All trustors, fetched page by page as they are consumed. It passes over some if any are
     * removed meanwhile, by the consumer too: use `all` to remove.
     */
    readonly stream: (options?: StreamOptions) => Stream.Stream<Trustor, OperationError<"Trustors.list">>
    /** One trust (`GET /trustors/{trustorOrgId}`). */
    readonly get: (trustorOrgId: OrganizationId) => Effect.Effect<Trustor, OperationError<"Trustors.get">>
    /** Ends the trust, with its members and their roles (`DELETE /trustors/{trustorOrgId}`). */
    readonly remove: (trustorOrgId: OrganizationId) => Effect.Effect<void, OperationError<"Trustors.remove">>
  }
>()("@org-trust/core/Trustors") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): Trustors["Service"] => serviceOf("Trustors", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<Trustors, never, Invoke> = Layer.effect(Trustors, Effect.map(Invoke, make))
