/**
 * The text of a file that people write, in YAML or JSON: what it says, or every mistake in it,
 * each with its line and column and with what would be right.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from "yaml"
import type { Mistake } from "@org-trust/core/access/TrustFile"
import { nearest } from "./nearest.ts"

/** A mistake with its place in the text; lines and columns count from 1. */
export interface PlacedMistake {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** What such a file says, and where in its text something is that turns out wrong. */
export interface ReadText<A> {
  readonly value: A
  /** The mistakes with their places, from the top of the text to its end. Those about a key are placed there, not at its value. */
  readonly place: (
    mistakes: ReadonlyArray<Mistake>,
    isAboutKey?: (mistake: Mistake) => boolean,
  ) => ReadonlyArray<PlacedMistake>
}

/** A form that such a file has. */
export interface Form<A> {
  readonly schema: Schema.Codec<A, unknown>
  /** The keys that there may be at a place. */
  readonly keysAt: (path: ReadonlyArray<string | number>) => ReadonlyArray<string>
}

const unknownKey = "unknown key"
const toIssues = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    if (issue._tag === "UnexpectedKey") return unknownKey
    return issue._tag === "MissingKey" ? "this is missing" : SchemaIssue.defaultLeafHook(issue)
  },
})

type Path = Mistake["path"]

const keyOf = (segment: PropertyKey | { readonly key: PropertyKey }): string | number => {
  const key = typeof segment === "object" ? segment.key : segment
  return typeof key === "symbol" ? String(key) : key
}

const say = (message: string, path: Path, keysAt: Form<unknown>["keysAt"]): string => {
  const name = String(path.at(-1))
  if (message === unknownKey) {
    const known = keysAt(path.slice(0, -1))
    const meant = nearest(name, known)
    const offer = meant === undefined ? `the keys here are ${known.join(", ")}` : `did you mean ${meant}?`
    return `${name} is no key here; ${offer}`
  }
  if (message === "this is missing") return `${name} is missing`
  const at = path.length === 0 ? "" : `${path.join(" / ")}: `
  const hint = message.endsWith(" got null") ? "; where there is nothing, write {} or [], or leave the key out" : ""
  return `${at}${message.charAt(0).toLowerCase()}${message.slice(1)}${hint}`
}

/** Where in the text a path leads: to its key where the path ends at one, else to the value; as far as it can be followed. */
const offsetOf = (document: Document, path: Path, isAboutKey: boolean): number => {
  let offset = document.contents?.range?.[0] ?? 0
  let node: unknown = document.contents
  for (const [at, segment] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (!isCollection(node)) return offset
    const isLast = at === path.length - 1
    const pair = isMap(node)
      ? node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(segment))
      : undefined
    const key = pair !== undefined && isNode(pair.key) ? pair.key : undefined
    const next = isMap(node) ? pair?.value : node.items[Number(segment)]
    if (pair === undefined && (next === undefined || isPair(next))) return offset
    offset = key?.range?.[0] ?? offset
    if (isNode(next) && next.range != null && !(isLast && isAboutKey && key !== undefined)) {
      // The value of a key with nothing behind it is nowhere: its key says where it is missing.
      offset = next.range[0] === next.range[1] ? offset : next.range[0]
    }
    node = next
  }
  return offset
}

const syntaxMistakes = (document: Document) => {
  const loose: Array<{ readonly pos: readonly [number, number]; readonly message: string }> = []
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) {
        loose.push({ pos: [alias.range?.[0] ?? 0, 0], message: `Nothing before this is called &${alias.source}` })
      }
    },
  })
  return [...document.errors, ...document.warnings, ...loose].map(({ message, pos }) => ({
    offset: pos[0],
    message: message.replace("Map keys must be unique", "This key is there twice"),
  }))
}

/** What a text says, or its mistakes, from the top of the text to its end. */
export const readText = <A>(
  text: string,
  { keysAt, schema }: Form<A>,
): Result.Result<ReadText<A>, ReadonlyArray<PlacedMistake>> => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true })
  const placed = (mistakes: ReadonlyArray<{ readonly offset: number; readonly message: string }>) =>
    mistakes
      .toSorted((one, other) => one.offset - other.offset)
      .map(({ message, offset }) => {
        const { col, line } = lines.linePos(offset)
        // Before the first line there is nothing.
        return { line: Math.max(line, 1), column: Math.max(col, 1), message }
      })
  const wrong = syntaxMistakes(document)
  if (wrong.length > 0) return Result.fail(placed(wrong))
  if (document.contents === null) return Result.fail(placed([{ offset: 0, message: "The file is empty" }]))
  const decoded = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error", reportInput: true })(
    document.toJS({ maxAliasCount: 1_000 }),
  )
  if (Result.isFailure(decoded)) {
    const issues = toIssues(decoded.failure.issue).issues.map(({ message, path = [] }) => {
      const keys = path.map(keyOf)
      return { offset: offsetOf(document, keys, message === unknownKey), message: say(message, keys, keysAt) }
    })
    return Result.fail(placed(issues))
  }
  return Result.succeed({
    value: decoded.success,
    place: (mistakes, isAboutKey = () => false) =>
      placed(
        mistakes.map((mistake) => ({
          offset: offsetOf(document, mistake.path, isAboutKey(mistake)),
          message: mistake.message,
        })),
      ),
  })
}
