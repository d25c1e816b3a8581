/**
 * Codecs of what the server sends, as `Received.ts` describes: standard structures,
 * with one transformation around each that keeps what could not be read.
 */
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaGetter from "effect/SchemaGetter"
import { type Received, unread } from "../Received.ts"
import { compiled } from "./compile.ts"
import { dropNull, isOdd, itemsOrNone, type Odd, oddOf, presentValues, putAside, putBack } from "./leniency.ts"

/** Whatever came: unlike `Unknown`, it stays that where a codec is made one of JSON. */
const Whatever: Schema.Codec<unknown> = Schema.Any

/** Any value at all, as an {@link Odd} one. */
const OddValue = Whatever.pipe(
  Schema.decodeTo(Schema.declare(isOdd), {
    decode: SchemaGetter.transform(oddOf),
    encode: SchemaGetter.transform((odd: Odd) => odd()),
  }),
)

/** Whatever came under a name that is not described; the same goes out again. */
const Undescribed = Whatever.pipe(
  Schema.decodeTo(Whatever, {
    decode: SchemaGetter.passthrough(),
    encode: SchemaGetter.transform((value: unknown) => (isOdd(value) ? value() : value)),
  }),
)

const others = (value: Schema.Codec<unknown>) => [Schema.Record(Schema.String, value)] as const

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
  const wire = Schema.StructWithRest(Schema.Struct(Record.map(anyFields, lenient)), others(Undescribed))
  const model = Schema.StructWithRest(
    Schema.Struct({
      ...Record.map(anyFields, Schema.toType),
      [unread]: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
    }),
    others(Whatever),
  ).annotate({ identifier })
  const codec = wire.pipe(Schema.decodeTo(model, { decode: putAside, encode: putBack }))
  // The fields' own types, which the structures above are made of, are known to the caller only.
  return compiled(Schema.make<Schema.Codec<Schema.Struct.Type<F> & Received, unknown>>(codec.ast))
}

/** Several of something; a `null` among them says nothing. */
export const list = <A, I>(item: Schema.Codec<A, I>) =>
  Schema.Array(Schema.NullOr(item)).pipe(
    Schema.decodeTo(Schema.Array(Schema.toType(item)), {
      decode: SchemaGetter.transform(dropNull<A>),
      encode: SchemaGetter.passthrough({ strict: false }),
    }),
  )

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

/** Values by name; one that is `null` says nothing. */
export const dictionary = <A, I>(value: Schema.Codec<A, I>) =>
  Schema.Record(Schema.String, Schema.NullOr(value)).pipe(
    Schema.decodeTo(Schema.Record(Schema.String, Schema.toType(value)), {
      decode: SchemaGetter.transform(presentValues<A>),
      encode: SchemaGetter.passthrough({ strict: false }),
    }),
  )
