import * as Effect from "effect/Effect"
import * as Inspectable from "effect/Inspectable"
import * as Option from "effect/Option"
import * as Pipeable from "effect/Pipeable"
import type * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Cookies from "effect/http/Cookies"
import * as Headers from "effect/http/Headers"
import { DecodeError, HttpClientError, StatusCodeError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as UrlParams from "effect/http/UrlParams"
import type { Answer } from "./direct.ts"
import { decodeUtf8 } from "./utf8.ts"

// Node has it, but the types of no platform are loaded here.
declare const URLSearchParams: new (text: string) => Iterable<readonly [string, string]>

/** A response whose body is there already. */
class WholeResponse extends Inspectable.Class implements HttpClientResponse.HttpClientResponse {
  readonly [HttpIncomingMessage.TypeId]: typeof HttpIncomingMessage.TypeId = HttpIncomingMessage.TypeId
  readonly [HttpClientResponse.TypeId]: typeof HttpClientResponse.TypeId = HttpClientResponse.TypeId
  readonly request: HttpClientRequest
  readonly url: string
  readonly status: number
  readonly headers: Headers.Headers
  readonly remoteAddress = Option.none()
  readonly #bytes: Uint8Array

  constructor(request: HttpClientRequest, url: string, { bytes, headers, status }: Answer) {
    super()
    this.request = request
    this.url = url
    this.status = status
    this.headers = Headers.fromInput(headers)
    this.#bytes = bytes
  }

  #read<A>(read: () => A): Effect.Effect<A, HttpClientError> {
    return Effect.try({
      try: read,
      catch: (cause) =>
        new HttpClientError({ reason: new DecodeError({ request: this.request, response: this, cause }) }),
    })
  }

  get cookies(): Cookies.Cookies {
    const header = this.headers["set-cookie"]
    return header === undefined ? Cookies.empty : Cookies.fromSetCookie(header)
  }

  get stream(): Stream.Stream<Uint8Array, HttpClientError> {
    return Stream.succeed(this.#bytes)
  }

  get text(): Effect.Effect<string, HttpClientError> {
    return this.#read(() => decodeUtf8(this.#bytes))
  }

  get json(): Effect.Effect<Schema.Json, HttpClientError> {
    return this.#read(() => {
      const text = decodeUtf8(this.#bytes)
      return text === "" ? null : JSON.parse(text)
    })
  }

  get urlParamsBody(): Effect.Effect<UrlParams.UrlParams, HttpClientError> {
    return this.#read(() => UrlParams.fromInput(new URLSearchParams(decodeUtf8(this.#bytes))))
  }

  get arrayBuffer(): Effect.Effect<ArrayBuffer, HttpClientError> {
    return this.#read(() => new Uint8Array(this.#bytes).buffer)
  }

  get formData(): Effect.Effect<never, HttpClientError> {
    return this.#cannot("this transport reads no form data")
  }

  get upgrade(): Effect.Effect<never, HttpClientError> {
    return this.#cannot("this transport hands over no connection")
  }

  #cannot(description: string): Effect.Effect<never, HttpClientError> {
    return Effect.fail(
      new HttpClientError({ reason: new StatusCodeError({ request: this.request, response: this, description }) }),
    )
  }

  toJSON(): unknown {
    return HttpIncomingMessage.inspect(this, {
      _id: "HttpClientResponse",
      request: this.request.toJSON(),
      status: this.status,
    })
  }

  pipe() {
    return Pipeable.pipeArguments(this, arguments)
  }
}

/** The response that an answer is. */
export const wholeResponse = (
  request: HttpClientRequest,
  url: string,
  answer: Answer,
): HttpClientResponse.HttpClientResponse => new WholeResponse(request, url, answer)
