/**
 * A client of a server that may answer anything.
 */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { clientCredentials } from "@org-trust/http/Credentials"
import { makeInvoke } from "@org-trust/http/OrgTrust"
import { clientId, secret, urls } from "../client.ts"

/** The client under attack. It tries nothing again, so that one answer is one call. */
export const makeClient = (answer: (path: string) => Response, maxBodySize: number) => {
  // Unlike the fake server of other tests it keeps nothing of what was sent: there is too much of it.
  const client = HttpClient.make((request, url) =>
    Effect.try({
      try: () => {
        // As `fetch` does, it refuses headers that cannot be sent.
        new Headers().set("authorization", request.headers["authorization"] ?? "")
        return HttpClientResponse.fromWeb(request, answer(url.pathname))
      },
      catch: (cause) => new HttpClientError({ reason: new TransportError({ request, cause }) }),
    }),
  )
  return makeInvoke({
    region: urls,
    credentials: clientCredentials(clientId, secret),
    maxBodySize,
    retry: false,
    pacing: false,
  }).pipe(Effect.provideService(HttpClient.HttpClient, client))
}
