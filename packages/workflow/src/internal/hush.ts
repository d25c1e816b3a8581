/**
 * Failures without the secret that they may tell: what a run ends with is stored and shown.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Failure } from "../Ending.ts"

const json = Schema.toCodecJson(Failure)
const encode = Schema.encodeSync(Schema.fromJsonString(json))
const decode = Schema.decodeSync(Schema.fromJsonString(json))

/** Takes a secret out of a failure, wherever in it it stands. The secret is one that JSON writes as it is. */
export const hush = (secret: string) =>
  Effect.mapError((failure: Failure): Failure => decode(encode(failure).replaceAll(secret, "…")))

/** Takes out what the platform has answered, where that may hold a secret which is not known. */
export const hushAnswer = Effect.mapError((failure: Failure): Failure => {
  const text = encode(failure)
  return decode(text.replaceAll(/"excerpt":"(?:[^"\\]|\\.)*"/g, '"excerpt":"…"'))
})
