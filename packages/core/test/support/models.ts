/**
 * The models of answers, with a JSON example of each, made from the schemas: whatever is
 * added to a schema is in the examples too.
 */
import * as Audit from "@org-trust/core/Audit"
import * as CareTrust from "@org-trust/core/CareTrust"
import * as ClonedUser from "@org-trust/core/ClonedUser"
import * as Division from "@org-trust/core/Division"
import * as Group from "@org-trust/core/Group"
import { operationNames, operations } from "@org-trust/core/Operation"
import * as Organization from "@org-trust/core/Organization"
import * as Pairing from "@org-trust/core/Pairing"
import * as Role from "@org-trust/core/Role"
import * as Trustee from "@org-trust/core/Trustee"
import * as Trustor from "@org-trust/core/Trustor"
import * as TrustUser from "@org-trust/core/TrustUser"
import * as User from "@org-trust/core/User"
import * as UserAuthorization from "@org-trust/core/UserAuthorization"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"

/** A codec of a model. */
export type Model = Schema.Codec<unknown, unknown>

const modules = [
  Audit,
  CareTrust,
  ClonedUser,
  Division,
  Group,
  Organization,
  Pairing,
  Role,
  Trustee,
  Trustor,
  TrustUser,
  User,
  UserAuthorization,
]

/** What a codec reads first: the outermost structure of the JSON. */
const wireOf = (ast: SchemaAST.AST): SchemaAST.AST => {
  const to = ast.encoding?.at(-1)?.to
  return to === undefined ? ast : wireOf(to)
}

const isModel = (value: unknown): value is Model =>
  Schema.isSchema(value) && value.ast._tag === "Objects" && value.ast.encoding !== undefined

const named: ReadonlyArray<readonly [name: string, value: unknown]> = [
  ...modules.flatMap((module) => Object.entries<unknown>(module)),
  ...operationNames.map((name) => [name, operations[name].output] as const),
]

/** All models of answers, each once; pages and listings by the operation that answers them. */
export const models: ReadonlyArray<readonly [name: string, model: Model]> = named.flatMap(([name, value], at) =>
  isModel(value) && named.findIndex(([, other]) => other === value) === at ? [[name, value] as const] : [],
)

/** A place in a JSON value. */
export type Path = ReadonlyArray<string | number>

/** What can be at a place. */
export interface Place {
  readonly path: Path
  readonly kind: "object" | "optional field" | "required field" | "item"
}

interface Example {
  readonly json: unknown
  readonly places: ReadonlyArray<Place>
}

const uuid = "11111111-2222-4333-8444-555555555555"

const exampleOf = (given: SchemaAST.AST, path: Path, depth: number): Example => {
  const plain = (json: unknown): Example => ({ json, places: [] })
  const ast = wireOf(given)
  switch (ast._tag) {
    case "String":
      if (given._tag === "Declaration") return plain("2026-01-02T03:04:05.006Z")
      return plain(ast.checks === undefined ? "text" : uuid)
    case "Number":
      return plain(7)
    case "Boolean":
      return plain(true)
    case "Literal":
      return plain(ast.literal)
    case "Unknown":
      return plain({ any: [1, null, { json: "there is" }] })
    case "Suspend":
      return exampleOf(ast.thunk(), path, depth)
    case "Union": {
      const [first] = ast.types
      if (first === undefined) throw new Error(`nothing can be at ${path.join(".")}`)
      return exampleOf(first, path, depth)
    }
    case "Arrays": {
      const [item] = ast.rest
      if (item === undefined || depth > 8) return plain([])
      const { json, places } = exampleOf(item, [...path, 0], depth + 1)
      return { json: [json], places: [{ path: [...path, 0], kind: "item" }, ...places] }
    }
    case "Objects": {
      if (ast.propertySignatures.length === 0) return plain({ flag: true })
      const fields = ast.propertySignatures.map(({ name, type }) => {
        const at = [...path, String(name)]
        const example = exampleOf(type, at, depth + 1)
        const isOptional = type.context?.isOptional === true
        return { at, example, name: String(name), kind: isOptional ? "optional field" : "required field" } as const
      })
      return {
        json: Object.fromEntries(fields.map(({ example, name }) => [name, example.json])),
        places: [
          { path, kind: "object" },
          ...fields.flatMap(({ at, example, kind }) => [{ path: at, kind }, ...example.places]),
        ],
      }
    }
    default:
      throw new Error(`no example of ${ast._tag} at ${path.join(".")}`)
  }
}

/** An example of a model with every field there, and all places in it. */
export const example = (model: Model): Example => exampleOf(model.ast, [], 0)

/** The value with another one at a place; without anything there where that is `undefined`. */
export const withAt = (value: unknown, [key, ...path]: Path, change: (before: unknown) => unknown): unknown => {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, at) => {
      if (at !== key) return [item]
      const changed = withAt(item, path, change)
      return changed === undefined ? [] : [changed]
    })
  }
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
      if (name !== key) return [[name, field]]
      const changed = withAt(field, path, change)
      return changed === undefined ? [] : [[name, changed]]
    }),
  )
}

/** The value at a place. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), value)
