/**
 * The service of pairings. The API can neither list nor delete one.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { PairingId } from "../Identifiers.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { TrustRequest, TrustRequestCreate } from "../entities/Pairing.ts"

/**
 * Makes and reads pairings.
 *
 * @example Asks for access for a user
 * ```ts
 * const { id } = yield* Pairings.use((pairings) => pairings.create({ userIds: [userId] }))
 * ```
 * @category services
 * @since 0.1.0
 */
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

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): Pairings["Service"] => serviceOf("Pairings", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<Pairings, never, Invoke> = Layer.effect(Pairings, Effect.map(Invoke, make))
