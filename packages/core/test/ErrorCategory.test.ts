import { assert, describe, it } from "@effect/vitest"
import { type OperationError, type OperationName, operationNames, operations, tagsOf } from "@org-trust/core/Operation"
import * as ErrorCategory from "@org-trust/core/ErrorCategory"
import * as TrustError from "@org-trust/core/TrustError"
import * as Effect from "effect/Effect"

const operation = "Trustees.get"
const message = "for the test"
const permissions = ["authorization:orgTrustee:view"]

/** One failure of each kind: a kind without one does not compile. */
const samples: { readonly [T in TrustError.Tag]: TrustError.Tagged<T> } = {
  InvalidRequest: new TrustError.InvalidRequest({ operation, message, code: "bad.request", status: 400, details: [] }),
  NotFound: new TrustError.NotFound({ operation, message }),
  Conflict: new TrustError.Conflict({ operation, message, code: "general.conflict" }),
  SelfTrustNotAllowed: new TrustError.SelfTrustNotAllowed({ operation, message }),
  PairingIdRequired: new TrustError.PairingIdRequired({ operation, message }),
  TrusteeUserRequired: new TrustError.TrusteeUserRequired({ operation, message }),
  MissingPermissions: new TrustError.MissingPermissions({ operation, message, permissions }),
  MissingAnyPermissions: new TrustError.MissingAnyPermissions({ operation, message, permissions }),
  MissingTrustorPermissions: new TrustError.MissingTrustorPermissions({ operation, message, permissions }),
  NotAuthorized: new TrustError.NotAuthorized({ operation, message, code: "not.authorized" }),
  Unauthenticated: new TrustError.Unauthenticated({ operation, message, code: "bad.credentials" }),
  RateLimited: new TrustError.RateLimited({ operation, message }),
  Unavailable: new TrustError.Unavailable({ operation, message, reason: "Transport" }),
  UnexpectedResponse: new TrustError.UnexpectedResponse({ operation, message, status: 200, excerpt: "<html>" }),
  UnknownOutcome: new TrustError.UnknownOutcome({
    operation,
    message,
    cause: new TrustError.Unavailable({ operation, message, reason: "Timeout" }),
    attempts: 1,
  }),
}

const categories = [
  { name: "denials", tags: ErrorCategory.denials, is: ErrorCategory.isDenial },
  { name: "absences", tags: ErrorCategory.absences, is: ErrorCategory.isAbsence },
  { name: "conflicts", tags: ErrorCategory.conflicts, is: ErrorCategory.isConflict },
  { name: "invalidRequests", tags: ErrorCategory.invalidRequests, is: ErrorCategory.isInvalidRequest },
  { name: "passing", tags: ErrorCategory.passing, is: ErrorCategory.isPassing },
]

const fails = <K extends OperationName>(error: OperationError<K>): Effect.Effect<string, OperationError<K>> =>
  Effect.fail(error)

describe("categories of errors", () => {
  it("have every failure once, but those of which it is unknown what they say", () => {
    const all: ReadonlyArray<TrustError.Tag> = categories.flatMap(({ tags }) => tags)
    const without = Object.values(samples).filter(({ _tag }) => !all.includes(_tag))
    assert.deepStrictEqual(
      without.map(({ _tag }) => _tag),
      ["UnexpectedResponse", "UnknownOutcome"],
    )
    assert.strictEqual(new Set(all).size, all.length)
  })

  for (const { is, name, tags } of categories) {
    it(`the predicate of ${name} holds for exactly these`, () => {
      for (const error of Object.values(samples)) {
        assert.strictEqual(is(error), new Set<TrustError.Tag>(tags).has(error._tag), error._tag)
      }
      for (const other of [undefined, null, "NotFound", {}, { _tag: "Other" }, new Error("NotFound")]) {
        assert.isFalse(is(other))
      }
    })
  }

  it("missing permissions are denials", () => {
    for (const error of Object.values(samples)) {
      if (ErrorCategory.isMissingPermission(error)) {
        assert.isTrue(ErrorCategory.isDenial(error))
        assert.deepStrictEqual(error.permissions, permissions)
      }
    }
  })

  it("those of an operation are what it can meet", () => {
    for (const each of operationNames) {
      const own: ReadonlyArray<string> = operations[each].errors
      assert.deepStrictEqual(
        [...tagsOf(each, ErrorCategory.denials)],
        ["NotAuthorized", "Unauthenticated", ...ErrorCategory.missingPermissions.filter((tag) => own.includes(tag))],
      )
    }
  })

  it.effect("catchTag takes a tuple of tags, and leaves the others", () =>
    Effect.gen(function* () {
      // Fails to compile where the types leave a denial, or take away more than denials.
      const caught = (
        error: OperationError<"Trustees.get">,
      ): Effect.Effect<
        string,
        Exclude<
          OperationError<"Trustees.get">,
          TrustError.Tagged<"MissingAnyPermissions" | "NotAuthorized" | "Unauthenticated">
        >
      > =>
        fails<"Trustees.get">(error).pipe(
          Effect.catchTag(tagsOf("Trustees.get", ErrorCategory.denials), (denial) => Effect.succeed(denial._tag)),
        )
      assert.strictEqual(yield* caught(samples.MissingAnyPermissions), "MissingAnyPermissions")
      assert.strictEqual(yield* caught(samples.Unauthenticated), "Unauthenticated")
      assert.strictEqual(yield* Effect.flip(caught(samples.NotFound)), samples.NotFound)

      const any = (
        error: TrustError.TrustError,
      ): Effect.Effect<
        string,
        Exclude<TrustError.TrustError, TrustError.Tagged<(typeof ErrorCategory.denials)[number]>>
      > => Effect.fail(error).pipe(Effect.catchTag(ErrorCategory.denials, ({ _tag }) => Effect.succeed(_tag)))
      assert.strictEqual(yield* any(samples.MissingTrustorPermissions), "MissingTrustorPermissions")
      assert.strictEqual(yield* Effect.flip(any(samples.Conflict)), samples.Conflict)

      const passing = fails<"Trustees.list">(samples.RateLimited).pipe(
        Effect.catchTag(ErrorCategory.passing, ({ _tag }) => Effect.succeed(_tag)),
      )
      assert.strictEqual(yield* passing, "RateLimited")
    }),
  )

  it.effect("catchTags takes their handlers beside others", () =>
    Effect.gen(function* () {
      const named = fails<"Trustees.create">(samples.Conflict).pipe(
        Effect.catchTags({
          [ErrorCategory.absences[0]]: () => Effect.succeed("absent"),
          [ErrorCategory.conflicts[0]]: ({ code }) => Effect.succeed(code),
        }),
      )
      assert.strictEqual(yield* named, "general.conflict")
    }),
  )

  it.effect("catchIf takes a predicate, and leaves the others", () =>
    Effect.gen(function* () {
      const caught: Effect.Effect<
        string,
        Exclude<OperationError<"Trustees.list">, TrustError.Tagged<"RateLimited" | "Unavailable">>
      > = fails<"Trustees.list">(samples.Unavailable).pipe(
        Effect.catchIf(ErrorCategory.isPassing, ({ _tag }) => Effect.succeed(_tag)),
      )
      assert.strictEqual(yield* caught, "Unavailable")
    }),
  )

  it.effect("retry goes on while a failure is passing, and stops at another", () =>
    Effect.gen(function* () {
      let calls = 0
      const errors = [samples.RateLimited, samples.Unavailable, samples.NotFound, samples.RateLimited]
      const call = Effect.suspend(() => fails<"Trustees.get">(errors[calls++] ?? samples.NotFound))
      assert.strictEqual(yield* Effect.flip(Effect.retry(call, { while: ErrorCategory.isPassing })), samples.NotFound)
      assert.strictEqual(calls, 3)
    }),
  )

  it("a rejected promise's reason is told by them", () => {
    const reason: unknown = samples.Conflict
    assert.isTrue(ErrorCategory.isConflict(reason) && reason.code === "general.conflict")
  })
})
