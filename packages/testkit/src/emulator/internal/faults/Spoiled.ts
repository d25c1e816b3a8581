/**
 * Answers that are not as they should be.
 */
import * as HttpBody from "effect/http/HttpBody"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

type Response = HttpServerResponse.HttpServerResponse

const bytesOf = ({ body }: Response): Uint8Array => (body._tag === "Uint8Array" ? body.body : new Uint8Array())

const typeOf = ({ headers }: Response): string => headers["content-type"] ?? "application/json"

/** The first half of an answer's body; half of an object is no JSON. */
export const truncated = (answer: Response): Response => {
  const bytes = bytesOf(answer)
  return bytes.length === 0
    ? answer
    : HttpServerResponse.setBody(
        answer,
        HttpBody.uint8Array(bytes.slice(0, Math.floor(bytes.length / 2)), typeOf(answer)),
      )
}

// Neither JSON nor UTF-8.
const noise = Uint8Array.of(0xff, 0xfe, 0x00, 0x7b, 0x80, 0x22, 0xc3, 0x28, 0x0a, 0xed, 0xa0, 0x80)

/** Bytes that nobody can read, under the answer's status. */
export const garbage = (answer: Response): Response => {
  const spoiled = HttpServerResponse.setBody(answer, HttpBody.uint8Array(noise, typeOf(answer)))
  return answer.status === 204 ? HttpServerResponse.setStatus(spoiled, 200) : spoiled
}

/** The answer as something that it is not. */
export const asPlainText = (answer: Response): Response =>
  HttpServerResponse.setHeader(answer, "content-type", "text/plain; charset=utf-8")

/** The page of a proxy that has its own idea of how to answer. */
export const proxyPage = (status: number): Response =>
  HttpServerResponse.text(
    `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>proxy</body></html>\n`,
    { status, contentType: "text/html; charset=utf-8" },
  )
