/**
 * Answers as JSON, for who stands in for the platform: the emulator, a fake in a test.
 */
import { encoderOf } from "./internal/compile.ts"
import { type OperationName, type OperationOutput, operations } from "./Operation.ts"
import type * as Schema from "effect/Schema"

/**
 * Makes the encoder of an operation's outputs, once for many of them. It comes to what
 * `Schema.encodeSync` comes to, several times as fast, and throws what that throws. What
 * needs no change is handed on as it is, so the JSON may share parts with the output.
 */
export const encoder = <K extends OperationName>(operation: K): ((output: OperationOutput<K>) => unknown) => {
  const codec: Schema.Codec<OperationOutput<K>, unknown> = operations[operation].output
  return codec.ast._tag === "Void" ? () => undefined : encoderOf(codec)
}
