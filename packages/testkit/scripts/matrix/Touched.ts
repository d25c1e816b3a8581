/**
 * Which wrong implementations behave otherwise than the model in what a law asks. A law
 * that is checked on the model makes the same calls as on a wrong implementation that
 * answers each of them as the model does: it cannot reject that one, and need not be run.
 */
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Mutant } from "@org-trust/testkit/mutants/Mutant"
import type { Access } from "@org-trust/testkit/Platform"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State, Trail } from "@org-trust/core/lifecycle/State"
import { step as modelStep, type Stepped } from "@org-trust/core/lifecycle/Step"
import type { OperationName } from "@org-trust/core/Operation"
import { scopeOf } from "../../src/mutants/internal/steps.ts"

/** Two errors, which are equal only to themselves otherwise. */
const sameError = (one: object, other: object): boolean => {
  const facts = (error: object) =>
    Object.fromEntries(Object.entries(Object.getOwnPropertyDescriptors(error)).filter(([key]) => key !== "stack"))
  return Object.getPrototypeOf(one) === Object.getPrototypeOf(other) && Equal.equals(facts(one), facts(other))
}

// Long trails share all but their latest events, and are too long to be compared by recursion.
const sameTrail = (one: Trail | undefined, other: Trail | undefined): boolean => {
  let [left, right] = [one, other]
  while (left !== right) {
    if (left === undefined || right === undefined || !Equal.equals(left.latest, right.latest)) return false
    left = left.earlier
    right = right.earlier
  }
  return true
}

const sameState = (one: State, other: State): boolean =>
  one === other ||
  (sameTrail(one.trail, other.trail) &&
    Equal.equals(one.pairings, other.pairings) &&
    Equal.equals(one.byTrustor, other.byTrustor) &&
    Equal.equals(one.byTrustee, other.byTrustee))

const same = <K extends OperationName>(one: Stepped<K>, other: Stepped<K>): boolean => {
  if (!sameState(one.state, other.state)) return false
  if (Result.isSuccess(one.result) && Result.isSuccess(other.result)) {
    return Equal.equals(one.result.success, other.result.success)
  }
  return (
    Result.isFailure(one.result) &&
    Result.isFailure(other.result) &&
    sameError(one.result.failure, other.result.failure)
  )
}

/** Runs something on a platform whose ids are the same each time. */
export const repeatably = Random.withSeed("matrix")

/** The wrong implementations, of the given ones, that a law with the default budget can tell from the model. */
export const touched = Effect.fnUntraced(function* (law: Clause, mutants: ReadonlyArray<Mutant>) {
  const alike = new Map(
    mutants.map((mutant) => {
      const wrong = mutant.step()
      return [mutant, { wrong, scope: scopeOf(wrong) }] as const
    }),
  )
  const step = <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> => {
    const right = modelStep(environment, state, request)
    for (const [mutant, { scope, wrong }] of alike) {
      if (scope !== "all" && !scope.includes(request.operation)) continue
      const stepped = Result.try(() => wrong(environment, state, request))
      if (Result.isFailure(stepped) || !same(right, stepped.success)) alike.delete(mutant)
    }
    return right
  }
  const access: Access = (world, state, question) => {
    const right = permissionsOf(world, state, question)
    for (const mutant of alike.keys()) {
      if (mutant.access !== undefined && !Equal.equals(right, mutant.access(world, state, question))) {
        alike.delete(mutant)
      }
    }
    return right
  }
  const subject = yield* inMemory({ step, access })
  const { results } = yield* run(subject, { clauses: [law], shrinks: false })
  if (results.some(({ standing }) => standing === "failed")) {
    return yield* Effect.die(new Error(`${law.name} rejects the model`))
  }
  return mutants.filter((mutant) => !alike.has(mutant))
}, repeatably)
