/**
 * Operations as methods of services: `Trustees.get` of `{ trusteeOrgId }` is the
 * method `get(trusteeOrgId)` of the service `Trustees`. The table says it all: a
 * method takes the parameters of the path one by one, then what else has to be said
 * (the body, or a list of ids), and last, as one object, what may be left out. Where
 * `list` answers a page at a time, `all` and `stream` beside it go through all pages.
 */
import type * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as SchemaAST from "effect/SchemaAST"
import type * as Stream from "effect/Stream"
import type { Invoke } from "./Invoke.ts"
import {
  type OperationEntry,
  type OperationError,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  type Operations,
  operations,
} from "./Operation.ts"
import { requestParts } from "./RequestParts.ts"
import { type AllOptions, listAll, type Page, type PageRequest, streamAll, type StreamOptions } from "./Page.ts"

/**
 * Name of the service that an operation is a method of.
 * @category models
 * @since 0.1.0
 */
export type ServiceOf<K extends OperationName> = K extends `${infer S}.${string}` ? S : never

/**
 * Name of a service: what stands before the point in the names of its operations.
 * @category models
 * @since 0.1.0
 */
export type ServiceName = ServiceOf<OperationName>

type OptionalKey<T> = { [P in keyof T]-?: Record<never, never> extends Pick<T, P> ? P : never }[keyof T]

type InPath<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? [Name, ...InPath<Rest>] : []

type Beside<T, InPath extends ReadonlyArray<unknown>> = Exclude<keyof T, InPath[number] | OptionalKey<T>>

/** One name, or none. More would be a union, which no method's signature fits. */
type AtMostOne<Name> = [Name] extends [never] ? [] : [Name]

type Names<K extends OperationName> = [
  ...InPath<Operations[K]["path"]>,
  ...AtMostOne<Beside<OperationInput<K>, InPath<Operations[K]["path"]>>>,
]

type ValuesOf<T, Names extends ReadonlyArray<unknown>> = { [I in keyof Names]: T[Names[I] & keyof T] }

type Paged = { readonly lists: "page" }

type PagedName = {
  [K in OperationName]: K extends `${string}.list` ? (Operations[K] extends Paged ? K : never) : never
}[OperationName]

type EntityOf<Output> = Output extends Page<infer Entity> ? Entity : never

type Options<T> = [OptionalKey<T>] extends [never] ? [] : [options?: Pick<T, OptionalKey<T>> | undefined]

/**
 * What the method of an operation takes.
 * @category models
 * @since 0.1.0
 */
export type Arguments<K extends OperationName> = [
  ...ValuesOf<OperationInput<K>, Names<K>>,
  ...Options<OperationInput<K>>,
]

/**
 * An operation as a method.
 * @category models
 * @since 0.1.0
 */
export type Method<K extends OperationName> = (
  ...args: Arguments<K>
) => Effect.Effect<OperationOutput<K>, OperationError<K>>

/**
 * The operations of a service as its methods.
 * @category models
 * @since 0.1.0
 */
export type Methods<S extends ServiceName> = {
  readonly [K in OperationName as K extends `${S}.${infer Verb}` ? Verb : never]: Method<K>
}

/**
 * The listings of a service that answer a page at a time, as streams of all entities.
 * @category models
 * @since 0.1.0
 */
export type Streams<S extends ServiceName> = {
  readonly [K in PagedName as K extends `${S}.list` ? "stream" : never]: (
    ...args: [...ValuesOf<OperationInput<K>, Names<K>>, options?: StreamOptions | undefined]
  ) => Stream.Stream<EntityOf<OperationOutput<K>>, OperationError<K>>
}

/**
 * The same listings, with all entities at once.
 * @category models
 * @since 0.1.0
 */
export type Alls<S extends ServiceName> = {
  readonly [K in PagedName as K extends `${S}.list` ? "all" : never]: (
    ...args: [...ValuesOf<OperationInput<K>, Names<K>>, options?: AllOptions | undefined]
  ) => Effect.Effect<ReadonlyArray<EntityOf<OperationOutput<K>>>, OperationError<K>>
}

/**
 * A service whose methods are the operations of the table.
 * @category models
 * @since 0.1.0
 */
export type Service<S extends ServiceName> = Methods<S> & Streams<S> & Alls<S>

/**
 * How a method is called.
 * @category models
 * @since 0.1.0
 */
export interface Signature {
  readonly operation: OperationName
  readonly service: string
  readonly verb: string
  /** The names of what has to be given, in this order. */
  readonly required: ReadonlyArray<string>
  /** The names of what may be left out, which together is the last argument. */
  readonly optional: ReadonlyArray<string>
  /** Whether the service has all entities, and a stream of them, beside the method. */
  readonly isStreamed: boolean
}

const toSignature = ({ input, lists }: OperationEntry, operation: OperationName): Signature => {
  const [service = "", verb = ""] = operation.split(".")
  const { inPath } = requestParts(operation)
  const beside = Object.entries(input.fields).filter(([name]) => !inPath.includes(name))
  const { optional = [], required = [] } = Object.groupBy(beside, ([, { ast }]) =>
    SchemaAST.isOptional(ast) ? "optional" : "required",
  )
  return {
    operation,
    service,
    verb,
    required: [...inPath, ...required.map(([name]) => name)],
    optional: optional.map(([name]) => name),
    isStreamed: lists === "page" && verb === "list",
  }
}

/**
 * How the methods of all operations are called.
 * @category constants
 * @since 0.1.0
 */
export const signatures: { readonly [K in OperationName]: Signature } = Record.map(operations, toSignature)

const signaturesOf = Map.groupBy(Object.values(signatures), ({ service }) => service)

// The types above are made of names that the compiler cannot follow at work: of each function
// with two signatures it checks the second, and a test goes through all operations.

function toInput<K extends OperationName>(signature: Signature, args: ReadonlyArray<unknown>): OperationInput<K>
function toInput({ optional, required }: Signature, args: ReadonlyArray<unknown>): object {
  const options = optional.length === 0 ? undefined : args[required.length]
  const input: { [name: string]: unknown } = Predicate.isObject(options) ? { ...options } : {}
  let at = 0
  for (const name of required) input[name] = args[at++]
  return input
}

const isOptions = (value: unknown): value is StreamOptions => Predicate.isObject(value)

const isStreamed = (signature: Signature): signature is Signature & { readonly operation: PagedName } =>
  signature.isStreamed

/** What goes through all pages of a listing, as a method. */
const throughPages =
  <A>(
    go: (
      list: (page: PageRequest) => Effect.Effect<Page<EntityOf<OperationOutput<PagedName>>>, OperationError<PagedName>>,
    ) => (options: StreamOptions | undefined) => A,
  ) =>
  (signature: Signature & { readonly operation: PagedName }, invoke: Invoke) => {
    const { operation, required } = signature
    return (...args: ReadonlyArray<unknown>) => {
      const values = args.slice(0, required.length)
      const options = args[required.length]
      return go((page) => invoke(operation, toInput<PagedName>(signature, [...values, page])))(
        isOptions(options) ? options : undefined,
      )
    }
  }

const streamOf = throughPages(streamAll)
const allOf = throughPages(listAll)

/**
 * The methods of a service on top of a function that carries out operations.
 * @category functions
 * @since 0.1.0
 */
export function serviceOf<S extends ServiceName>(service: S, invoke: Invoke): Service<S>
export function serviceOf(service: ServiceName, invoke: Invoke): object {
  const methods: { [name: string]: (...args: ReadonlyArray<unknown>) => unknown } = {}
  for (const signature of signaturesOf.get(service) ?? []) {
    const { operation, verb } = signature
    methods[verb] = (...args) => invoke(operation, toInput(signature, args))
    if (isStreamed(signature)) {
      methods["all"] = allOf(signature, invoke)
      methods["stream"] = streamOf(signature, invoke)
    }
  }
  return methods
}

/**
 * Name of the service that an operation is a method of.
 * @category functions
 * @since 0.1.0
 */
export function serviceNameOf<K extends OperationName>(operation: K): ServiceOf<K>
export function serviceNameOf(operation: OperationName): string {
  return signatures[operation].service
}

/**
 * The opposite of {@link serviceOf}, for one operation: calls its method.
 * @category functions
 * @since 0.1.0
 */
export function callMethod<K extends OperationName>(
  methods: Methods<ServiceOf<K>>,
  operation: K,
  input: OperationInput<K>,
): Effect.Effect<OperationOutput<K>, OperationError<K>>
export function callMethod(methods: object, operation: OperationName, input: object): unknown {
  const { optional, required, verb } = signatures[operation]
  const args: Array<unknown> = required.map((name) => Reflect.get(input, name))
  if (optional.length > 0) {
    args.push(
      Object.fromEntries(optional.filter((name) => name in input).map((name) => [name, Reflect.get(input, name)])),
    )
  }
  return Reflect.apply(Reflect.get(methods, verb), methods, args)
}
