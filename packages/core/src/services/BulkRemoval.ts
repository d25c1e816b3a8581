/**
 * The service that ends many trusts with one request. The vendor calls its two
 * operations a preview.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { OrganizationId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"

/**
 * Ends the trusts with some organizations. An id that there is no trust with is passed
 * over: afterwards there is a trust with none of them.
 *
 * @example Ends the trusts with some trustees
 * ```ts
 * yield* BulkRemoval.use((removal) => removal.trustees([trusteeOrgId]))
 * ```
 * @category services
 * @since 0.1.0
 */
export class BulkRemoval extends Context.Service<
  BulkRemoval,
  {
    /** Ends, as trustor, the trusts with these trustees (`DELETE /trustees?id=`). */
    readonly trustees: (
      ids: ReadonlyArray<OrganizationId>,
    ) => Effect.Effect<void, OperationError<"BulkRemoval.trustees">>
    /** Ends, as trustee, the trusts with these trustors (`DELETE /trustors?id=`). */
    readonly trustors: (
      ids: ReadonlyArray<OrganizationId>,
    ) => Effect.Effect<void, OperationError<"BulkRemoval.trustors">>
  }
>()("@org-trust/core/BulkRemoval") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): BulkRemoval["Service"] => serviceOf("BulkRemoval", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<BulkRemoval, never, Invoke> = Layer.effect(BulkRemoval, Effect.map(Invoke, make))
