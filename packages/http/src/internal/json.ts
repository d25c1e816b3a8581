import * as Option from "effect/Option"

/**
 * Deepest nesting of objects and arrays that is read. The API's answers nest about
 * ten deep; decoders recurse, so without a bound a hostile body could exhaust the
 * stack.
 */
export const maxNesting = 200

const isNested = (value: unknown): value is Fields => typeof value === "object" && value !== null

/** An object or an array, of which `for … in` finds all that JSON can have. */
interface Fields {
  readonly [name: string]: unknown
}

// Without a list of the parts or a function for each of them, it takes half the time.
const nestsDeeper = (value: Fields, levels: number): boolean => {
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const part: unknown = value[at]
      if (isNested(part) && nestsDeeper(part, levels - 1)) return true
    }
    return false
  }
  for (const name in value) {
    const part = value[name]
    if (isNested(part) && nestsDeeper(part, levels - 1)) return true
  }
  return false
}

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
