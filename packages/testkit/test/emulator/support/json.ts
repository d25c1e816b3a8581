import type { RawAnswer } from "./wire.ts"

/** A JSON object whose fields are not known. */
export type JsonObject = { readonly [field: string]: unknown }

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A value that has to be a JSON object. */
export const object = (value: unknown): JsonObject => {
  if (!isObject(value)) throw new Error(`No JSON object: ${JSON.stringify(value)}`)
  return value
}

/** The body of an answer, which has to be a JSON object. */
export const json = ({ text }: RawAnswer): JsonObject => object(JSON.parse(text))
