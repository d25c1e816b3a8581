/**
 * Small changes of the model's code, one at a time: every condition negated, every
 * boundary moved, every field that is written into an object left out.
 */
import { readFileSync } from "node:fs"
import { parseSync, Visitor } from "oxc-parser"

/** One change of one file. */
export interface Mutation {
  /** The file, within `packages/core/src/lifecycle`. */
  readonly file: string
  readonly line: number
  readonly kind: "condition negated" | "boundary moved" | "field dropped"
  readonly start: number
  readonly end: number
  /** What stands there. */
  readonly before: string
  /** What is put there. */
  readonly after: string
}

/** Where the model is. */
export const model = new URL("../../../core/src/lifecycle/", import.meta.url)

interface Span {
  readonly start: number
  readonly end: number
}

const opposite: Readonly<Record<string, string>> = { "===": "!==", "!==": "===" }
const moved: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" }

const movedDates: Readonly<Record<string, string>> = {
  isLessThan: "isLessThanOrEqualTo",
  isLessThanOrEqualTo: "isLessThan",
  isGreaterThan: "isGreaterThanOrEqualTo",
  isGreaterThanOrEqualTo: "isGreaterThan",
}

/** All changes of a file's text. */
export const mutationsOf = (file: string, text: string): ReadonlyArray<Mutation> => {
  const found: Array<Mutation> = []
  const add = (kind: Mutation["kind"], { end, start }: Span, after: string) =>
    found.push({
      file,
      line: text.slice(0, start).split("\n").length,
      kind,
      start,
      end,
      before: text.slice(start, end),
      after,
    })
  /** A comparison and a `!` are turned around where they stand, wherever that is. */
  const negate = (test: Span & { readonly type: string; readonly operator?: unknown }) => {
    const isTurned = test.type === "BinaryExpression" || (test.type === "UnaryExpression" && test.operator === "!")
    if (!isTurned) add("condition negated", test, `!(${text.slice(test.start, test.end)})`)
  }
  new Visitor({
    IfStatement: ({ test }) => negate(test),
    ConditionalExpression: ({ test }) => negate(test),
    LogicalExpression: ({ left, operator, right }) => {
      if (operator === "??") return
      for (const operand of [left, right])
        if (operand.type !== "LogicalExpression" && operand.type !== "ObjectExpression") negate(operand)
    },
    UnaryExpression: (node) => {
      if (node.operator === "!") add("condition negated", node, text.slice(node.argument.start, node.argument.end))
    },
    BinaryExpression: (node) => {
      const operators = [opposite, moved].map((table) => table[node.operator])
      const sides = [node.left, node.right].map(({ end, start }) => text.slice(start, end))
      operators.forEach((operator, at) => {
        if (operator === undefined) return
        add(at === 0 ? "condition negated" : "boundary moved", node, sides.join(` ${operator} `))
      })
    },
    MemberExpression: ({ property }) => {
      const other = property.type === "Identifier" ? movedDates[property.name] : undefined
      if (other !== undefined) add("boundary moved", property, other)
    },
    Literal: (node) => {
      if (typeof node.value === "number") add("boundary moved", node, String(node.value + 1))
    },
    ObjectExpression: (node) => {
      for (const property of node.properties) {
        const comma = /^\s*,/.exec(text.slice(property.end))?.[0].length ?? 0
        add("field dropped", { start: property.start, end: property.end + comma }, "")
      }
    },
  }).visit(parseSync(file, text).program)
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/** All changes of some files of the model. */
export const mutationsOfModel = (files: ReadonlyArray<string>): ReadonlyArray<Mutation> =>
  files.flatMap((file) => mutationsOf(file, readFileSync(new URL(file, model), "utf8")))

/** A name by which a change is known when lines move: what it does where. */
export const nameOf = ({ after, before, file, kind }: Mutation): string => {
  const shown = (text: string) => text.replaceAll(/\s+/g, " ").trim()
  return kind === "field dropped" ? `${file}: without ${shown(before)}` : `${file}: ${shown(before)} → ${shown(after)}`
}
