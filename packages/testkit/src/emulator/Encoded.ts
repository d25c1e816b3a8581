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

/** A page of trusts as the answer to a request; an answer that there is already is left as it is. */
export const page = (
  reply: OperationOutput<"Trustees.list"> | HttpServerResponse.HttpServerResponse,
): HttpServerResponse.HttpServerResponse => {
  if (HttpServerResponse.isHttpServerResponse(reply)) return reply
  // The entities come first, so nothing before them can look like them.
  const withoutEntities = JSON.stringify(encodePage({ ...reply, entities: [] }))
  return json(withoutEntities.replace('"entities":[]', () => `"entities":[${reply.entities.map(textOf).join(",")}]`))
}
