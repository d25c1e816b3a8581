/**
 * Codecs of what the server sends, as `Received.ts` describes: standard structures,
 * with one transformation around each that keeps what could not be read.
 */
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaGetter from "effect/SchemaGetter"
import { type Received, unread } from "../Received.ts"

/** Marks {@link Odd} values. */
const oddMark = Symbol()

/**
 * A value of another form than described, on its way between its field and `unread`.
 * It is a function because no model describes one, so that none takes it for its own.
 */
interface Odd {
  (): unknown
  readonly [oddMark]: true
}

const oddOf = (value: unknown): Odd => Object.assign(() => value, { [oddMark]: true as const })

const isOdd = (value: unknown): value is Odd => typeof value === "function" && oddMark in value

/** Whatever came: unlike `Unknown`, it stays that where a codec is made one of JSON. */
const Whatever: Schema.Codec<unknown> = Schema.Any

/** Any value at all, as an {@link Odd} one. */
const OddValue = Whatever.pipe(
  Schema.decodeTo(Schema.declare(isOdd), {
    decode: SchemaGetter.transform(oddOf),
    encode: SchemaGetter.transform((odd: Odd) => odd()),
  }),
)

const isAbsent = (value: unknown): boolean => value === null || value === undefined

type Fields = { readonly [field: string]: unknown }

/** An object's own fields and none of its prototype's; `__proto__` is a name like any other. */
const set = (fields: object, name: string, value: unknown): void => {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true })
}

/** Puts odd values aside; those that say nothing are left out. */
export const putAside = SchemaGetter.transform((fields: Fields): Fields & Received => {
  const read: Fields = {}
  const odd: Fields = {}
  for (const [name, value] of Object.entries(fields)) {
    if (!isOdd(value)) set(read, name, value)
    else if (!isAbsent(value())) set(odd, name, value())
  }
  return Object.keys(odd).length === 0 ? read : { ...read, [unread]: odd }
})

/** Puts odd values back; one that has been replaced since is gone. */
export const putBack = SchemaGetter.transform((entity: Fields & Received): Fields => {
  const { [unread]: odd, ...read } = entity
  if (odd === undefined) return read
  const fields: Fields = { ...read }
  for (const [name, value] of Object.entries(odd)) {
    if (!Object.hasOwn(fields, name)) set(fields, name, oddOf(value))
  }
  return fields
})

const rest = [Schema.Record(Schema.String, Whatever)] as const

/** The fields of a model, by name. */
interface EntityFields {
  readonly [field: PropertyKey]: Schema.Codec<unknown, unknown>
}

const lenient = (field: Schema.Codec<unknown, unknown>): Schema.Codec<unknown, unknown> =>
  SchemaAST.isOptional(field.ast) ? Schema.optionalKey(Schema.Union([field, OddValue])) : field

/** Codec of a model of an answer, by the API's name of it. A field that may be absent may also be odd. */
export const entity = <const F extends EntityFields>(
  identifier: string,
  fields: F,
): Schema.Codec<Schema.Struct.Type<F> & Received, unknown> => {
  const anyFields: { readonly [field: string]: Schema.Codec<unknown, unknown> } = fields
  const wire = Schema.StructWithRest(Schema.Struct(Record.map(anyFields, lenient)), rest)
  const model = Schema.StructWithRest(
    Schema.Struct({
      ...Record.map(anyFields, Schema.toType),
      [unread]: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
    }),
    rest,
  ).annotate({ identifier })
  const codec = wire.pipe(Schema.decodeTo(model, { decode: putAside, encode: putBack }))
  // The fields' own types, which the structures above are made of, are known to the caller only.
  return Schema.make<Schema.Codec<Schema.Struct.Type<F> & Received, unknown>>(codec.ast)
}

/** What is left of a list without the items that say nothing. */
export const dropNull = <A>(items: ReadonlyArray<A | null>): ReadonlyArray<A> => items.filter(Predicate.isNotNull)

/** Several of something; a `null` among them says nothing. */
export const list = <A, I>(item: Schema.Codec<A, I>) =>
  Schema.Array(Schema.NullOr(item)).pipe(
    Schema.decodeTo(Schema.Array(Schema.toType(item)), {
      decode: SchemaGetter.transform(dropNull<A>),
      encode: SchemaGetter.passthrough({ strict: false }),
    }),
  )

/** The items that there are; none where there is no list. */
export const itemsOrNone = <A>(items: Option.Option<ReadonlyArray<A | null> | null>): Option.Option<ReadonlyArray<A>> =>
  Option.some(Option.match(items, { onNone: () => [], onSome: (some) => dropNull(some ?? []) }))

/**
 * The entities of a listing; absent, there are none. Each of them has to be right: a
 * listing without one that could not be read would hide who has access.
 */
export const entities = <A, I>(entity: Schema.Codec<A, I>) =>
  Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.NullOr(entity)))).pipe(
    Schema.decodeTo(Schema.Array(Schema.toType(entity)), {
      decode: SchemaGetter.transformOptional(itemsOrNone<A>),
      encode: SchemaGetter.passthrough({ strict: false }),
    }),
  )

/** The values by name that say something. */
export const presentValues = <A>(values: { readonly [name: string]: A | null }): { readonly [name: string]: A } =>
  Record.filter(values, Predicate.isNotNull)

/** Values by name; one that is `null` says nothing. */
export const dictionary = <A, I>(value: Schema.Codec<A, I>) =>
  Schema.Record(Schema.String, Schema.NullOr(value)).pipe(
    Schema.decodeTo(Schema.Record(Schema.String, Schema.toType(value)), {
      decode: SchemaGetter.transform(presentValues<A>),
      encode: SchemaGetter.passthrough({ strict: false }),
    }),
  )
