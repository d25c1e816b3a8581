/**
 * An `HttpClient` without a network: a function answers, and every request is kept.
 */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"

/** A request as it was sent. */
export interface Sent {
  readonly method: string
  readonly url: URL
  readonly headers: { readonly [name: string]: string | undefined }
  readonly body: string
}

export type Answer = Response | Effect.Effect<Response, HttpClientError>

const bodyOf = ({ body }: HttpClientRequest): string =>
  body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""

/** A client that answers with what `answer` gives, and the list of what was sent through it. */
export const make = (answer: (sent: Sent, request: HttpClientRequest) => Answer) => {
  const sent: Array<Sent> = []
  const client = HttpClient.make((request, url) =>
    Effect.suspend(() => {
      const entry: Sent = { method: request.method, url, headers: { ...request.headers }, body: bodyOf(request) }
      sent.push(entry)
      const given = answer(entry, request)
      return Effect.isEffect(given) ? given : Effect.succeed(given)
    }).pipe(Effect.map((response) => HttpClientResponse.fromWeb(request, response))),
  )
  return { client, sent }
}

/** A JSON answer. */
export const json = (body: unknown, init?: ResponseInit): Response =>
  new Response(JSON.stringify(body), { ...init, headers: { "content-type": "application/json", ...init?.headers } })

/** The login's answer. */
export const granted = (token: string, expiresIn = 86_400): Response =>
  json({ access_token: token, token_type: "bearer", expires_in: expiresIn })

/** Whether the request is a login. */
export const isLogin = ({ url }: Sent): boolean => url.pathname.endsWith("/oauth/token")
