/**
 * What a request asks for, read from its path, its query and its body as the table lays
 * them out.
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { type OperationInput, type OperationName, operations } from "@org-trust/core/Operation"
import type { InvalidRequest } from "@org-trust/core/TrustError"
import { type Fields, requestSchemas } from "@org-trust/http/RequestSchemas"
import { toInvalidRequest } from "./InvalidInput.ts"

/** A request, cut into its parts. */
export interface Written {
  readonly params: { readonly [name: string]: string | undefined }
  readonly query: { readonly [name: string]: string | ReadonlyArray<string> }
  /** Empty where there is none. */
  readonly body: string
}

/** Reads the input of an operation; `correlationId` is that of the refusal. */
export type ReadInput<K extends OperationName> = (
  written: Written,
  correlationId: string,
) => Result.Result<OperationInput<K>, InvalidRequest>

type Decoded = Result.Result<{ readonly [name: string]: unknown }, Schema.SchemaError>

// A caller is told everything that is wrong with a part, not only the first thing.
const options = { errors: "all" } as const

const nothing: Decoded = Result.succeed({})

const ofPath = (fields: Fields | undefined): ((written: Written) => Decoded) => {
  if (fields === undefined) return () => nothing
  const decode = Schema.decodeUnknownResult(Schema.Struct(fields), options)
  return ({ params }) => decode(params)
}

const pageParameters = ["pageSize", "pageNumber"] as const

/** Whether a text is an int32, as the API's documents say that page parameters are. */
const isInt32 = (text: string): boolean =>
  /^[+-]?\d+$/.test(text) && Number(text) >= -2_147_483_648 && Number(text) <= 2_147_483_647

const ofQuery = (fields: Fields | undefined): ((written: Written) => Decoded) => {
  if (fields === undefined) return () => nothing
  const codec = Schema.toCodecArrayFromSingle(Schema.toCodecStringTree(Schema.Struct(fields)))
  const decode = Schema.decodeUnknownResult(codec, options)
  const numbers = pageParameters.filter((name) => Object.hasOwn(fields, name))
  return ({ query }) => {
    const odd = numbers.filter((name) => {
      const written = query[name]
      return typeof written === "string" && !isInt32(written)
    })
    // What JavaScript would take for a number, such as `1e0`, is none to the API.
    return decode(odd.length === 0 ? query : { ...query, ...Object.fromEntries(odd.map((name) => [name, "no int32"])) })
  }
}

const noJson = Result.fail(
  new Schema.SchemaError(new SchemaIssue.InvalidValue({ message: "Expected a valid JSON body" })),
)

const parse = Option.liftThrowable((body: string): unknown => (body === "" ? undefined : JSON.parse(body)))

const ofBody = (payload: Schema.Codec<unknown, unknown> | undefined): ((written: Written) => Decoded) => {
  if (payload === undefined) return () => nothing
  const decode = Schema.decodeUnknownResult(Schema.toCodecJson(payload), options)
  return ({ body }) =>
    Option.match(parse(body), {
      onNone: () => noJson,
      onSome: (value) => Result.map(decode(value), (decoded) => ({ payload: decoded })),
    })
}

const dateFields: ReadonlySet<string> = new Set(["dateExpired", "startDate", "endDate"])

const codeOf = (fieldName: string): string => (dateFields.has(fieldName) ? "invalid.date" : "bad.request")

const queryCodeOf = (fieldName: string): string => (dateFields.has(fieldName) ? "invalid.date" : "invalid.value")

/**
 * How the requests of an operation are read. What is wrong is a 400 in the API's own
 * form: `invalid.value` for a query parameter, `invalid.date` for a date, else
 * `bad.request`; `details` names the field. The first part that is wrong is told: the
 * path, the query, the body.
 */
export const makeReadInput = <K extends OperationName>(operation: K): ReadInput<K> => {
  const { params, payload, query } = requestSchemas(operation)
  const [readPath, readQuery, readBody] = [ofPath(params), ofQuery(query), ofBody(payload)]
  // Each part is right by now, so this only says so to the compiler.
  const asInput = Schema.decodeUnknownResult(Schema.toType(operations[operation].input))
  return (written, correlationId) => {
    const refuse = (what: string, code: (fieldName: string) => string) => (error: Schema.SchemaError) =>
      toInvalidRequest({ operation, correlationId }, error, what, code)
    const path = readPath(written)
    if (Result.isFailure(path)) return Result.mapError(path, refuse("body", codeOf))
    const query = readQuery(written)
    if (Result.isFailure(query)) return Result.mapError(query, refuse("query", queryCodeOf))
    const body = readBody(written)
    if (Result.isFailure(body)) return Result.mapError(body, refuse("body", codeOf))
    return Result.mapError(asInput({ ...query.success, ...path.success, ...body.success }), refuse("body", codeOf))
  }
}
