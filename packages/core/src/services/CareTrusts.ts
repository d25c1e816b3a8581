/**
 * The service of the trusts with all of the vendor's Customer Care organizations.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { CareTrustOptions, TrusteeReferenceList } from "../entities/CareTrust.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { Page } from "../Page.ts"
import type { Trustee } from "../entities/Trustee.ts"

/**
 * Tells which organizations Customer Care has, and lets them into the caller's.
 *
 * @example Lets Customer Care in for 30 days
 * ```ts
 * yield* CareTrusts.use((trusts) => trusts.create({ autoExpire: true }))
 * ```
 * @category services
 * @since 0.1.0
 */
export class CareTrusts extends Context.Service<
  CareTrusts,
  {
    /** The ids of the Customer Care organizations, trusted or not (`GET /trustees/care`). */
    readonly list: () => Effect.Effect<TrusteeReferenceList, OperationError<"CareTrusts.list">>
    /**
     * Makes a trust with each Customer Care organization that there is none with, and
     * answers the trusts with all of them (`POST /trustees/care`).
     */
    readonly create: (options?: CareTrustOptions) => Effect.Effect<Page<Trustee>, OperationError<"CareTrusts.create">>
  }
>()("@org-trust/core/CareTrusts") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): CareTrusts["Service"] => serviceOf("CareTrusts", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<CareTrusts, never, Invoke> = Layer.effect(CareTrusts, Effect.map(Invoke, make))
