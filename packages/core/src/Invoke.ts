/**
 * One function that carries out any operation. Every implementation of the
 * services is such a function: over HTTP, in memory, or around another one.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "./Operation.ts"

/**
 * Carries out the operation of the given name.
 * @category models
 * @since 0.1.0
 */
export interface Invoke<R = never> {
  <K extends OperationName>(
    operation: K,
    input: OperationInput<K>,
  ): Effect.Effect<OperationOutput<K>, OperationError<K>, R>
}

/**
 * The function that carries out operations, as a service: what the layer of each service is over.
 * @category services
 * @since 0.1.0
 */
export const Invoke: Context.Service<Invoke, Invoke> = Context.Service<Invoke, Invoke>("@org-trust/core/Invoke")
