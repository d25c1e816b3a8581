import { type OperationEntry, type OperationName, type OperationOutput, operations } from "@org-trust/core/Operation"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Received } from "./ErrorMapping.ts"
import { parseJson } from "./json.ts"

/** Reads the output of an operation from a 2xx answer; the failure says what is wrong with it. */
export type DecodeAnswer<A> = (received: Received) => Result.Result<A, string>

type ReadValue = (received: Received) => Result.Result<unknown, string>

const unreadable = ({ encoding }: Received): string | undefined =>
  encoding === undefined ? undefined : `The body is encoded as ${encoding}, which cannot be read here`

/** The body is JSON, whatever the status among 2xx. */
const json: ReadValue = (received) =>
  Option.match(parseJson(received.body), {
    onNone: () =>
      Result.fail(
        unreadable(received) ?? (received.body === "" ? "The body is empty" : "The body is no JSON, or nests too deep"),
      ),
    onSome: Result.succeed,
  })

/** JSON in which nothing is said: `null`, `""`, `{}`, `[]`, and what has only those in it. */
const saysNothing = (value: unknown): boolean => {
  if (value === null || value === "") return true
  return typeof value === "object" && Object.values(value).every(saysNothing)
}

/**
 * There is nothing to say: status 204, or another 2xx with a body that says nothing. A
 * body of any other kind is somebody else's.
 */
const nothing: ReadValue = (received) => {
  const { body, status } = received
  if (status === 204 || (body.trim() === "" && received.encoding === undefined)) return Result.succeed(undefined)
  return Option.exists(parseJson(body), saysNothing)
    ? Result.succeed(undefined)
    : Result.fail(unreadable(received) ?? "There is a body where none is due")
}

/** How the answers to an operation are read, by what the table says of its output. */
export const makeDecodeAnswer = <K extends OperationName>(operation: K): DecodeAnswer<OperationOutput<K>> => {
  const { output }: OperationEntry = operations[operation]
  const read = output.ast._tag === "Void" ? nothing : json
  const decode = Schema.decodeUnknownResult(operations[operation].output)
  return (received) =>
    Result.flatMap(read(received), (value) =>
      Result.mapError(decode(value), ({ message }) => `The body does not decode: ${message}`),
    )
}
