/**
 * What of a foreign answer may go into an error.
 */

import type { OperationName } from "@org-trust/core/Operation"

/** Most characters of a body that an error quotes. */
export const maxExcerptLength = 500

/** Takes out of a text what must not end up in errors, logs and traces. */
export type Conceal = (text: string) => string

/** Stands where something was taken out. */
export const concealed = "<concealed>"

/** Conceals nothing. */
export const concealNothing: Conceal = (text) => text

/**
 * Conceals every occurrence of the secrets, for instance of a token that a proxy's
 * debug page echoes. Under eight characters it looks for nothing: so short a secret
 * is none, and would be found in ordinary words.
 */
export const concealSecrets =
  (...secrets: ReadonlyArray<string>): Conceal =>
  (text) =>
    secrets.reduce((text, secret) => (secret.length < 8 ? text : text.replaceAll(secret, concealed)), text)

const uuid = /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/g

/** The operations that send or answer a pairing id. */
const withPairingId: ReadonlySet<string> = new Set([
  "Pairings.create",
  "Pairings.get",
  "Trustees.create",
] satisfies ReadonlyArray<OperationName>)

/** Whether the answer to an operation has a pairing id in it. */
export const answersPairingId = (operation: OperationName): boolean =>
  operation === "Pairings.create" || operation === "Pairings.get"

/**
 * Conceals pairing ids, which are secrets until they are used: for an operation
 * that has to do with them every UUID, since nothing tells them apart there.
 */
export const concealPairingIds = (operation: string): Conceal =>
  withPairingId.has(operation) ? (text) => text.replaceAll(uuid, concealed) : concealNothing

/**
 * The beginning of a body, at most {@link maxExcerptLength} characters. It looks at
 * more than that before it cuts, so that no secret is cut into a part that is not
 * recognized any more.
 */
export const excerptOf = (body: string, conceal: Conceal): string =>
  conceal(body.slice(0, 16 * maxExcerptLength)).slice(0, maxExcerptLength)
