/**
 * A source text with all its mutations built in, one of which is switched on at a time
 * by number: `$mutation.on`. So modules are loaded once, whatever is switched on.
 */
import { type Node, parseSync } from "oxc-parser"
import { childrenOf, isFunction, isNode, isOfTypes } from "../syntax.ts"

/** One place that can be made wrong. */
export interface Mutation {
  /** Number, from 1. */
  readonly id: number
  readonly file: string
  readonly line: number
  readonly kind: "negated" | "moved" | "dropped"
  /** The source that is made wrong, on one line. */
  readonly text: string
}

/** A text with its mutations. */
export interface Mutated {
  readonly source: string
  readonly mutations: ReadonlyArray<Mutation>
}

const comparisons = new Set(["===", "!==", "<", "<=", ">", ">="])
const boundaries = new Map([
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
])
const instants = new Map([
  ["isLessThan", "isLessThanOrEqualTo"],
  ["isLessThanOrEqualTo", "isLessThan"],
  ["isGreaterThan", "isGreaterThanOrEqualTo"],
  ["isGreaterThanOrEqualTo", "isGreaterThan"],
])
const takesPredicate = new Set(["filter", "some", "every", "find", "findLast", "findIndex", "findLastIndex"])

/** Whether what is wrong inside is what is wrong with it. */
const isTransparent = (node: Node): boolean =>
  node.type === "ParenthesizedExpression" || (node.type === "UnaryExpression" && node.operator === "!")

/** Builds all mutations of a file in; the first has the number `from`. */
export const mutate = (file: string, source: string, from: number): Mutated => {
  const mutations: Array<Mutation> = []
  const before = new Map<number, string>()
  const after = new Map<number, string>()
  const replaced: Array<{ readonly start: number; readonly end: number; readonly text: string }> = []

  const note = (node: Node, kind: Mutation["kind"]): number => {
    const id = from + mutations.length
    const line = source.slice(0, node.start).split("\n").length
    const text = source.slice(node.start, node.end).replaceAll(/\s+/g, " ")
    mutations.push({ id, file, line, kind, text: text.length > 90 ? `${text.slice(0, 89)}…` : text })
    return id
  }
  // Nodes are met from the outside in: what is noted later at one place is further inside.
  const wrap = (node: Node, opening: string, closing: string) => {
    before.set(node.start, `${before.get(node.start) ?? ""}${opening}`)
    after.set(node.end, `${closing}${after.get(node.end) ?? ""}`)
  }
  const drop = (node: Node, nothing: string, open: string, close: string) =>
    wrap(node, `...($mutation.is(${note(node, "dropped")}) ? ${nothing} : ${open}`, `${close})`)

  /** Functions whose body is a condition. */
  const predicates = new Set<Node>()
  /** `isCondition`: only whether it is true matters. */
  const visit = (node: Node, isInFunction: boolean, isCondition = false): void => {
    if (isOfTypes(node)) return
    const isComparison = node.type === "BinaryExpression" && comparisons.has(node.operator)
    if (isInFunction && (isComparison || (isCondition && !isTransparent(node)))) {
      wrap(node, `$mutation.negate(${note(node, "negated")}, `, ")")
    }
    if (isInFunction && node.type === "BinaryExpression") {
      const moved = boundaries.get(node.operator)
      if (moved !== undefined) {
        wrap(node, `$mutation.compare(${note(node, "moved")}, "${node.operator}", "${moved}", `, ")")
        const gap = source.slice(node.left.end, node.right.start)
        const at = node.left.end + gap.indexOf(node.operator)
        replaced.push({ start: at, end: at + node.operator.length, text: "," })
      }
    }
    if (isInFunction && node.type === "CallExpression" && node.callee.type === "MemberExpression") {
      const { object, property } = node.callee
      const moved = property.type === "Identifier" ? instants.get(property.name) : undefined
      if (moved !== undefined && object.type === "Identifier") {
        const id = note(node, "moved")
        const here = source.slice(node.callee.start, node.callee.end)
        replaced.push({
          start: node.callee.start,
          end: node.callee.end,
          text: `($mutation.is(${id}) ? ${object.name}.${moved} : ${here})`,
        })
      }
    }
    if (isInFunction && node.type === "ObjectExpression") {
      for (const each of node.properties) {
        if (each.type === "SpreadElement") {
          wrap(each.argument, `($mutation.is(${note(each, "dropped")}) ? {} : `, ")")
        } else if (each.kind === "init") drop(each, "{}", "{ ", " }")
      }
    }
    if (isInFunction && node.type === "ArrayExpression") {
      for (const each of node.elements) {
        if (each === null) continue
        if (each.type === "SpreadElement") {
          wrap(each.argument, `($mutation.is(${note(each, "dropped")}) ? [] : `, ")")
        } else drop(each, "[]", "[", "]")
      }
    }
    const conditions = new Set<Node>()
    if (isCondition && node.type === "ParenthesizedExpression") conditions.add(node.expression)
    if ("test" in node && isNode(node.test) && node.type !== "SwitchCase") conditions.add(node.test)
    if (node.type === "UnaryExpression" && node.operator === "!") conditions.add(node.argument)
    if (node.type === "LogicalExpression" && node.operator !== "??") {
      conditions.add(node.left)
      if (isCondition) conditions.add(node.right)
    }
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
      const { property } = node.callee
      const [first] = node.arguments
      if (property.type === "Identifier" && takesPredicate.has(property.name) && first !== undefined) {
        if (first.type === "ArrowFunctionExpression" && first.body.type !== "BlockStatement") conditions.add(first.body)
      }
    }
    const isWithin = isInFunction || isFunction(node)
    for (const child of childrenOf(node)) {
      if (node.type === "ArrowFunctionExpression" && child === node.body) {
        visit(child, isWithin, predicates.has(node))
      } else visit(child, isWithin, conditions.has(child))
      if (child.type === "ArrowFunctionExpression" && conditions.has(child.body)) predicates.add(child)
    }
  }
  const { program } = parseSync(file, source)
  visit(program, false)

  let text = ""
  const marks = [...new Set([...before.keys(), ...after.keys(), ...replaced.map(({ start }) => start)])].sort(
    (a, b) => a - b,
  )
  let done = 0
  for (const mark of marks) {
    if (mark < done) continue
    text += source.slice(done, mark) + (after.get(mark) ?? "") + (before.get(mark) ?? "")
    const inPlace = replaced.find(({ start }) => start === mark)
    text += inPlace?.text ?? ""
    done = inPlace?.end ?? mark
  }
  return { source: text + source.slice(done), mutations }
}
