/**
 * Makes closures that read values, one for each node of a schema. They come to what
 * Effect's own decoder comes to, several times as fast: a structure goes through the
 * fields that came instead of those that could have come, and what needs no change is
 * handed on as it is. No function is made of text, so no content security policy minds.
 * The error for what cannot be read is still Effect's own.
 *
 * What is handed on may be part of the input: nobody may change that later.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import { invalid, missing, set } from "effect/schema/SchemaCompiler"
import { dropNull, itemsOrNone, oddOf, presentValues, putAside, putBack } from "./leniency.ts"
import { parseOf } from "./parsing.ts"
import { type Field, type Read, readDictionary, readEntity, readList, writeEntity } from "./structures.ts"

/** What asks for nothing else. */
const defaults: SchemaAST.ParseOptions = {}

/** Not a closure: Effect's own decoder has to read it. */
type Maybe = Read | undefined

const made = new WeakMap<SchemaAST.AST, { readonly read: Maybe }>()

/** Makes the closure of a node; none where it is of a kind that is not made for here. */
export const compile = (ast: SchemaAST.AST): Maybe => {
  const known = made.get(ast)
  if (known !== undefined) return known.read
  const read = compileNode(ast)
  made.set(ast, { read })
  return read
}

const compileNode = (ast: SchemaAST.AST): Maybe => {
  if (ast.encoding === undefined) return checked(ast, compilePlain(ast))
  const [link, ...more] = ast.encoding
  return more.length === 0 ? compileLink(ast, link) : undefined
}

/** A closure that also makes the checks of its node. */
const checked = (ast: SchemaAST.AST, read: Maybe): Maybe => {
  const { checks } = ast
  if (read === undefined || checks === undefined) return read
  const filters = checks.flatMap(filtersOf)
  return (value) => {
    const result = read(value)
    if (result === invalid) return invalid
    for (const filter of filters) {
      if (filter.run(result, ast, defaults) !== undefined) return invalid
    }
    return result
  }
}

const filtersOf = (check: SchemaAST.Check<unknown>): ReadonlyArray<SchemaAST.Filter<unknown>> =>
  check._tag === "Filter" ? [check] : check.checks.flatMap(filtersOf)

const string: Read = (value) => (typeof value === "string" ? value : invalid)
const number: Read = (value) => (typeof value === "number" ? value : invalid)
const boolean: Read = (value) => (typeof value === "boolean" ? value : invalid)
const anything: Read = (value) => value

/** A node without the transformation that leads to it. */
const compilePlain = (ast: SchemaAST.AST): Maybe => {
  switch (ast._tag) {
    case "String":
      return string
    case "Number":
      return number
    case "Boolean":
      return boolean
    case "Unknown":
    case "Any":
      return anything
    case "Null":
      return (value) => (value === null ? value : invalid)
    case "Literal": {
      const { literal } = ast
      return (value) => (value === literal ? value : invalid)
    }
    case "Suspend": {
      // Its node may be the one that is being made.
      let read: Maybe
      return (value) => (read ??= compile(ast.thunk()) ?? never)(value)
    }
    case "Union":
      return compileUnion(ast)
    case "Arrays": {
      const [item, ...more] = ast.rest
      const read = item === undefined || more.length + ast.elements.length > 0 ? undefined : compile(item)
      return read && readList(read, false)
    }
    case "Declaration":
      return compileDeclaration(ast)
    default:
      return undefined
  }
}

/** What nothing is read by. */
const never: Read = () => invalid

const isPlainString = (ast: SchemaAST.AST): boolean =>
  ast._tag === "String" && ast.checks === undefined && ast.encoding === undefined

const isStringLiteral = (ast: SchemaAST.AST): boolean =>
  (ast._tag === "Literal" && typeof ast.literal === "string") ||
  (ast._tag === "Union" && ast.checks === undefined && ast.types.every(isStringLiteral))

const compileUnion = ({ options, types }: SchemaAST.Union): Maybe => {
  // An enumeration that may grow.
  if (types.some(isPlainString) && types.every((type) => isPlainString(type) || isStringLiteral(type))) return string
  const reads = types.flatMap((type) => compile(type) ?? [])
  if (reads.length < types.length || options?.mode === "oneOf") return undefined
  return (value) => {
    for (const read of reads) {
      const result = read(value)
      if (result !== invalid) return result
    }
    return invalid
  }
}

/** A type of its own, which its own check knows. */
const compileDeclaration = (ast: SchemaAST.Declaration): Maybe => {
  if (ast.typeParameters.length > 0) return undefined
  const parse = ast.run([])
  return (value) => {
    const result = parse(value, ast, defaults)
    return Exit.isExit(result) && Exit.isSuccess(result) ? result.value : invalid
  }
}

/** What a union is in the first place: it is `null`, or odd, in the second. */
const mainOf = (ast: SchemaAST.AST | undefined): SchemaAST.AST | undefined =>
  ast?._tag === "Union" ? ast.types[0] : ast

/** The function of a getter that transforms what is there. */
const transformOf = (getter: { readonly _tag: string; readonly transform?: unknown }): unknown => getter.transform

const transformationOf = (ast: SchemaAST.AST | undefined) => {
  const transformation = ast?.encoding?.[0].transformation
  return transformation?._tag === "Transformation" ? transformation : undefined
}

/** Whether a field may be odd, in the one direction or the other. */
const isLenient = (ast: SchemaAST.AST): boolean => {
  if (ast._tag !== "Union") return false
  const odd = transformationOf(ast.types[1])
  return odd !== undefined && (transformOf(odd.decode) === oddOf || transformOf(odd.encode) === oddOf)
}

const none = (): ReadonlyArray<unknown> => []

const compileFields = (ast: SchemaAST.AST): ReadonlyMap<string, Field> | undefined => {
  if (ast._tag !== "Objects") return undefined
  const fields = new Map<string, Field>()
  for (const { name, type } of ast.propertySignatures) {
    const isOptional = isLenient(type)
    const field = isOptional ? mainOf(type) : type
    const read = field && compile(field)
    if (read === undefined) return undefined
    const decode = transformationOf(type)?.decode
    const mayMiss = decode !== undefined && transformOf(decode) === itemsOrNone
    fields.set(String(name), { position: fields.size, read, isOptional, ...(mayMiss && { missing: none }) })
  }
  return fields
}

const compileList = (ast: SchemaAST.AST | undefined, skipsNull: boolean): Maybe => {
  const item = ast?._tag === "Arrays" ? mainOf(ast.rest[0]) : undefined
  const read = item && compile(item)
  return read && readList(read, skipsNull)
}

const compileDictionary = (ast: SchemaAST.AST, skipsNull: boolean): Maybe => {
  const value = ast._tag === "Objects" ? mainOf(ast.indexSignatures[0]?.type) : undefined
  const read = value && compile(value)
  return read && readDictionary(read, skipsNull)
}

/** A node with the transformation that leads to it. */
const compileLink = (ast: SchemaAST.AST, { to, transformation }: SchemaAST.Link): Maybe => {
  if (transformation._tag !== "Transformation") return undefined
  const { decode } = transformation
  if (decode === putAside) {
    const fields = compileFields(to)
    return fields && readEntity(fields)
  }
  if (decode === putBack) {
    const fields = compileFields(ast)
    return fields && writeEntity(fields)
  }
  const parse = parseOf(decode)
  if (parse !== undefined) return (value) => (typeof value === "string" ? (parse(value) ?? invalid) : invalid)
  const transform = transformOf(decode)
  if (transform === dropNull) return compileList(to, true)
  if (transform === presentValues) return compileDictionary(to, true)
  if (transform === itemsOrNone) {
    const read = compileList(mainOf(to), true)
    return read && ((value) => (value === null ? [] : read(value)))
  }
  // The way back of the three.
  if (decode._tag === "Passthrough") return compileList(mainOf(ast), false) ?? compileDictionary(ast, false)
  const read = compile(to)
  if (read === undefined || decode._tag !== "Transform") return undefined
  return checked(ast, (value) => {
    const result = read(value)
    return result === invalid ? invalid : decode.transform(result)
  })
}

/** Whether these options ask for more than the closures look at. */
const asksForMore = ({ disableChecks, onExcessProperty }: SchemaAST.ParseOptions): boolean =>
  disableChecks === true || onExcessProperty === "error"

/**
 * Has whoever decodes with this codec, or a codec that contains it, read by closures,
 * which are made when they are first needed.
 */
export const compiled = <S extends Schema.Top>(codec: S): S => {
  const { ast } = codec
  set(ast, {
    get decode() {
      const read = compile(ast)
      if (read === undefined) return undefined
      return (input: unknown, options: SchemaAST.ParseOptions) => (asksForMore(options) ? invalid : read(input))
    },
    get decodeEffect() {
      // The same node once more, for which nothing is set.
      const own = SchemaParser.decodeUnknownEffect(codec.annotate({}))
      return (input: unknown, options: SchemaAST.ParseOptions) =>
        input === missing ? Effect.succeed(input) : own(input, options)
    },
  })
  return codec
}

/** As `Schema.encodeUnknownSync`, by closures: for who writes answers. */
export const encoderOf = <A, I>(codec: Schema.Codec<A, I>): ((value: unknown) => I) => {
  compiled(Schema.flip(codec))
  return Schema.encodeUnknownSync(codec)
}
