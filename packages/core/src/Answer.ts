/**
 * Answers as JSON, for who stands in for the platform: the emulator, a fake in a test.
 */
import type * as Schema from "effect/Schema"
import { encoderOf } from "./internal/compile.ts"
import { type OperationName, operations } from "./Operation.ts"

type Encode = (output: unknown) => unknown

const encoders = new Map<OperationName, Encode>()

const make = (operation: OperationName): Encode => {
  const codec: Schema.Codec<unknown, unknown> = operations[operation].output
  return codec.ast._tag === "Void" ? () => undefined : encoderOf(codec)
}

/**
 * The encoder of an operation's outputs. It comes to what `Schema.encodeUnknownSync`
 * comes to, several times as fast, and throws what that throws. What needs no change is
 * handed on as it is, so the JSON may share parts with the output.
 * @category functions
 * @since 0.1.0
 */
export const encoder = (operation: OperationName): ((output: unknown) => unknown) => {
  const known = encoders.get(operation) ?? make(operation)
  encoders.set(operation, known)
  return known
}
