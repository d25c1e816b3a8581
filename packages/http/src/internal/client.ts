import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { hasOrigin } from "./origin.ts"
import { version } from "./version.ts"

/** What this library calls itself in `User-Agent`. */
export const ownUserAgent = `org-trust/${version}`

// Nothing but visible characters and spaces can be sent in a header.
const sendable = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, " ").trim()

/** The `User-Agent`: the program's own name first, as the one that matters most. */
export const userAgentOf = (own: string | undefined): string => sendable(`${own ?? ""} ${ownUserAgent}`)

/** The headers that each request has. */
export const headersOf = (userAgent: string | undefined): Record<string, string> => ({
  // What is compressed has to be decoded again, which not every transport does.
  "accept-encoding": "identity",
  // In a browser the other origin would have to allow the header, and could not tell programs apart anyway.
  ...(!hasOrigin && { "user-agent": userAgentOf(userAgent) }),
})

/** The options of `fetch` that a client was made with, where it is one of `fetch`. Nothing is sent for that. */
const givenInit = (client: HttpClient.HttpClient): Effect.Effect<RequestInit | undefined> =>
  Effect.suspend(() => {
    let given: RequestInit | undefined
    const look = Effect.contextWith((context: Context.Context<never>) => {
      given = Context.getOrUndefined(context, FetchHttpClient.RequestInit)
      return Effect.interrupt
    })
    return HttpClient.mapRequestInputEffect(client, () => look)
      .execute(HttpClientRequest.get("http://localhost"))
      .pipe(
        Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
        Effect.exit,
        Effect.map(() => given),
      )
  })

/** The options of one `fetch`. */
type RequestInit = (typeof FetchHttpClient.RequestInit)["Service"]

/**
 * A client that says who it is, asks for no compression, and follows no redirects:
 * `fetch` would by itself, and turn a change into a read on the way.
 */
export const prepare = (
  client: HttpClient.HttpClient,
  userAgent: string | undefined,
): Effect.Effect<HttpClient.HttpClient> =>
  Effect.map(givenInit(client), (given) => {
    const headers = headersOf(userAgent)
    const toManual = (context: Context.Context<never>): Context.Context<never> =>
      Context.add(context, FetchHttpClient.RequestInit, {
        ...(Context.getOrUndefined(context, FetchHttpClient.RequestInit) ?? given),
        redirect: "manual",
      })
    return client.pipe(
      // Before what the client itself does to requests, so that it may say otherwise.
      HttpClient.mapRequestInput(HttpClientRequest.setHeaders(headers)),
      HttpClient.transformResponse(Effect.updateContext(toManual)),
    )
  })
