/**
 * The service of the default trust: the one with the vendor's Customer Care.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { DefaultTrustOptions } from "../entities/CareTrust.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"
import type { Trustee } from "../entities/Trustee.ts"

/**
 * Reads and makes the trust that lets Customer Care into the caller's organization.
 *
 * @example Whether Customer Care may enter
 * ```ts
 * const trust = yield* DefaultTrusts.use((trusts) => trusts.get()).pipe(Effect.catchTag("NotFound", () => Effect.succeedNone))
 * ```
 * @category services
 * @since 0.1.0
 */
export class DefaultTrusts extends Context.Service<
  DefaultTrusts,
  {
    /** The default trust, if there is one (`GET /trustees/default`). */
    readonly get: () => Effect.Effect<Trustee, OperationError<"DefaultTrusts.get">>
    /** Makes the default trust, without a pairing (`POST /trustees/default`). */
    readonly create: (options?: DefaultTrustOptions) => Effect.Effect<Trustee, OperationError<"DefaultTrusts.create">>
  }
>()("@org-trust/core/DefaultTrusts") {}

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): DefaultTrusts["Service"] => serviceOf("DefaultTrusts", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<DefaultTrusts, never, Invoke> = Layer.effect(DefaultTrusts, Effect.map(Invoke, make))
