/**
 * Replies as JSON. What is told is told far more often than it changes, and some views,
 * as that of a trust, stay the same object until then. So what is told a second time is
 * kept as text with its object: a page of 100 trusts then takes 31 µs in place of 760.
 * A list is put together from the texts of its entities, so that a page of which one
 * entity has changed is soon put together; of the latest pages, answers are kept as they
 * are, which takes another 100 µs of a request's 260 (the row `emulatorPage` of the
 * benchmarks). Views that are made anew each time cost nothing more than their encoding.
 */
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Answer from "@org-trust/core/Answer"
import { type OperationName, type OperationOutput, type OperationEntry, operations } from "@org-trust/core/Operation"

/** Makes texts of objects, and keeps what is made for as long as there is the object. */
const keeping = (make: (value: object) => string): ((value: object) => string) => {
  const made = new WeakMap<object, string>()
  return (value) => {
    const known = made.get(value)
    if (known !== undefined) return known
    const text = make(value)
    made.set(value, text)
    return text
  }
}

/** The text of a list without entities, where the entities of one with some belong. */
const emptyList = '"entities":[]'

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

interface List {
  readonly entities: ReadonlyArray<object>
}

const isList = (value: object): value is List =>
  "entities" in value && Array.isArray(value.entities) && value.entities.every(isObject)

/** An answer with a list, and what the list was made of. */
interface Answered extends List {
  readonly response: HttpServerResponse.HttpServerResponse
}

/** Of how many lists of an operation the answers are kept. */
const keptPages = 64

const json = (text: string) => HttpServerResponse.text(text, { contentType: "application/json" })

/** How an operation is answered: 204 where it has nothing to say, else 200 with its output in the API's JSON. */
export const makeWriteReply = <K extends OperationName>(
  operation: K,
): ((reply: OperationOutput<K>) => HttpServerResponse.HttpServerResponse) => {
  const { output }: OperationEntry = operations[operation]
  if (output.ast._tag === "Void") return () => HttpServerResponse.empty({ status: 204 })
  const encode = Answer.encoder(operation)
  const whole = (value: unknown) => JSON.stringify(encode(value))
  const one = keeping(whole)
  const entity = keeping((value) => {
    const text = whole({ entities: [value] })
    return text.slice(text.indexOf("[") + 1, text.lastIndexOf("]"))
  })
  const pages = new Map<string, Answered>()
  const list = (reply: List): HttpServerResponse.HttpServerResponse => {
    const { entities } = reply
    const text = whole({ ...reply, entities: [] })
    const known = pages.get(text)
    if (known?.entities.length === entities.length && known.entities.every((each, at) => each === entities[at])) {
      return known.response
    }
    // A quotation mark within a text is written with a backslash, so nothing else can look like this.
    const at = text.indexOf(emptyList) + emptyList.length - 1
    const response = json(text.slice(0, at) + entities.map(entity).join(",") + text.slice(at))
    pages.delete(text)
    const [oldest] = pages.keys()
    if (pages.size === keptPages && oldest !== undefined) pages.delete(oldest)
    pages.set(text, { entities, response })
    return response
  }
  const seen = new WeakSet<object>()
  return (reply: unknown) => {
    if (!isObject(reply)) return json(whole(reply))
    const parts = isList(reply) ? reply.entities : [reply]
    if (parts.some((part) => seen.has(part))) return isList(reply) ? list(reply) : json(one(reply))
    for (const part of parts) seen.add(part)
    return json(whole(reply))
  }
}
