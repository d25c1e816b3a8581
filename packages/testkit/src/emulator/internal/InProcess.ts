/**
 * An HTTP client that hands its requests to the emulator within the process.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpServerError from "effect/http/HttpServerError"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { maxBodyBytes } from "./EveryRequest.ts"
import { Connection } from "./faults/Connection.ts"

/** What answers a request. The error type is that of routers in general: every failure has been answered already. */
export type Handler<E> = Effect.Effect<
  HttpServerResponse.HttpServerResponse,
  E,
  HttpServerRequest.HttpServerRequest | Scope.Scope
>

const transportError = (request: HttpClientRequest.HttpClientRequest, description: string, cause?: unknown) =>
  new HttpClientError.HttpClientError({
    reason: new HttpClientError.TransportError({ request, description, ...(cause !== undefined && { cause }) }),
  })

const boundedStream = (request: HttpServerRequest.HttpServerRequest) =>
  Stream.suspend(() => {
    let bytes = 0
    return Stream.mapEffect(request.stream, (chunk) => {
      bytes += chunk.length
      return bytes > maxBodyBytes
        ? Effect.fail(
            new HttpServerError.HttpServerError({
              reason: new HttpServerError.RequestParseError({ request, reason: "BodyTooLarge" }),
            }),
          )
        : Effect.succeed(chunk)
    })
  })

/**
 * The request as the server meets it. A socket says how long a body is, or ends one
 * that is too long; a request that never was on one has no such limits of its own.
 */
const received = (request: HttpClientRequest.HttpClientRequest): HttpServerRequest.HttpServerRequest => {
  const { body } = request
  switch (body._tag) {
    case "Empty":
      return HttpServerRequest.fromClientRequest(request)
    case "Uint8Array":
      return HttpServerRequest.fromClientRequest(
        HttpClientRequest.setHeader(request, "content-length", String(body.contentLength)),
      )
    case "Raw":
    case "FormData":
    case "Stream": {
      const stream = boundedStream(HttpServerRequest.fromClientRequest(request))
      return HttpServerRequest.fromClientRequest(
        HttpClientRequest.setBody(request, HttpBody.stream(stream, request.headers["content-type"])),
      )
    }
  }
}

const withoutBody = ({ headers, status }: HttpServerResponse.HttpServerResponse) =>
  HttpServerResponse.empty({ status, headers })

/**
 * The client. What a request has acquired is released with its answer: an answer that
 * is a stream acquires for itself what it needs.
 */
export const make = <E>(handler: Handler<E>): HttpClient.HttpClient =>
  HttpClient.make((request) =>
    Effect.suspend(() => {
      let isCut = false
      const cut = Effect.sync(() => {
        isCut = true
      })
      return Effect.scoped(handler).pipe(
        Effect.provideService(HttpServerRequest.HttpServerRequest, received(request)),
        Effect.provideService(Connection, { cut }),
        Effect.mapError((cause) => transportError(request, "The emulator gave no answer", cause)),
        Effect.flatMap((answer) =>
          isCut
            ? Effect.fail(transportError(request, "The connection was cut"))
            : Effect.succeed(
                HttpServerResponse.toClientResponse(request.method === "HEAD" ? withoutBody(answer) : answer, {
                  request,
                }),
              ),
        ),
      )
    }),
  )
