/**
 * Trusts as JSON. A trust is read far more often than it is changed, and its view
 * stays the same object until then, so its JSON is kept with it: encoding costs more
 * than all the rest of a request.
 */
import * as Schema from "effect/Schema"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { operations, type OperationOutput } from "@org-trust/core/Operation"
import { Trustee } from "@org-trust/core/Trustee"

const encodeTrustee = Schema.encodeSync(Schema.toCodecJson(Trustee))
const encodePage = Schema.encodeSync(Schema.toCodecJson(operations["Trustees.list"].output))

const texts = new WeakMap<Trustee, string>()

const textOf = (view: Trustee): string => {
  const known = texts.get(view)
  if (known !== undefined) return known
  const text = JSON.stringify(encodeTrustee(view))
  texts.set(view, text)
  return text
}

const json = (text: string): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.text(text, { contentType: "application/json" })

/** A trust as the answer to a request; an answer that there is already is left as it is. */
export const trustee = (
  reply: Trustee | HttpServerResponse.HttpServerResponse,
): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.isHttpServerResponse(reply) ? reply : json(textOf(reply))

/** A page as it was answered last, and the views that it was made of. */
interface Answered {
  readonly entities: ReadonlyArray<Trustee>
  readonly response: HttpServerResponse.HttpServerResponse
}

/** Of how many pages the answers are kept. */
const keptPages = 64

/**
 * Pages of trusts as answers to requests; an answer that there is already is left as it
 * is. What is asked for again and again, with no change between, is put together once.
 */
export const makePage = () => {
  const answered = new Map<string, Answered>()
  return (
    reply: OperationOutput<"Trustees.list"> | HttpServerResponse.HttpServerResponse,
  ): HttpServerResponse.HttpServerResponse => {
    if (HttpServerResponse.isHttpServerResponse(reply)) return reply
    const { entities } = reply
    const withoutEntities = JSON.stringify(encodePage({ ...reply, entities: [] }))
    const known = answered.get(withoutEntities)
    const isSame =
      known?.entities.length === entities.length && known.entities.every((view, at) => view === entities[at])
    if (isSame) return known.response
    // The entities come first, so nothing before them can look like them.
    const text = withoutEntities.replace('"entities":[]', () => `"entities":[${entities.map(textOf).join(",")}]`)
    const response = HttpServerResponse.uint8Array(new TextEncoder().encode(text), { contentType: "application/json" })
    answered.delete(withoutEntities)
    const [oldest] = answered.keys()
    if (answered.size === keptPages && oldest !== undefined) answered.delete(oldest)
    answered.set(withoutEntities, { entities, response })
    return response
  }
}
