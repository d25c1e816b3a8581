/**
 * How a client proves who it is.
 */
import type * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { LoginError } from "./LoginError.ts"

/**
 * Id and secret of an OAuth client, for the client-credentials grant. The library logs in and renews the token.
 * @category models
 * @since 0.1.0
 */
export interface ClientCredentials {
  readonly _tag: "ClientCredentials"
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
}

/**
 * A token from elsewhere, for instance of a user who logged in to the program. It is used as it is.
 * @category models
 * @since 0.1.0
 */
export interface GivenToken {
  readonly _tag: "GivenToken"
  readonly token: Redacted.Redacted
}

/**
 * A token that an effect yields. It runs when a token is first needed, and again
 * after the server has refused the token; in between its token is kept.
 * @category models
 * @since 0.1.0
 */
export interface TokenSource {
  readonly _tag: "TokenSource"
  readonly token: Effect.Effect<Redacted.Redacted, LoginError>
}

/**
 * How a client proves who it is.
 * @category models
 * @since 0.1.0
 */
export type Credentials = ClientCredentials | GivenToken | TokenSource

/** What comes along when something is copied: white space and marks that nobody sees, and quotes around it. */
const pasted = (text: string): string =>
  text
    .replaceAll(/^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/g, "")
    .replace(/^(["'])(.+)\1$/, "$2")

const redacted = (secret: string | Redacted.Redacted, clean: (text: string) => string): Redacted.Redacted => {
  if (typeof secret === "string") return Redacted.make(clean(secret))
  const value = Redacted.value(secret)
  const cleaned = clean(value)
  return cleaned === value ? secret : Redacted.make(cleaned)
}

/**
 * What is wrong with a credential, so that it could not be sent, or is none at all;
 * undefined where nothing is. It is not quoted.
 * @category functions
 * @since 0.1.0
 */
export const flawIn = (name: string, value: string): string | undefined => {
  if (value === "") return `The ${name} is empty`
  const at = value.search(name === "client id" ? /[^\x21-\x39\x3b-\x7e]/ : /[^\x21-\x7e]/)
  if (at === -1) return undefined
  const found = value.charAt(at)
  const what = /[\r\n]/.test(found)
    ? "a line break"
    : /\s/.test(found)
      ? "white space"
      : found === ":"
        ? "a colon"
        : "a character"
  return `The ${name} has ${what} in it that cannot be right, at place ${at + 1} of ${value.length}`
}

/**
 * Credentials of an OAuth client, as they are copied: white space, line breaks and quotes around them do not count.
 * @category functions
 * @since 0.1.0
 */
export const clientCredentials = (clientId: string, clientSecret: string | Redacted.Redacted): ClientCredentials => ({
  _tag: "ClientCredentials",
  clientId: pasted(clientId),
  clientSecret: redacted(clientSecret, pasted),
})

/**
 * A token that is used as it is, but for white space around it and the word `Bearer`
 * before it; once the server refuses it, every call is `Unauthenticated`.
 * @category functions
 * @since 0.1.0
 */
export const givenToken = (token: string | Redacted.Redacted): GivenToken => ({
  _tag: "GivenToken",
  token: redacted(token, (text) => pasted(pasted(text).replace(/^bearer\s+/i, ""))),
})

/**
 * Tokens that an effect yields.
 * @category functions
 * @since 0.1.0
 */
export const tokenSource = (token: Effect.Effect<Redacted.Redacted, LoginError>): TokenSource => ({
  _tag: "TokenSource",
  token,
})
