/**
 * Our side: the table of operations, and the entities by the syntax trees of their schemas.
 */
import { type OperationEntry, operationNames, operations as table, pathOf } from "@org-trust/core/Operation"
import { domains } from "@org-trust/http/Region"
import type * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type { Description, Field, Operation, Parameter, Shape } from "./Description.ts"

const identifierOf = (ast: SchemaAST.AST): string | undefined => {
  const identifier = SchemaAST.resolve(ast)?.["identifier"]
  return typeof identifier === "string" ? identifier : undefined
}

const isAbsent = (ast: SchemaAST.AST): boolean =>
  SchemaAST.isUndefined(ast) || SchemaAST.isNull(ast) || SchemaAST.isVoid(ast) || SchemaAST.isNever(ast)

const mayBeAbsent = (ast: SchemaAST.AST): boolean =>
  SchemaAST.isOptional(ast) || (SchemaAST.isUnion(ast) && ast.types.some(isAbsent))

/** Reads schemas, and collects the models that it meets. */
class Reader {
  readonly models = new Map<string, ReadonlyMap<string, Field>>()

  /** A field reads from, or is written to, its encoded side: optional there is optional. */
  field(ast: SchemaAST.AST): Field {
    return { required: !mayBeAbsent(ast) && !mayBeAbsent(SchemaAST.toEncoded(ast)), shape: this.shape(ast) }
  }

  fields(ast: SchemaAST.Objects): ReadonlyMap<string, Field> {
    // What has a symbol for a name is ours alone: it is not on the wire.
    return new Map(
      ast.propertySignatures.flatMap(({ name, type }) =>
        typeof name === "symbol" ? [] : [[String(name), this.field(type)] as const],
      ),
    )
  }

  shape(ast: SchemaAST.AST, name = identifierOf(ast)): Shape {
    if (SchemaAST.isSuspend(ast)) return this.shape(ast.thunk(), name)
    if (SchemaAST.isString(ast) || SchemaAST.isTemplateLiteral(ast)) return { kind: "text" }
    if (SchemaAST.isNumber(ast)) return { kind: "number" }
    if (SchemaAST.isBoolean(ast)) return { kind: "boolean" }
    if (isAbsent(ast)) return { kind: "nothing" }
    if (SchemaAST.isLiteral(ast)) return { kind: "text", values: [String(ast.literal)] }
    if (SchemaAST.isArrays(ast)) {
      const [element] = [...ast.elements, ...ast.rest]
      return { kind: "list", of: element === undefined ? { kind: "open" } : this.shape(element) }
    }
    if (SchemaAST.isUnion(ast)) return this.union(ast, name)
    if (SchemaAST.isObjects(ast)) return this.object(ast, name)
    if (SchemaAST.isDeclaration(ast)) return this.declaration(ast, name)
    return { kind: "open" }
  }

  /** What is left when the members that stand for nothing, or for anything, are taken away. */
  private union(ast: SchemaAST.Union, name: string | undefined): Shape {
    const shapes = ast.types
      .filter((member) => !isAbsent(member))
      .map((member) => this.shape(member, identifierOf(member) ?? name))
    const told = shapes.filter(({ kind }) => kind !== "open")
    const [first] = told
    if (first === undefined) return { kind: "open" }
    const values = told.flatMap((shape) => (shape.kind === "text" ? (shape.values ?? []) : []))
    if (told.every(({ kind }) => kind === "text"))
      return values.length > 0 ? { kind: "text", values } : { kind: "text" }
    return told.every((shape) => JSON.stringify(shape) === JSON.stringify(first)) ? first : { kind: "open" }
  }

  private object(ast: SchemaAST.Objects, name: string | undefined): Shape {
    const [rest] = ast.indexSignatures
    if (ast.propertySignatures.length === 0) {
      return rest === undefined ? { kind: "open" } : { kind: "record", of: this.shape(rest.type) }
    }
    const model = name ?? `{ ${ast.propertySignatures.map(({ name }) => String(name)).join(", ")} }`
    if (!this.models.has(model)) {
      // It is there before its fields are read, because a model may be in itself.
      this.models.set(model, new Map())
      this.models.set(model, this.fields(ast))
    }
    return { kind: "model", name: model }
  }

  /** A class is declared over its fields; what is declared by itself, such as a moment, is what it is written as. */
  private declaration(ast: SchemaAST.Declaration, name: string | undefined): Shape {
    const fields = ast.typeParameters.find(SchemaAST.isObjects)
    if (fields !== undefined) return this.object(fields, name)
    const encoded = SchemaAST.toEncoded(ast)
    return SchemaAST.isDeclaration(encoded) ? { kind: "open" } : this.shape(encoded, name)
  }
}

const toOperation = (reader: Reader, entry: OperationEntry, path: string): Operation => {
  const { payload, ...others }: { readonly [name: string]: Schema.Top } = entry.input.fields
  const parameters = Object.entries(others).map(([name, { ast }]): [string, Parameter] => {
    const field = reader.field(ast)
    const place = path.includes(`{${name}}`) ? "path" : "query"
    // The SDK's word for how we write a list, too: see `request.ts` of the client.
    return [name, { ...field, place, ...(field.shape.kind === "list" && { format: "multi" }) }]
  })
  return {
    method: entry.method,
    path,
    parameters: new Map(parameters),
    ...(payload !== undefined && { body: reader.field(payload.ast) }),
    response: reader.shape(entry.output.ast),
  }
}

/** What our table, schemas and regions say. */
export const ownTable = (): Description => {
  const reader = new Reader()
  const operations = operationNames.map((name): [string, Operation] => {
    const entry: OperationEntry = table[name]
    return [entry.apiName, toOperation(reader, entry, pathOf(name))]
  })
  return { operations: new Map(operations), models: reader.models, regions: new Map(Object.entries(domains)) }
}
