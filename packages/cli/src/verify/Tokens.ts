/**
 * The access tokens that were used, so that they can be kept out of reports: an
 * implementation may repeat one in what it answers.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpClient from "effect/http/HttpClient"

/** An HTTP client that notes the tokens it sends. */
export const noting = (
  client: Layer.Layer<HttpClient.HttpClient>,
): { readonly tokens: ReadonlySet<string>; readonly client: Layer.Layer<HttpClient.HttpClient> } => {
  const tokens = new Set<string>()
  // Not `tapRequest`: that sees a request before those who use the client have added the token.
  const note = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
    HttpClient.transform(client, (response, { headers }) =>
      Effect.suspend(() => {
        const [, token] = /^Bearer (.+)$/.exec(headers["authorization"] ?? "") ?? []
        if (token !== undefined) tokens.add(token)
        return response
      }),
    )
  return {
    tokens,
    client: Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, note)).pipe(Layer.provide(client)),
  }
}
