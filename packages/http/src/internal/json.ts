import * as Option from "effect/Option"

/**
 * Deepest nesting of objects and arrays that is read. The API's answers nest about
 * ten deep; decoders recurse, so without a bound a hostile body could exhaust the
 * stack.
 */
export const maxNesting = 200

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null

const nestsDeeper = (value: object, levels: number): boolean =>
  levels === 0 || Object.values(value).some((part) => isNested(part) && nestsDeeper(part, levels - 1))

/**
 * The value of a JSON text, or none where it is no JSON or nests deeper than
 * {@link maxNesting}. The platform's own parser takes any depth; a look through what it
 * made costs a tenth of one through the text.
 */
export const parseJson = (text: string): Option.Option<unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    return isNested(value) && nestsDeeper(value, maxNesting) ? Option.none() : Option.some(value)
  } catch {
    return Option.none()
  }
}
