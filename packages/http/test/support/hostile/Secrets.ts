/**
 * What an answer may repeat, and an error must not.
 */
import type { OperationName } from "@org-trust/core/Operation"
import { pairingId } from "../examples.ts"
import { clientId, secret } from "../client.ts"

/** Longer than an excerpt, so that a cut can only ever be within it. */
export const token = `token-of-the-tests-${"0123456789abcdef".repeat(50)}`

const credentials = btoa(`${clientId}:${secret}`)

/** What the login is told, and must be in no error of an operation that needed it. */
export const loginSecrets: ReadonlyArray<string> = [secret, credentials]

/** What the API is told, and must be in no error: the token, and of an operation that sends it the pairing id. */
export const apiSecretsOf = (operation: OperationName): ReadonlyArray<string> => {
  // Its beginning tells a token also where the end is cut off.
  const always = [token.slice(0, 24)]
  return operation === "Pairings.get" || operation === "Trustees.create" ? [...always, pairingId] : always
}

const whole: ReadonlyArray<string> = [token, secret, credentials, pairingId]

/** Texts that repeat secrets: alone, within text, where an excerpt is cut, and many of them. */
export const echoes: ReadonlyArray<string> = [
  ...whole,
  ...whole.map((text) => `<p>authorization: Bearer ${text}</p>`),
  ...whole.map((text) => `${"x".repeat(490)}${text}`),
  ...whole.map((text) => `${"x".repeat(7_990)}${text}`),
  ...whole.map((text) => text.repeat(20)),
]
