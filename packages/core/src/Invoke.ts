/**
 * One function that carries out any operation. Every implementation of the
 * services is such a function: over HTTP, in memory, or around another one.
 */
import type * as Effect from "effect/Effect"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "./Operation.ts"

/** Carries out the operation of the given name. */
export type Invoke<R = never> = <K extends OperationName>(
  operation: K,
  input: OperationInput<K>,
) => Effect.Effect<OperationOutput<K>, OperationError<K>, R>

/** The operations of a service by name, each a function of its input. */
export type ByOperation<Service extends string> = {
  readonly [K in Extract<OperationName, `${Service}.${string}`>]: (
    input: OperationInput<K>,
  ) => Effect.Effect<OperationOutput<K>, OperationError<K>>
}
