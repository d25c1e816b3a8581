/**
 * Where a text that is meant to be JSON is not.
 */
import { LineCounter, parseDocument, visit } from "yaml"
import { reasonOf } from "./reasonOf.ts"

const isValue = (source: string): boolean =>
  /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?)$/.test(source)

/** What the engine says, without a place and without the text that it quotes. */
const words = (error: unknown): string =>
  reasonOf(error).replace(/,? "[\s\S]*" is not valid JSON$| in JSON at position [\s\S]*$/, "")

/**
 * The first mistake of a text as JSON with its line and column, from 1; undefined where it is JSON.
 * JSON is YAML, so whatever is no YAML is no JSON either; beyond that YAML takes words
 * without quotes.
 */
export const jsonMistake = (text: string): string | undefined => {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const lines = new LineCounter()
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
    const found = document.errors.map(({ message, pos }) => ({ offset: pos[0], message }))
    visit(document, {
      Scalar: (_, { range, source = "", type }) => {
        if (type === "QUOTE_DOUBLE" || (type === "PLAIN" && isValue(source))) return
        const [begin, end] = range ?? [0, 0]
        // Of what goes over several lines the first one: a mistake is said in one.
        const [written = ""] = text.slice(begin, end).trim().split("\n", 1)
        found.push({
          offset: begin,
          message: written === "" ? "A value is missing" : `${written.trimEnd()} is no JSON value`,
        })
      },
    })
    const told = /at position (\d+)/.exec(reasonOf(error))?.[1]
    const [first] = found.toSorted((one, other) => one.offset - other.offset)
    const offset = first?.offset ?? (told === undefined ? text.length : Number(told))
    const { col, line } = lines.linePos(Math.min(offset, text.length))
    return `line ${Math.max(line, 1)}, column ${Math.max(col, 1)}: ${first?.message ?? words(error)}`
  }
}
