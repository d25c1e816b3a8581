import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/**
 * A field that may be missing and that reads as missing where it is of the wrong
 * type, so that one odd field of an error cannot hide the others.
 */
export const lenient = <S extends Schema.Top>(schema: S) =>
  Schema.catchDecoding<Schema.optionalKey<S>>(() => Effect.succeedNone)(Schema.optionalKey(schema))
