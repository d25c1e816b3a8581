import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Received } from "../ErrorMapping.ts"
import { parseJson } from "./json.ts"

/** Reads the output of an operation from a 2xx answer; the failure says what is wrong with it. */
export type DecodeAnswer<A> = (received: Received) => Result.Result<A, string>

/** The body is JSON of the schema, whatever the status among 2xx. */
export const json = <A>(schema: Schema.Codec<A, unknown>): DecodeAnswer<A> => {
  const decode = Schema.decodeUnknownResult(Schema.toCodecJson(schema))
  return ({ body }) =>
    Option.match(parseJson(body), {
      onNone: () => Result.fail(body === "" ? "The body is empty" : "The body is no JSON, or nests too deep"),
      onSome: (value) => Result.mapError(decode(value), ({ message }) => `The body does not decode: ${message}`),
    })
}

/** There is nothing to say: status 204, or another 2xx with an empty body. A body where none is due is somebody else's. */
export const nothing: DecodeAnswer<void> = ({ body, status }) =>
  status === 204 || body === "" ? Result.succeed(undefined) : Result.fail("There is a body where none is due")
