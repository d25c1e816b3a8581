import * as Option from "effect/Option"

/**
 * Deepest nesting of objects and arrays that is read. The API's answers nest about
 * ten deep; decoders recurse, so without a bound a hostile body could exhaust the
 * stack.
 */
export const maxNesting = 200

const quote = 0x22
const backslash = 0x5c

const nestsTooDeep = (text: string): boolean => {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (inString) {
      if (unit === backslash) index++
      else if (unit === quote) inString = false
    } else if (unit === quote) {
      inString = true
    } else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > maxNesting) return true
    } else if (unit === 0x7d || unit === 0x5d) {
      depth--
    }
  }
  return false
}

/** The value of a JSON text, or none where it is no JSON or nests deeper than {@link maxNesting}. */
export const parseJson = (text: string): Option.Option<unknown> => {
  if (nestsTooDeep(text)) return Option.none()
  try {
    const value: unknown = JSON.parse(text)
    return Option.some(value)
  } catch {
    return Option.none()
  }
}
