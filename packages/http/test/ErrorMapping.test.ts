import { type OperationEntry, type OperationName, operationNames, operations } from "@org-trust/core/Operation"
import {
  commonErrors,
  Conflict,
  ErrorDetail,
  InvalidRequest,
  Limit,
  MissingAnyPermissions,
  MissingPermissions,
  MissingTrustorPermissions,
  NotAuthorized,
  NotFound,
  PairingIdRequired,
  RateLimited,
  SelfTrustNotAllowed,
  TrustError,
  TrusteeUserRequired,
  Unauthenticated,
  Unavailable,
} from "@org-trust/core/TrustError"
import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { concealNothing } from "../src/internal/Excerpt.ts"
import { fromTrustError } from "@org-trust/http/ErrorResponse"
import { type Received, toTrustError } from "../src/internal/ErrorMapping.ts"
import { maxRetryAfter } from "../src/internal/RetryAfter.ts"

const read = (operation: OperationName, received: Partial<Received>, now = 0) =>
  toTrustError(operation, { status: 500, headers: {}, body: "", ...received }, { now, conceal: concealNothing })

const encode = Schema.encodeSync(Schema.toCodecJson(TrustError))

const Origin = Schema.Struct({ message: Schema.String, correlationId: Schema.optionalKey(Schema.String) })
const Sent = Schema.Struct({
  code: Schema.String.check(Schema.isPattern(/^[a-z]{1,8}\.[a-z]{1,8}$/)),
  subject: Schema.Struct({
    entityId: Schema.optionalKey(Schema.String),
    entityName: Schema.optionalKey(Schema.String),
  }),
  details: Schema.Array(ErrorDetail),
  limit: Schema.Struct({ limit: Schema.optionalKey(Limit) }),
  invalidStatus: Schema.Literals([400, 413, 415]),
  unavailableStatus: Schema.Literals([408, 500, 502, 503, 504]),
  seconds: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 86_400 })),
})

/** Every error that the operation can meet and a server can send. */
const errorsOf = (
  operation: OperationName,
  { correlationId, message }: typeof Origin.Type,
  { code, details, invalidStatus, limit, seconds, subject, unavailableStatus }: typeof Sent.Type,
): ReadonlyArray<TrustError> => {
  const entry: OperationEntry = operations[operation]
  const origin = { operation, message, ...(correlationId === undefined ? undefined : { correlationId }) }
  const permissionsOf = (mode: "ANY" | "ALL") =>
    [entry.permissions, entry.seedPermissions].find((rule) => rule?.mode === mode)?.permissions ?? []
  const all: ReadonlyArray<TrustError> = [
    new InvalidRequest({ ...origin, code, status: invalidStatus, details }),
    new NotAuthorized({ ...origin, code }),
    new Unauthenticated({ ...origin, code }),
    new RateLimited({ ...origin, ...limit, retryAfter: Duration.seconds(seconds) }),
    new RateLimited({ ...origin, ...limit }),
    new Unavailable({ ...origin, reason: "Status", status: unavailableStatus, code }),
    new NotFound({ ...origin, ...subject }),
    new Conflict({ ...origin, ...subject, ...limit, code }),
    new SelfTrustNotAllowed(origin),
    new PairingIdRequired(origin),
    new TrusteeUserRequired(origin),
    new MissingPermissions({ ...origin, permissions: permissionsOf("ALL") }),
    new MissingAnyPermissions({ ...origin, permissions: permissionsOf("ANY") }),
    new MissingTrustorPermissions({ ...origin, permissions: entry.permissions.permissions }),
  ]
  const met = new Set<TrustError["_tag"]>([...commonErrors, ...entry.errors])
  return all.filter(({ _tag }) => met.has(_tag))
}

describe("errors on the wire", () => {
  it.effect.prop("are read back as they were sent", [Schema.Literals(operationNames), Origin, Sent], (values) =>
    Effect.sync(() => {
      for (const error of errorsOf(...values)) {
        const { body, headers, status } = fromTrustError(error)
        const back = read(values[0], { status, headers, body: JSON.stringify(body) })
        assert.strictEqual(back.constructor, error.constructor)
        // Through JSON, which knows no negative zero.
        assert.deepStrictEqual(encode(back), JSON.parse(JSON.stringify(encode(error))))
      }
    }),
  )

  it.each(operationNames)("cover every declared error of %s", (operation) => {
    const sent = errorsOf(
      operation,
      { message: "m" },
      { code: "a.b", subject: {}, details: [], limit: {}, invalidStatus: 400, unavailableStatus: 503, seconds: 1 },
    )
    const entry: OperationEntry = operations[operation]
    for (const tag of entry.errors)
      assert.include(
        sent.map(({ _tag }) => _tag),
        tag,
      )
  })

  it("have the body of the fact sheet", () => {
    const error = new MissingAnyPermissions({
      operation: "Trustees.list",
      message: "no",
      correlationId: "c",
      permissions: ["a:b:c", "d:e:f"],
    })
    assert.deepStrictEqual(fromTrustError(error), {
      status: 403,
      headers: { "inin-correlation-id": "c" },
      body: {
        message: "no",
        code: "missing.any.permissions",
        status: 403,
        messageParams: { permissions: "[a:b:c, d:e:f]" },
        contextId: "c",
        details: [],
        errors: [],
      },
    })
  })

  it("that only a client can meet are sent as server errors", () => {
    const operation = "Trustees.list"
    assert.strictEqual(fromTrustError(new Unavailable({ operation, message: "", reason: "Timeout" })).status, 503)
  })
})

describe("an error answer", () => {
  const body = (fields: object) => JSON.stringify({ message: "m", ...fields })

  it.each([
    ["an error of another operation", "Trustees.list", 400, "self.trust.not.allowed", "InvalidRequest"],
    ["any other 403", "Trustees.list", 403, "not.authorized", "NotAuthorized"],
    ["a permission error that the operation has not", "Trustees.list", 403, "missing.permissions", "NotAuthorized"],
    ["a 404 where nothing is named", "Trustees.list", 404, "not.found", "UnexpectedResponse"],
    ["a 404 with another code", "Trustees.get", 404, "no.route", "UnexpectedResponse"],
    ["a 409 where nothing can be contradicted", "Trustees.list", 409, "general.conflict", "UnexpectedResponse"],
    ["a known code under a wrong status", "Trustees.create", 418, "pairing.id.required", "UnexpectedResponse"],
    ["a 413", "Trustees.create", 413, "request.entity.too.large", "InvalidRequest"],
    ["a 502 with a code", "Trustees.get", 502, "bad.gateway", "Unavailable"],
    ["a redirection", "Trustees.get", 302, "found", "UnexpectedResponse"],
  ] as const)("%s", (_, operation, status, code, tag) => {
    const error = read(operation, { status, body: body({ code }) })
    assert.strictEqual(error._tag, tag)
    if (error._tag === "UnexpectedResponse") assert.strictEqual(error.code, code)
  })

  it("is read although other fields are of a wrong type", () => {
    const error = read("Trustees.create", {
      status: 400,
      body: JSON.stringify({
        message: 7,
        code: "pairing.id.required",
        status: "400",
        messageParams: [],
        contextId: {},
        details: "none",
        errors: [{ errors: 3 }, 4],
        limit: [],
      }),
    })
    assert.strictEqual(error._tag, "PairingIdRequired")
    assert.strictEqual(error.message, "pairing.id.required")
  })

  it("takes the correlation id from the header first, then from the body", () => {
    const received = { status: 401, body: body({ code: "bad.credentials", contextId: "body" }) }
    assert.strictEqual(read("Trustees.list", received).correlationId, "body")
    const headers = { "inin-correlation-id": "header" }
    assert.strictEqual(read("Trustees.list", { ...received, headers }).correlationId, "header")
  })

  it("quotes at most 500 characters", () => {
    const error = read("Trustees.list", { status: 502, body: "<html>".repeat(1000) })
    assert.strictEqual(error._tag, "UnexpectedResponse")
    if (error._tag === "UnexpectedResponse") assert.strictEqual(error.excerpt.length, 500)
  })

  it("does not quote what may be a pairing id", () => {
    const id = "0f6c0000-0000-4000-8000-000000000055"
    const error = read("Pairings.get", { status: 502, body: `${"x".repeat(490)}${id}` })
    assert.strictEqual(error._tag, "UnexpectedResponse")
    if (error._tag === "UnexpectedResponse") assert.notInclude(error.excerpt, id.slice(0, 8))
  })
})

describe("429", () => {
  const retryAfterOf = (value: string, now = 0) => {
    const error = read("Trustees.list", { status: 429, headers: { "retry-after": value }, body: "<html>" }, now)
    return error._tag === "RateLimited" ? error.retryAfter : assert.fail(error._tag)
  }

  it("is recognized by its status alone", () => {
    for (const body of ["", "<html>", "{", "null", '{"code":3}', '{"code":"not.found"}']) {
      assert.strictEqual(read("Trustees.list", { status: 429, body })._tag, "RateLimited")
    }
  })

  it("reads seconds and dates", () => {
    assert.deepStrictEqual(retryAfterOf("42"), Duration.seconds(42))
    assert.deepStrictEqual(retryAfterOf("Thu, 01 Jan 1970 00:01:00 GMT", 15_000), Duration.seconds(45))
    assert.deepStrictEqual(retryAfterOf("Thu, 01 Jan 1970 00:00:10 GMT", 15_000), Duration.seconds(0))
  })

  it("believes no delay beyond a day, and no nonsense", () => {
    assert.deepStrictEqual(retryAfterOf("999999999999999999999"), maxRetryAfter)
    for (const value of ["", "soon", "-1", "1e3", "NaN"]) assert.isUndefined(retryAfterOf(value))
  })
})
