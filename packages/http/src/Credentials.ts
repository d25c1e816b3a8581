/**
 * How a client proves who it is.
 */
import type * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { LoginError } from "./LoginError.ts"

/** Id and secret of an OAuth client, for the client-credentials grant. The library logs in and renews the token. */
export interface ClientCredentials {
  readonly _tag: "ClientCredentials"
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
}

/** A token from elsewhere, for instance of a user who logged in to the program. It is used as it is. */
export interface GivenToken {
  readonly _tag: "GivenToken"
  readonly token: Redacted.Redacted
}

/**
 * A token that an effect yields. It runs when a token is first needed, and again
 * after the server has refused the token; in between its token is kept.
 */
export interface TokenSource {
  readonly _tag: "TokenSource"
  readonly token: Effect.Effect<Redacted.Redacted, LoginError>
}

/** How a client proves who it is. */
export type Credentials = ClientCredentials | GivenToken | TokenSource

/** Credentials of an OAuth client. */
export const clientCredentials = (clientId: string, clientSecret: string | Redacted.Redacted): ClientCredentials => ({
  _tag: "ClientCredentials",
  clientId,
  clientSecret: typeof clientSecret === "string" ? Redacted.make(clientSecret) : clientSecret,
})

/** A token that is used as it is; once the server refuses it, every call is `Unauthenticated`. */
export const givenToken = (token: string | Redacted.Redacted): GivenToken => ({
  _tag: "GivenToken",
  token: typeof token === "string" ? Redacted.make(token) : token,
})

/** Tokens that an effect yields. */
export const tokenSource = (token: Effect.Effect<Redacted.Redacted, LoginError>): TokenSource => ({
  _tag: "TokenSource",
  token,
})
