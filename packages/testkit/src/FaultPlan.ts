/**
 * What is to go wrong, as plain JSON.
 */
import * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type OperationName, operationNames } from "@org-trust/core/Operation"
import { loginOperation } from "@org-trust/http/LoginError"

/**
 * What can go wrong: an operation of the API, or `login`, which is `POST /oauth/token`.
 * @category models
 * @since 0.1.0
 */
export type FaultedOperation = OperationName | typeof loginOperation

const faultedOperations: ReadonlyArray<FaultedOperation> = [...operationNames, loginOperation]
const isFaultedOperation = (name: string): name is FaultedOperation => faultedOperations.some((known) => known === name)

// Days, not years: what is longer is a mistake in the plan.
const maxSeconds = 7 * 86_400
const Seconds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: maxSeconds }))
const Millis = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: maxSeconds * 1000 }))
const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))

const withDefault =
  <S extends Schema.Top & Schema.WithoutConstructorDefault>(value: S["Type"] & S["~type.make.in"]) =>
  (schema: S) =>
    schema.pipe(
      Schema.withDecodingDefaultTypeKey(Effect.succeed(value)),
      Schema.withConstructorDefault(Effect.succeed(value)),
    )

// Whether the request is carried out before the fault, or not at all.
const when = { when: Schema.Literals(["before", "after"]).pipe(withDefault("before")) } as const

const Latency = Schema.Struct({
  type: Schema.tag("latency"),
  minMillis: Millis,
  maxMillis: Millis,
})
  .check(
    Schema.makeFilter(({ maxMillis, minMillis }) =>
      minMillis <= maxMillis ? undefined : { path: ["maxMillis"], issue: `is less than minMillis, ${minMillis}` },
    ),
  )
  .annotate({
    description:
      "The request is handled only after so many milliseconds. Adds up with other latencies and with one other fault.",
  })

const Status = Schema.Struct({
  type: Schema.tag("status"),
  status: Schema.Literals([408, 429, 500, 502, 503, 504]),
  retryAfter: Schema.optionalKey(Schema.Union([Seconds, Schema.Struct({ dateIn: Seconds })])),
  ...when,
}).annotate({
  description:
    'The API\'s own error body with this status. `retryAfter` sets the header `Retry-After`: seconds, or, as `{"dateIn": seconds}`, a date that far from now.',
})

const Reset = Schema.Struct({ type: Schema.tag("reset"), ...when }).annotate({
  description: "The connection is cut without an answer. With `after` it is the answer that is lost.",
})

const Truncated = Schema.Struct({ type: Schema.tag("truncated") }).annotate({
  description: "The first half of the right answer's body, in a complete message. The request has been carried out.",
})

const Garbage = Schema.Struct({ type: Schema.tag("garbage") }).annotate({
  description:
    "The right answer's status, 200 in place of 204, with bytes that are no JSON. The request has been carried out.",
})

const Html = Schema.Struct({
  type: Schema.tag("html"),
  status: Schema.Int.check(
    Schema.isBetween({ minimum: 200, maximum: 599 }),
    Schema.makeFilter((status) => (status !== 204 && status !== 205 && status !== 304) || `${status} has no body`),
  ).pipe(withDefault(502)),
  ...when,
}).annotate({ description: "A proxy's error page in HTML with this status, 502 unless given." })

const ContentType = Schema.Struct({ type: Schema.tag("contentType") }).annotate({
  description: "The right answer, as `text/plain`. The request has been carried out.",
})

const Duplicate = Schema.Struct({ type: Schema.tag("duplicate") }).annotate({
  description: "The request is carried out twice, one right after the other. The first answer is sent.",
})

const ExpiredToken = Schema.Struct({ type: Schema.tag("expiredToken") }).annotate({
  description:
    "401 `bad.credentials`, and the token is forgotten, so that it is refused from then on. The request is not carried out. Not for `login`.",
})

const AnyFault = Schema.Union([Latency, Status, Reset, Truncated, Garbage, Html, ContentType, Duplicate, ExpiredToken])
// A wrong type would otherwise be answered with the structures of all.
/**
 * Something that goes wrong.
 * @category schemas
 * @since 0.1.0
 */
export const Fault = AnyFault.annotate({
  expected: `a fault whose type is ${AnyFault.members.map(({ fields }) => fields.type.schema.literal).join(", ")}`,
})
/**
 * Something that goes wrong.
 * @category models
 * @since 0.1.0
 */
export type Fault = typeof Fault.Type

const FaultedOperation = Schema.String.check(
  Schema.makeFilter(
    (name) => isFaultedOperation(name) || `no operation is called ${JSON.stringify(name)}`,
    undefined,
    // The refinement would only say the same.
    true,
  ),
).pipe(Schema.refine(isFaultedOperation))

/**
 * When something goes wrong.
 * @category schemas
 * @since 0.1.0
 */
export const Rule = Schema.Struct({
  /** Which requests it can hit; all operations of the API, but not `login`, unless given. */
  operations: Schema.optionalKey(Schema.NonEmptyArray(FaultedOperation)),
  /** How likely such a request is hit, from 0 to 1, which is the default. */
  probability: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).pipe(withDefault(1)),
  /** How many requests it hits at most; any number unless given. */
  count: Schema.optionalKey(Count),
  fault: Fault,
}).check(
  Schema.makeFilter(({ fault, operations }) => {
    const at = operations?.indexOf(loginOperation) ?? -1
    return fault.type === "expiredToken" && at !== -1
      ? { path: ["operations", at], issue: "a login has no token that could expire" }
      : undefined
  }),
)
/**
 * When something goes wrong.
 * @category models
 * @since 0.1.0
 */
export type Rule = typeof Rule.Type

/**
 * How many requests a token is good for in a while.
 * @category schemas
 * @since 0.1.0
 */
export const RateLimit = Schema.Struct({
  /** Requests of one token in one window that are let through. */
  limit: Count,
  /** How long a window is; it begins with the first request. */
  windowMillis: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxSeconds * 1000 })).pipe(
    withDefault(60_000),
  ),
})
/**
 * How many requests a token is good for in a while.
 * @category models
 * @since 0.1.0
 */
export type RateLimit = typeof RateLimit.Type

/**
 * What is to go wrong. The same plan and the same order of requests make for the same
 * faults. `FaultPlan.make` fills in the defaults, and throws where a plan is not right.
 * @category schemas
 * @since 0.1.0
 */
export const FaultPlan = Schema.Struct({
  /** Where chance begins. */
  seed: Schema.Int.pipe(withDefault(0)),
  /** Tried in order; what hits first happens, but latencies add up. */
  rules: Schema.Array(Rule).pipe(withDefault([])),
  rateLimit: Schema.optionalKey(RateLimit),
  /** How long changes take until reads see them; at once unless given. */
  settlingMillis: Schema.optionalKey(Millis),
})
/**
 * What is to go wrong.
 * @category models
 * @since 0.1.0
 */
export type FaultPlan = typeof FaultPlan.Type

/**
 * Nothing goes wrong.
 * @category constants
 * @since 0.1.0
 */
export const none: FaultPlan = FaultPlan.make({})

// A key that nobody knows is a misspelt one, and would quietly mean something else.
const decode = Schema.decodeUnknownResult(Schema.fromJsonString(FaultPlan), {
  errors: "all",
  onExcessProperty: "error",
})

/**
 * Reads a plan's text; the failure names each place that is wrong.
 * @category functions
 * @since 0.1.0
 */
export const parse = (json: string): Result.Result<FaultPlan, Schema.SchemaError> => decode(json)
