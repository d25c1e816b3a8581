/**
 * Replies as JSON. What is told is told far more often than it changes, and the view of
 * a trust stays the same object until then, so the bytes of each object are kept with
 * it: encoding a trust costs more than all the rest of a request. A list is put together
 * from the bytes of its entities, so that a page of which one entity has changed costs
 * hardly more than one of which none has (the row `emulatorPage` of the benchmarks).
 */
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Answer from "@org-trust/core/Answer"
import { type OperationName, type OperationOutput, type OperationEntry, operations } from "@org-trust/core/Operation"

const utf8 = new TextEncoder()

const bytesOf = (value: unknown): Uint8Array => utf8.encode(JSON.stringify(value))

/** Keeps what is made of an object for as long as there is the object. */
const keeping = (make: (value: object) => Uint8Array): ((value: object) => Uint8Array) => {
  const made = new WeakMap<object, Uint8Array>()
  return (value) => {
    const known = made.get(value)
    if (known !== undefined) return known
    const bytes = make(value)
    made.set(value, bytes)
    return bytes
  }
}

const comma = utf8.encode(",")

/** The text of a list without entities, where the entities of one with some belong. */
const emptyList = '"entities":[]'

const concat = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

const isList = (value: object): value is { readonly entities: ReadonlyArray<unknown> } =>
  "entities" in value && Array.isArray(value.entities)

const json = (bytes: Uint8Array) => HttpServerResponse.uint8Array(bytes, { contentType: "application/json" })

/** How an operation is answered: 204 where it has nothing to say, else 200 with its output in the API's JSON. */
export const makeWriteReply = <K extends OperationName>(
  operation: K,
): ((reply: OperationOutput<K>) => HttpServerResponse.HttpServerResponse) => {
  const { output }: OperationEntry = operations[operation]
  if (output.ast._tag === "Void") return () => HttpServerResponse.empty({ status: 204 })
  const encode = Answer.encoder(operation)
  const one = keeping((value) => bytesOf(encode(value)))
  const entity = keeping((value) => {
    const text = JSON.stringify(encode({ entities: [value] }))
    const from = text.indexOf("[") + 1
    return utf8.encode(text.slice(from, text.lastIndexOf("]")))
  })
  const list = (reply: { readonly entities: ReadonlyArray<unknown> }): Uint8Array => {
    const text = JSON.stringify(encode({ ...reply, entities: [] }))
    // A quotation mark within a text is written with a backslash, so nothing else can look like this.
    const at = text.indexOf(emptyList) + emptyList.length - 1
    const entities = reply.entities.flatMap((value, index) => {
      const bytes = isObject(value) ? entity(value) : bytesOf(value)
      return index === 0 ? [bytes] : [comma, bytes]
    })
    return concat([utf8.encode(text.slice(0, at)), ...entities, utf8.encode(text.slice(at))])
  }
  return (reply: unknown) => {
    if (!isObject(reply)) return json(bytesOf(encode(reply)))
    return json(isList(reply) ? list(reply) : one(reply))
  }
}
