/**
 * The service that ends many trusts with one request. The vendor calls its two
 * operations a preview.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { OrganizationId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"

/**
 * Ends the trusts with some organizations. An id that there is no trust with is passed
 * over: afterwards there is a trust with none of them.
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

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): BulkRemoval["Service"] => ({
  trustees: (id) => invoke("BulkRemoval.trustees", { id }),
  trustors: (id) => invoke("BulkRemoval.trustors", { id }),
})

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: BulkRemoval["Service"]): ByOperation<"BulkRemoval"> => ({
  "BulkRemoval.trustees": ({ id }) => service.trustees(id),
  "BulkRemoval.trustors": ({ id }) => service.trustors(id),
})
