/**
 * The service of trusts, as the trustor sees them: which organizations may enter
 * the caller's own.
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
import type { Trustee, TrustCreate, TrustUpdate } from "../entities/Trustee.ts"

/**
 * Manages the trusts that let other organizations into the caller's.
 *
 * @example Ends the trusts that are disabled
 * ```ts
 * const trustees = yield* Trustees
 * const disabled = (yield* trustees.all()).filter(({ enabled }) => enabled === false)
 * yield* Bulk.all(disabled, ({ id }) => trustees.remove(id))
 * ```
 * @category services
 * @since 0.1.0
 */
export class Trustees extends Context.Service<
  Trustees,
  {
    /** One page of trustees (`GET /trustees`). */
    readonly list: (page?: PageRequest) => Effect.Effect<Page<Trustee>, OperationError<"Trustees.list">>
    /** All trustees, once every page has been read. Whoever removes them, or decides by them, takes this one. */
    readonly all: (options?: AllOptions) => Effect.Effect<ReadonlyArray<Trustee>, OperationError<"Trustees.list">>
    /**
     * All trustees, fetched page by page as they are consumed. It passes over some if any are
     * removed meanwhile, by the consumer too: use `all` to remove.
     */
    readonly stream: (options?: StreamOptions) => Stream.Stream<Trustee, OperationError<"Trustees.list">>
    /** One trust (`GET /trustees/{trusteeOrgId}`). */
    readonly get: (trusteeOrgId: OrganizationId) => Effect.Effect<Trustee, OperationError<"Trustees.get">>
    /** Turns a pairing into a trust and uses the pairing up (`POST /trustees`). */
    readonly create: (trust: TrustCreate) => Effect.Effect<Trustee, OperationError<"Trustees.create">>
    /**
     * Enables or disables the trust and sets its end (`PUT /trustees/{trusteeOrgId}`).
     * Members and roles are kept while it is disabled. Leave `dateExpired` out to
     * have no end.
     */
    readonly update: (
      trusteeOrgId: OrganizationId,
      update: TrustUpdate,
    ) => Effect.Effect<Trustee, OperationError<"Trustees.update">>
    /** Ends the trust, with its members and their roles (`DELETE /trustees/{trusteeOrgId}`). */
    readonly remove: (trusteeOrgId: OrganizationId) => Effect.Effect<void, OperationError<"Trustees.remove">>
  }
>()("@org-trust/core/Trustees") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): Trustees["Service"] => serviceOf("Trustees", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<Trustees, never, Invoke> = Layer.effect(Trustees, Effect.map(Invoke, make))
