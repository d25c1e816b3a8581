/**
 * What of a foreign answer may go into an error.
 */

import type { OperationName } from "@org-trust/core/Operation"

/** Most characters that an error quotes of a body, or of one text in it. */
export const maxExcerptLength = 500

/** Takes out of a text what must not end up in errors, logs and traces. */
export type Conceal = (text: string) => string

/** Stands where something was taken out. */
export const concealed = "<concealed>"

/** Conceals nothing. */
export const concealNothing: Conceal = (text) => text

/** A shorter secret is none, and would be found in ordinary words. */
const minSecretLength = 8

/** Takes a secret's beginning off the end of a text that was cut within the secret. */
const concealCut = (text: string, secret: string): string => {
  const beginning = secret.slice(0, minSecretLength)
  let at = text.indexOf(beginning, text.length - secret.length + 1)
  while (at !== -1 && !secret.startsWith(text.slice(at))) at = text.indexOf(beginning, at + 1)
  return at === -1 ? text : text.slice(0, at) + concealed
}

/**
 * Conceals every occurrence of the secrets, for instance of a token that a proxy's
 * debug page echoes, also one that the end of the text cuts short. Under eight
 * characters it looks for nothing.
 */
export const concealSecrets =
  (...secrets: ReadonlyArray<string>): Conceal =>
  (text) =>
    secrets
      .filter(({ length }) => length >= minSecretLength)
      .reduce((text, secret) => concealCut(text.replaceAll(secret, concealed), secret), text)

const uuid = /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/g

/** The operations that send or answer a pairing id. */
const withPairingId: ReadonlySet<string> = new Set([
  "Pairings.create",
  "Pairings.get",
  "Trustees.create",
] satisfies ReadonlyArray<OperationName>)

/**
 * Conceals pairing ids, which are secrets until they are used: for an operation
 * that has to do with them every UUID, since nothing tells them apart there.
 */
export const concealPairingIds = (operation: string): Conceal =>
  withPairingId.has(operation) ? (text) => text.replaceAll(uuid, concealed) : concealNothing

/**
 * The beginning of a text, at most {@link maxExcerptLength} characters. It looks at
 * more than that before it cuts, so that no secret is cut into a part that is not
 * recognized any more.
 */
export const excerptOf = (text: string, conceal: Conceal): string =>
  conceal(text.slice(0, 16 * maxExcerptLength)).slice(0, maxExcerptLength)
