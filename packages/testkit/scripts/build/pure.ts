/**
 * Says of what a module makes while it loads that nobody misses it where it is not used,
 * so that bundlers leave it out, though it stands in one file with what is used.
 */
import { type Node, parseSync } from "oxc-parser"
import { RolldownMagicString } from "rolldown"
import { childrenOf, isFunction, isOfTypes } from "../syntax.ts"

/** What a bundler takes for something that may have an effect. */
const doubtful = new Set(["CallExpression", "NewExpression", "MemberExpression", "SpreadElement", "BinaryExpression"])

const isDoubtful = (node: Node): boolean =>
  !isFunction(node) &&
  !isOfTypes(node) &&
  (doubtful.has(node.type) ||
    (node.type === "TemplateLiteral" && node.expressions.length > 0) ||
    childrenOf(node).some(isDoubtful))

/** The expressions of a statement that are evaluated while the module loads, and whose value has a name. */
const madeBy = (statement: Node): ReadonlyArray<Node> => {
  if (statement.type === "ExportNamedDeclaration")
    return statement.declaration === null ? [] : madeBy(statement.declaration)
  if (statement.type === "VariableDeclaration") {
    return statement.declarations.flatMap(({ init }) =>
      init === null ? [] : init.type === "ClassExpression" ? madeBy(init) : [init],
    )
  }
  if (statement.type !== "ClassDeclaration" && statement.type !== "ClassExpression") return []
  const statics = statement.body.body.flatMap((member) =>
    member.type === "PropertyDefinition" && member.static && member.value !== null ? [member.value] : [],
  )
  return statement.superClass === null ? statics : [statement.superClass, ...statics]
}

/** The same source, where each of them is the result of a function that is marked as pure. */
export const markPure = (file: string, source: string): RolldownMagicString => {
  const { errors, program } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join("; ")}`)
  const text = new RolldownMagicString(source)
  for (const { end, start } of program.body.flatMap(madeBy).filter(isDoubtful)) {
    text.appendLeft(start, "/* @__PURE__ */ (() => (")
    text.prependRight(end, "))()")
  }
  return text
}
