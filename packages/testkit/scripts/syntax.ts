/** What scripts that read sources ask of the nodes of their syntax. */
import type { Node } from "oxc-parser"

/** Whether a value is a node of a syntax tree. */
export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value

/** The nodes right below a node. */
export const childrenOf = (node: Node): ReadonlyArray<Node> => Object.values(node).flat().filter(isNode)

/** Whether a node is a function, whose body runs at another time. */
export const isFunction = (node: Node): boolean => /Function/.test(node.type)

// What is left of these once types are taken away.
const keepsValue = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"])

/** Whether nothing is left of a node once types are taken away. */
export const isOfTypes = (node: Node): boolean => node.type.startsWith("TS") && !keepsValue.has(node.type)
