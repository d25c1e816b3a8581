/**
 * What laws try: an operation with its input, and who asks for it.
 */
import * as Effect from "effect/Effect"
import * as Effectable from "effect/Effectable"
import * as Result from "effect/Result"
import { isOfService, type OperationInput, type OperationName, type OperationOutput } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import type { WorldClient } from "../../WorldFile.ts"
import { type OperationGroup, operationGroups } from "../Capabilities.ts"
import { Checks } from "./Checks.ts"
import type { Lab } from "./Lab.ts"
import { NotApplicable, Violation } from "../Violation.ts"
import { holds } from "./expectations.ts"

/** `Success`, or what kind of refusal it was. */
export type Outcome = TrustError["_tag"] | "Success"

const isTagged = <Tag extends TrustError["_tag"]>(
  error: TrustError,
  tag: Tag,
): error is Extract<TrustError, { readonly _tag: Tag }> => error._tag === tag

/** What is said where the implementation does not have a group of operations. */
export const notServed = (without: OperationGroup): NotApplicable =>
  new NotApplicable({
    message: `the implementation has no ${without}; with it among its groups it is checked`,
    without,
  })

/** An operation that somebody asks for. As an effect it is one that has to succeed. */
export class Attempt<A> extends Effectable.Class<A, Violation | NotApplicable> {
  readonly operation: OperationName
  readonly #client: Effect.Effect<WorldClient, NotApplicable>
  readonly #call: (client: WorldClient) => Effect.Effect<Result.Result<A, TrustError>>
  /** The group of the operation, where the implementation does not have it. */
  readonly missing: OperationGroup | undefined

  constructor(
    operation: OperationName,
    client: Effect.Effect<WorldClient, NotApplicable>,
    call: (client: WorldClient) => Effect.Effect<Result.Result<A, TrustError>>,
    missing?: OperationGroup,
  ) {
    super()
    this.operation = operation
    this.#client = client
    this.#call = call
    this.missing = missing
  }

  /** The same, asked for by another client. */
  as(client: WorldClient): Attempt<A> {
    return new Attempt(this.operation, Effect.succeed(client), this.#call, this.missing)
  }

  /** Carried out, whatever comes of it. */
  get result(): Effect.Effect<Result.Result<A, TrustError>, NotApplicable> {
    return this.missing === undefined ? Effect.flatMap(this.#client, this.#call) : Effect.fail(notServed(this.missing))
  }

  /** Carried out, whatever comes of it; just what that is. */
  get outcome(): Effect.Effect<Outcome, NotApplicable> {
    return Effect.map(this.result, (result) => (Result.isSuccess(result) ? "Success" : result.failure._tag))
  }

  override asEffect(): Effect.Effect<A, Violation | NotApplicable> {
    return Effect.flatMap(this.result, (result) =>
      Result.isSuccess(result)
        ? Effect.succeed(result.success)
        : new Violation({
            message: `${this.operation}: expected success, got ${result.failure._tag}: ${result.failure.message}`,
          }),
    )
  }

  /** Carried out, and has to be refused with an error of this tag. */
  refused<Tag extends TrustError["_tag"]>(
    tag: Tag,
  ): Effect.Effect<Extract<TrustError, { readonly _tag: Tag }>, Violation | NotApplicable> {
    const wanted = `${this.operation}: expected ${tag}`
    return Effect.flatMap(this.result, (result) =>
      Effect.flatMap(Checks, (checks) => {
        checks.made++
        if (Result.isSuccess(result)) return new Violation({ message: `${wanted}, got success` })
        const error: TrustError = result.failure
        return isTagged(error, tag)
          ? Effect.succeed(error)
          : new Violation({ message: `${wanted}, got ${error._tag}: ${error.message}` })
      }),
    )
  }
}

/** What makes trusts with Customer Care, of which a world has few: they have to be ended again. */
export const lettingCareIn: ReadonlySet<OperationName> = new Set<OperationName>([
  "DefaultTrusts.create",
  "CareTrusts.create",
])

/** The group that the implementation would need for an operation, and to end what it makes. */
const lackingFor = ({ subject }: Lab, operation: OperationName): OperationGroup | undefined => {
  const needed: ReadonlyArray<OperationName> = lettingCareIn.has(operation)
    ? [operation, "Trustees.remove"]
    : [operation]
  return operationGroups.find(
    (group) => !subject.capabilities.groups.includes(group) && needed.some((each) => isOfService(group, each)),
  )
}

/** An operation with its input, asked for by a client. */
export const attempt = <K extends OperationName>(
  lab: Lab,
  client: WorldClient | Effect.Effect<WorldClient, NotApplicable>,
  operation: K,
  input: OperationInput<K>,
): Attempt<OperationOutput<K>> =>
  new Attempt(
    operation,
    Effect.isEffect(client) ? client : Effect.succeed(client),
    (who) => lab.call(who, operation, input),
    lackingFor(lab, operation),
  )

/** Whether the implementation has what is tried; where it does not, that is noted as not checked. */
export const isServed = ({ missing }: Attempt<unknown>): Effect.Effect<boolean> =>
  Effect.map(Checks, ({ without }) => {
    if (missing !== undefined) without.add(missing)
    return missing === undefined
  })

/** What succeeds where the implementation has it; undefined, and not checked, where it does not. */
export const whereServed = <A>(attempt: Attempt<A>): Effect.Effect<A | undefined, Violation | NotApplicable> =>
  Effect.flatMap(isServed(attempt), (served) => (served ? attempt : Effect.undefined))

/** All of these that the implementation has, asked for by a client, have to be refused with an error of this tag. */
export const allRefused = Effect.fnUntraced(function* (
  client: WorldClient,
  attempts: ReadonlyArray<Attempt<unknown>>,
  tag: TrustError["_tag"],
): Effect.fn.Return<void, Violation | NotApplicable> {
  for (const each of attempts) {
    if (!(yield* isServed(each))) continue
    const outcome = yield* each.as(client).outcome
    yield* holds(
      outcome === tag,
      `${each.operation}: expected ${tag}, got ${outcome === "Success" ? "success" : outcome}`,
    )
  }
})
