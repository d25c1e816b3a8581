/**
 * A second copy of the model, with mutations built in. The first stays as it is: laws and
 * the comparison with the model, which judge the second one, rest on it.
 */
import { readFileSync } from "node:fs"
import { registerHooks } from "node:module"
import { fileURLToPath } from "node:url"
import * as Result from "effect/Result"
import type { authorize } from "@org-trust/core/lifecycle/Decide"
import type { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Step } from "@org-trust/core/lifecycle/Step"
import { mutate, type Mutation } from "./Mutate.ts"

/** The copy, and what can be switched on in it. */
export interface Model {
  readonly step: Step
  /** The same, as requests that come as text are carried out: permission first, then what is asked for. */
  readonly authorized: Step
  readonly access: typeof permissionsOf
  readonly mutations: ReadonlyArray<Mutation>
  /** Switches one mutation on, and all others off; 0 switches all off. */
  readonly switchOn: (id: number) => void
  /** The mutations whose place was come by so far, since the copy was loaded. */
  readonly reached: ReadonlySet<number>
  /** Those whose place is come by only while loading: they cannot be switched on later. */
  readonly fixed: ReadonlySet<number>
}

const marker = "?mutated"
const lifecycle = new URL("../../../core/src/lifecycle/", import.meta.url).href

const compare: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
}

/** Loads the copy. Once in a process, since hooks stay. */
export const load = async (): Promise<Model> => {
  const mutations: Array<Mutation> = []
  const reached = new Set<number>()
  let on = 0
  const is = (id: number): boolean => {
    reached.add(id)
    return on === id
  }
  Object.defineProperty(globalThis, "$mutation", {
    value: {
      is,
      negate: (id: number, value: unknown) => (is(id) ? !value : value),
      compare: (id: number, right: string, wrong: string, a: number, b: number) =>
        compare[is(id) ? wrong : right]?.(a, b),
    },
  })
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context)
      const isOfCopy = context.parentURL?.endsWith(marker) === true && resolved.url.startsWith(lifecycle)
      return isOfCopy && !resolved.url.endsWith(marker) ? { ...resolved, url: `${resolved.url}${marker}` } : resolved
    },
    load: (url, context, next) => {
      if (!url.endsWith(marker)) return next(url, context)
      const path = fileURLToPath(url.slice(0, -marker.length))
      const mutated = mutate(
        url.slice(lifecycle.length, -marker.length),
        readFileSync(path, "utf8"),
        mutations.length + 1,
      )
      mutations.push(...mutated.mutations)
      return { format: "module-typescript", source: mutated.source, shortCircuit: true }
    },
  })
  const { step }: { readonly step: Step } = await import(`${lifecycle}Step.ts${marker}`)
  const { authorize: allow }: { readonly authorize: typeof authorize } = await import(`${lifecycle}Decide.ts${marker}`)
  const authorized: Step = (environment, state, request) => {
    const { correlationId, fresh, input, now, operation, principal } = request
    const trustorOrgId = "trustorOrgId" in input ? input.trustorOrgId : undefined
    const allowed = allow(environment, state, { operation, principal, now, correlationId, trustorOrgId })
    const outcome = Result.flatMap(allowed, (carryOut) => carryOut(input, fresh))
    return Result.isFailure(outcome)
      ? { result: Result.fail(outcome.failure.error), state }
      : { result: Result.succeed(outcome.success.reply), state: outcome.success.state }
  }
  const { permissionsOf: access }: { readonly permissionsOf: typeof permissionsOf } = await import(
    `${lifecycle}EffectiveAccess.ts${marker}`
  )
  const fixed = new Set(reached)
  reached.clear()
  return { step, authorized, access, mutations, reached, fixed, switchOn: (id) => void (on = id) }
}
