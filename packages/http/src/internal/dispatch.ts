import * as Effect from "effect/Effect"
import { EncodeError, HttpClientError, InvalidUrlError, TransportError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as Result from "effect/Result"
import * as Url from "effect/http/Url"
import { isBeforeWriting, type Phase, TransportFailure } from "../Transport.ts"
import { type Answer, type Direct, Late } from "./direct.ts"

/** What undici tells a request's handler by. */
interface Controller {
  readonly abort: (reason: Error) => void
}

/** What of undici's handlers is used here. */
interface Handler {
  readonly onRequestStart: (controller: Controller) => void
  readonly onRequestSent: () => void
  readonly onResponseStart: (
    controller: Controller,
    status: number,
    headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>,
  ) => void
  readonly onResponseData: (controller: Controller, piece: Uint8Array) => void
  readonly onResponseEnd: () => void
  readonly onResponseError: (controller: Controller | undefined, error: Error) => void
}

/** What of undici's options is used here. */
interface DispatchOptions {
  readonly origin: string
  readonly path: string
  readonly method: HttpClientRequest["method"]
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  readonly headersTimeout: number
  readonly bodyTimeout: number
}

/** A dispatcher of undici, as far as it is used here. */
export interface Dispatch {
  dispatch(options: DispatchOptions, handler: Handler): boolean
}

// Every platform has them, but the types of no platform are loaded here. A timeout of Effect would be a fiber and a
// race for each request, and sockets take real time, whatever a program's clock says.
declare const setTimeout: (callback: () => void, millis: number) => unknown
declare const clearTimeout: (timer: unknown) => void

/** The longest that a timer can be set to. */
const longest = 2 ** 31 - 1

interface Place {
  readonly origin: string
  readonly path: string
}

/** What needs no work to be sent: no other signs, no user, no dots that stand for folders. */
const plain = /^(https?:\/\/[a-z0-9.-]+(?::\d+)?)(\/(?!.*\/\.)[\w.~!$&'()*+,;=:@%/-]*)$/

/** Where a request goes, as undici asks for it. */
const placeOf = ({ hash, url, urlParams }: HttpClientRequest): Result.Result<Place, unknown> => {
  if (urlParams.params.length === 0) {
    const [, origin, path] = plain.exec(url) ?? []
    if (origin !== undefined && path !== undefined) return Result.succeed({ origin, path })
  }
  return Result.map(
    Url.make(url, urlParams, hash._tag === "Some" ? hash.value : undefined),
    ({ origin, pathname, search }) => ({
      origin,
      path: pathname + search,
    }),
  )
}

const empty = new Uint8Array(0)

const joined = (pieces: ReadonlyArray<Uint8Array>, size: number): Uint8Array => {
  const [first = empty] = pieces
  if (pieces.length <= 1) return first
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** The same headers, where one that came several times is written as one. */
const single = (headers: Parameters<Handler["onResponseStart"]>[2]): Readonly<Record<string, string>> => {
  const all: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) all[name] = typeof value === "string" ? value : value.join(", ")
  }
  return all
}

/** One exchange of a request and its answer. It ends once. */
class Exchange implements Handler {
  readonly #request: HttpClientRequest
  readonly #maxBytes: number
  readonly #note: (phase: Phase) => void
  readonly #resume: (effect: Effect.Effect<Answer, HttpClientError | Late>) => void
  readonly #timer: unknown
  #phase: Phase = "connecting"
  #controller: Controller | undefined
  #isOver = false
  #status = 0
  #headers: Readonly<Record<string, string>> = {}
  #pieces: Array<Uint8Array> = []
  #size = 0

  constructor(
    request: HttpClientRequest,
    bounds: { readonly maxBytes: number; readonly timeout: number },
    note: (phase: Phase) => void,
    resume: (effect: Effect.Effect<Answer, HttpClientError | Late>) => void,
  ) {
    this.#request = request
    this.#maxBytes = bounds.maxBytes
    this.#note = note
    this.#resume = resume
    note(this.#phase)
    if (bounds.timeout <= longest) this.#timer = setTimeout(() => this.#late(), bounds.timeout)
  }

  #reached(phase: Phase): void {
    this.#phase = phase
    this.#note(phase)
  }

  #over(): void {
    this.#isOver = true
    if (this.#timer !== undefined) clearTimeout(this.#timer)
  }

  #late(): void {
    this.abort(new Error("No answer in time"))
    this.#resume(Effect.fail(new Late()))
  }

  /** Gives the request up; nothing is told of it any more. */
  abort(reason: Error): void {
    if (this.#isOver) return
    this.#over()
    this.#controller?.abort(reason)
  }

  fail(cause: unknown): void {
    if (this.#isOver) return
    this.#over()
    this.#resume(Effect.fail(new HttpClientError({ reason: new TransportError({ request: this.#request, cause }) })))
  }

  onRequestStart(controller: Controller): void {
    // It was given up while it waited for a connection.
    if (this.#isOver) return controller.abort(new Error("The request was given up"))
    this.#controller = controller
    this.#reached("writing")
  }

  onRequestSent(): void {
    if (this.#phase === "writing") this.#reached("waiting")
  }

  onResponseStart(_: Controller, status: number, headers: Parameters<Handler["onResponseStart"]>[2]): void {
    if (status < 200) return
    this.#status = status
    this.#headers = single(headers)
    this.#reached("body")
  }

  onResponseData(controller: Controller, piece: Uint8Array): void {
    if (this.#isOver) return
    this.#pieces.push(piece)
    this.#size += piece.length
    if (this.#size <= this.#maxBytes) return
    this.#end(false)
    controller.abort(new Error("The body is larger than allowed"))
  }

  onResponseEnd(): void {
    if (!this.#isOver) this.#end(true)
  }

  #end(isComplete: boolean): void {
    this.#over()
    this.#resume(
      Effect.succeed({
        status: this.#status,
        headers: this.#headers,
        bytes: joined(this.#pieces, this.#size),
        isComplete,
      }),
    )
  }

  onResponseError(_: Controller | undefined, error: Error): void {
    this.fail(
      isBeforeWriting(this.#phase)
        ? error
        : new TransportFailure({ phase: this.#phase, message: error.message, cause: error, isPassing: true }),
    )
  }
}

const isBytes = (body: unknown): body is Uint8Array => body instanceof Uint8Array

/** The body that is sent; undefined where it is of another kind. */
const bodyOf = ({ body }: HttpClientRequest): string | Uint8Array | null | undefined => {
  if (body._tag === "Empty") return null
  if (body._tag !== "Uint8Array" && body._tag !== "Raw") return undefined
  return typeof body.body === "string" || isBytes(body.body) ? body.body : undefined
}

/** Sends requests by a dispatcher and reads answers whole, without a stream or a fiber of its own. */
export const dispatching =
  (dispatcher: Dispatch): Direct =>
  (request, bounds, note) =>
    Effect.callback((resume) => {
      const place = placeOf(request)
      if (Result.isFailure(place)) {
        const reason = new InvalidUrlError({ request, cause: place.failure })
        return resume(Effect.fail(new HttpClientError({ reason })))
      }
      const body = bodyOf(request)
      if (body === undefined) {
        const description = "this transport sends text and bytes, and no streams or forms"
        return resume(Effect.fail(new HttpClientError({ reason: new EncodeError({ request, description }) })))
      }
      const exchange = new Exchange(request, bounds, note, resume)
      const { method } = request
      const { origin, path } = place.success
      try {
        dispatcher.dispatch(
          { origin, path, method, headers: request.headers, body, headersTimeout: 0, bodyTimeout: 0 },
          exchange,
        )
      } catch (cause) {
        exchange.fail(cause)
      }
      return Effect.sync(() => exchange.abort(new Error("The request was interrupted")))
    })
