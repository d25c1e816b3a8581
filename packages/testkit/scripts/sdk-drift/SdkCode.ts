/**
 * The code of the vendor's SDK: where its methods send what they are given.
 */
import { type Argument, type Expression, type ObjectExpression, parseSync, Visitor } from "oxc-parser"
import { keyName } from "./SdkTypes.ts"

/** A parameter as the code sends it. */
export interface SentParameter {
  /** Name on the wire. */
  readonly name: string
  /** Name of the argument, or of the option, that it comes from. */
  readonly from: string
  readonly place: "path" | "query" | "header" | "form"
  /** How a list is written: `multi`, `csv`, …. */
  readonly format?: string
}

/** One request of the SDK. */
export interface Call {
  readonly className: string
  /** Name of the method. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly parameters: ReadonlyArray<SentParameter>
  /** What is sent as the body. */
  readonly body?: string
}

const parse = (file: string, text: string) => {
  const { errors, program } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`The SDK's ${file} cannot be read: ${error.message}`)
  return program
}

/** `name`, or `opts['name']`. */
const source = (value: Expression | Argument): string | undefined => {
  if (value.type === "Identifier") return value.name
  return value.type === "MemberExpression" ? keyName(value.property) : undefined
}

const text = (value: Argument | undefined): string | undefined =>
  value?.type === "Literal" && typeof value.value === "string" ? value.value : undefined

const sent = (value: Argument | undefined, place: SentParameter["place"]): ReadonlyArray<SentParameter> => {
  if (value?.type !== "ObjectExpression") return []
  return value.properties.flatMap((property) => {
    if (property.type !== "Property") return []
    const name = keyName(property.key)
    // A list is sent through `buildCollectionParam(list, format)`.
    const [list, format] = property.value.type === "CallExpression" ? property.value.arguments : []
    const from = list === undefined ? source(property.value) : source(list)
    const form = text(format)
    return name === undefined || from === undefined
      ? []
      : [{ name, from, place, ...(form !== undefined && { format: form }) }]
  })
}

/** All requests that a file of the SDK's `api` folder makes. */
export const callsIn = (file: string, code: string): ReadonlyArray<Call> => {
  const calls: Array<Call> = []
  let className = ""
  let name = ""
  new Visitor({
    ClassDeclaration: (node) => {
      className = node.id?.name ?? ""
    },
    MethodDefinition: (node) => {
      name = keyName(node.key) ?? ""
    },
    CallExpression: ({ arguments: given, callee }) => {
      if (callee.type !== "MemberExpression" || keyName(callee.property) !== "callApi") return
      const [pathText, methodText, inPath, query, header, form, body] = given
      const path = text(pathText)
      const method = text(methodText)
      if (path === undefined || method === undefined) return
      const bodySource = body === undefined ? undefined : source(body)
      calls.push({
        className,
        name,
        method,
        path,
        parameters: [
          ...sent(inPath, "path"),
          ...sent(query, "query"),
          ...sent(header, "header"),
          ...sent(form, "form"),
        ],
        ...(bodySource !== undefined && { body: bodySource }),
      })
    },
  }).visit(parse(file, code))
  return calls
}

const entriesOf = ({ properties }: ObjectExpression): ReadonlyArray<readonly [string, string]> =>
  properties.flatMap((property) => {
    if (property.type !== "Property" || property.value.type !== "Literal") return []
    const name = keyName(property.key)
    const { value } = property.value
    return name === undefined || typeof value !== "string" ? [] : [[name, value] as const]
  })

/** The texts by name that a file exports, such as the domains of the regions. */
export const exportedTexts = (file: string, code: string): ReadonlyMap<string, string> =>
  new Map(
    parse(file, code).body.flatMap((statement) =>
      statement.type === "ExportDefaultDeclaration" && statement.declaration.type === "ObjectExpression"
        ? entriesOf(statement.declaration)
        : [],
    ),
  )
