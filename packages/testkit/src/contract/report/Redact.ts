/**
 * Keeping secrets out of reports. Reports never write a secret of their own accord;
 * but an implementation may repeat one in what it answers.
 */
import * as Redacted from "effect/Redacted"
import type { WorldFile } from "../../WorldFile.ts"

/**
 * Takes secrets out of a text.
 * @category models
 * @since 0.1.0
 */
export type Redact = (text: string) => string

/** Shorter words would be found where they are none. */
const leastLength = 6

/**
 * Takes the secrets of a world's clients out of texts, and others that are known, such as tokens.
 * @category functions
 * @since 0.1.0
 */
export const redactor = (world: WorldFile, others: Iterable<string> = []): Redact => {
  const secrets = [
    ...world.clients.flatMap(({ id, secret }) => {
      const value = Redacted.value(secret)
      const basic = Buffer.from(`${id}:${value}`).toString("base64")
      return value.length < leastLength ? [basic] : [basic, value, encodeURIComponent(value)]
    }),
    ...[...others].filter(({ length }) => length >= leastLength),
  ].toSorted((one, other) => other.length - one.length)
  return (text) => {
    let clean = text
    for (const secret of secrets) clean = clean.replaceAll(secret, "[redacted]")
    return clean
  }
}
