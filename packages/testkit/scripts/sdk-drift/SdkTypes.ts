/**
 * The type declarations of the vendor's SDK: what its methods take and give back, and its models.
 */
import { type Expression, parseSync, type PropertyKey, type TSInterfaceDeclaration, type TSSignature } from "oxc-parser"
import type { Statement, TSType, TSTypeName } from "oxc-parser"
import type { Field, Shape } from "./Description.ts"

/** What the types say of one method. */
export interface MethodTypes {
  /** By name: those with a place of their own, and those of the options. */
  readonly parameters: ReadonlyMap<string, Field>
  readonly response: Shape
}

/** The declarations of the SDK. */
export interface SdkTypes {
  /** A method by its class and name. */
  readonly method: (className: string, name: string) => MethodTypes | undefined
  /** The models that the methods asked for so far reach. */
  readonly models: ReadonlyMap<string, ReadonlyMap<string, Field>>
}

/** The name that a key is, if it is one. */
export const keyName = (key: PropertyKey | Expression): string | undefined => {
  if (key.type === "Identifier") return key.name
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined
}

/** `Models.Trustee` is `Trustee`. */
const lastName = (name: TSTypeName): string | undefined => {
  if (name.type === "Identifier") return name.name
  return name.type === "TSQualifiedName" ? name.right.name : undefined
}

/** The last argument of every method: headers and the like, which are no parameter of the operation. */
const ofTheTransport = new Set(["customHeaders"])

type Declaration = TSInterfaceDeclaration | Extract<Statement, { type: "TSTypeAliasDeclaration" | "TSEnumDeclaration" }>

const isDeclaration = (statement: Statement): statement is Declaration =>
  statement.type === "TSInterfaceDeclaration" ||
  statement.type === "TSTypeAliasDeclaration" ||
  statement.type === "TSEnumDeclaration"

/** The declarations of a namespace by name. */
const declarationsOf = (statements: ReadonlyArray<Statement>): Map<string, Declaration> => {
  const declared = statements.flatMap((statement) => {
    const inner = statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement
    return isDeclaration(inner) ? [inner] : []
  })
  return new Map(declared.map((declaration) => [declaration.id.name, declaration]))
}

/** Reads types, and collects the models that it meets. */
class Reader {
  readonly models = new Map<string, ReadonlyMap<string, Field>>()
  private readonly declared: ReadonlyMap<string, Declaration>

  constructor(declared: ReadonlyMap<string, Declaration>) {
    this.declared = declared
  }

  shape(type: TSType): Shape {
    switch (type.type) {
      case "TSStringKeyword":
        return { kind: "text" }
      case "TSNumberKeyword":
        return { kind: "number" }
      case "TSBooleanKeyword":
        return { kind: "boolean" }
      case "TSVoidKeyword":
      case "TSNullKeyword":
      case "TSUndefinedKeyword":
        return { kind: "nothing" }
      case "TSArrayType":
        return { kind: "list", of: this.shape(type.elementType) }
      case "TSParenthesizedType":
        return this.shape(type.typeAnnotation)
      case "TSLiteralType":
        return type.literal.type === "Literal" && typeof type.literal.value === "string"
          ? { kind: "text", values: [type.literal.value] }
          : { kind: "open" }
      case "TSUnionType":
        return this.union(type.types.map((member) => this.shape(member)))
      case "TSTypeLiteral":
        return this.literal(type.members)
      case "TSTypeReference":
        return this.reference(lastName(type.typeName), type.typeArguments?.params ?? [])
      default:
        return { kind: "open" }
    }
  }

  fields(members: ReadonlyArray<TSSignature>): ReadonlyMap<string, Field> {
    const fields = new Map<string, Field>()
    for (const member of members) {
      if (member.type !== "TSPropertySignature") continue
      const name = keyName(member.key)
      const type = member.typeAnnotation?.typeAnnotation
      if (name === undefined || ofTheTransport.has(name)) continue
      fields.set(name, { required: !member.optional, shape: type === undefined ? { kind: "open" } : this.shape(type) })
    }
    return fields
  }

  private union(members: ReadonlyArray<Shape>): Shape {
    const told = members.filter(({ kind }) => kind !== "nothing")
    const [first] = told
    if (first !== undefined && told.length === 1) return first
    const values = told.flatMap((shape) => (shape.kind === "text" ? (shape.values ?? []) : []))
    return told.every(({ kind }) => kind === "text") ? { kind: "text", values } : { kind: "open" }
  }

  private literal(members: ReadonlyArray<TSSignature>): Shape {
    const index = members.find((member) => member.type === "TSIndexSignature")
    return index === undefined
      ? { kind: "open" }
      : { kind: "record", of: this.shape(index.typeAnnotation.typeAnnotation) }
  }

  private reference(name: string | undefined, parameters: ReadonlyArray<TSType>): Shape {
    const last = parameters.at(-1)
    if (name === "Promise" && last !== undefined) return this.shape(last)
    if ((name === "Array" || name === "ReadonlyArray") && last !== undefined)
      return { kind: "list", of: this.shape(last) }
    if (name === "Record" && last !== undefined) return { kind: "record", of: this.shape(last) }
    if (name === "Date") return { kind: "text" }
    const declaration = name === undefined ? undefined : this.declared.get(name)
    if (name === undefined || declaration === undefined) return { kind: "open" }
    if (declaration.type === "TSTypeAliasDeclaration") return this.shape(declaration.typeAnnotation)
    if (declaration.type === "TSEnumDeclaration") {
      const values = declaration.body.members.flatMap(({ initializer, id }) => {
        const value = initializer === null ? undefined : keyName(initializer)
        return [value ?? (id.type === "TemplateLiteral" ? "" : (keyName(id) ?? ""))]
      })
      return { kind: "text", values }
    }
    this.model(name, declaration)
    return { kind: "model", name }
  }

  private model(name: string, declaration: TSInterfaceDeclaration): void {
    if (this.models.has(name)) return
    // It is there before its fields are read, because a model may be in itself.
    this.models.set(name, new Map())
    const inherited = declaration.extends.flatMap(({ expression }) => {
      const parent = expression.type === "MemberExpression" ? keyName(expression.property) : keyName(expression)
      this.reference(parent, [])
      return [...(this.models.get(parent ?? "") ?? [])]
    })
    this.models.set(name, new Map([...inherited, ...this.fields(declaration.body.body)]))
  }
}

/** Reads the text of the declarations (`index.d.ts`). */
export const readTypes = (text: string): SdkTypes => {
  const { errors, program } = parseSync("index.d.ts", text, { lang: "dts" })
  const [error] = errors
  if (error !== undefined) throw new Error(`The SDK's types cannot be read: ${error.message}`)
  const classes = new Map(
    program.body.flatMap((statement) => {
      const inner = statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement
      return inner.type === "ClassDeclaration" && inner.id !== null ? [[inner.id.name, inner] as const] : []
    }),
  )
  const namespaces = new Map(
    program.body.flatMap((statement) =>
      statement.type === "TSModuleDeclaration" && statement.id.type === "Identifier"
        ? [[statement.id.name, declarationsOf(statement.body?.body ?? [])] as const]
        : [],
    ),
  )
  const reader = new Reader(namespaces.get("Models") ?? new Map<string, Declaration>())

  const method: SdkTypes["method"] = (className, name) => {
    const found = classes
      .get(className)
      ?.body.body.find(
        (member) => member.type.endsWith("MethodDefinition") && "key" in member && keyName(member.key) === name,
      )
    if (found === undefined || !("value" in found) || found.value === null || !("params" in found.value))
      return undefined
    const parameters = new Map<string, Field>()
    for (const parameter of found.value.params) {
      if (parameter.type !== "Identifier" || parameter.name === "opts") continue
      const type = parameter.typeAnnotation?.typeAnnotation
      const shape: Shape = type === undefined ? { kind: "open" } : reader.shape(type)
      parameters.set(parameter.name, { required: true, shape })
    }
    const options = namespaces.get(className)?.get(`${name}Options`)
    if (options?.type === "TSInterfaceDeclaration") {
      for (const [option, field] of reader.fields(options.body.body)) parameters.set(option, field)
    }
    const returned = "returnType" in found.value ? found.value.returnType?.typeAnnotation : undefined
    return { parameters, response: returned === undefined ? { kind: "open" } : reader.shape(returned) }
  }
  return { method, models: reader.models }
}
