/**
 * The service of pairings. The API can neither list nor delete one.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { PairingId } from "../Identifiers.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"
import type { TrustRequest, TrustRequestCreate } from "../entities/Pairing.ts"

/** Makes and reads pairings. */
export class Pairings extends Context.Service<
  Pairings,
  {
    /**
     * Asks, as trustee, for access for users or groups of the caller's
     * organization (`POST /pairings`). Sent twice it makes two pairings.
     */
    readonly create: (request: TrustRequestCreate) => Effect.Effect<TrustRequest, OperationError<"Pairings.create">>
    /**
     * Reads a pairing, on either side (`GET /pairings/{pairingId}`). One that was
     * used or has expired is not found.
     */
    readonly get: (pairingId: PairingId) => Effect.Effect<TrustRequest, OperationError<"Pairings.get">>
  }
>()("@org-trust/core/Pairings") {}

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): Pairings["Service"] => ({
  create: (payload) => invoke("Pairings.create", { payload }),
  get: (pairingId) => invoke("Pairings.get", { pairingId }),
})

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: Pairings["Service"]): ByOperation<"Pairings"> => ({
  "Pairings.create": ({ payload }) => service.create(payload),
  "Pairings.get": ({ pairingId }) => service.get(pairingId),
})
