/**
 * Wrong implementations on purpose: each breaks one rule in a way that a real
 * implementer would. A contract that does not reject them proves nothing.
 */
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { OperationError, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { decide } from "@org-trust/core/lifecycle/Decide"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { RuleId } from "@org-trust/core/lifecycle/Rule"
import { type PairingState, setTrust, type State, type Trust, trust, trusts } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import type { Access, PlatformOptions } from "../Platform.ts"

/** A wrong implementation. */
export interface Mutant {
  readonly name: string
  /** What it does wrong. */
  readonly sentence: string
  /** The rules that it breaks. */
  readonly rules: readonly [RuleId, ...Array<RuleId>]
  /** How it carries requests out; called once for each implementation, since some remember. */
  readonly step: () => Step
  /** What it lets a user do, where that is not what the model says of its state. */
  readonly access?: Access
}

/** What makes a platform this wrong implementation. */
export const optionsOf = ({ access, step }: Mutant): Pick<PlatformOptions, "step" | "access"> => ({
  step: step(),
  ...(access !== undefined && { access }),
})

/** How one operation is carried out instead. */
export type Override<K extends OperationName> = (
  environment: Environment,
  state: State,
  request: Request<K>,
) => Stepped<K>

/** The operations that are carried out differently. */
export type Overrides = { readonly [K in OperationName]?: Override<K> }

/** The model, but for some operations. */
export const overriding =
  (overrides: Overrides): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> => {
    const override: Override<K> | undefined = overrides[request.operation]
    return override === undefined ? step(environment, state, request) : override(environment, state, request)
  }

/** What a wrong implementation believes to be the case. */
export interface Belief {
  readonly environment: Environment
  readonly state: State
}

/** Decides as if something else were the case; what happens, happens to the real state. */
export const believing =
  (believe: (belief: Belief, request: Request) => Belief) =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> => {
    const belief = believe({ environment, state }, request)
    return Result.match(decide(belief.environment, belief.state, request), {
      onSuccess: ({ events, reply }): Stepped<K> => ({
        result: Result.succeed(reply),
        state: events.reduce(evolve, state),
      }),
      onFailure: ({ error }): Stepped<K> => ({ result: Result.fail(error), state }),
    })
  }

/** Answers something else. */
export const replying =
  <K extends OperationName>(
    change: (reply: OperationOutput<K>, request: Request<K>, state: State) => OperationOutput<K>,
  ): Override<K> =>
  (environment, state, request) => {
    const stepped = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, (reply) => change(reply, request, stepped.state)) }
  }

/** Refuses in another way, or not at all. */
export const refusing =
  <K extends OperationName>(
    change: (error: OperationError<K>, request: Request<K>) => Result.Result<OperationOutput<K>, OperationError<K>>,
  ): Override<K> =>
  (environment, state, request) => {
    const stepped = step(environment, state, request)
    return Result.isFailure(stepped.result) ? { ...stepped, result: change(stepped.result.failure, request) } : stepped
  }

/** Does something more, or less, when the operation succeeds. */
export const leaving =
  <K extends OperationName>(change: (after: State, request: Request<K>, before: State) => State): Override<K> =>
  (environment, state, request) => {
    const stepped = step(environment, state, request)
    return Result.isSuccess(stepped.result) ? { ...stepped, state: change(stepped.state, request, state) } : stepped
  }

/** The state with the trust of two organizations changed, if there is one. */
export const inTrust = (
  state: State,
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  change: (current: Trust) => Trust,
): State => {
  const current = trust(state, trustorOrgId, trusteeOrgId)
  return current === undefined ? state : setTrust(state, change(current))
}

/** The state with every trust changed. */
export const mapTrusts = (state: State, change: (trust: Trust) => Trust): State =>
  trusts(state).reduce((changed, trust) => setTrust(changed, change(trust)), state)

/** The state with every pairing changed. */
export const mapPairings = (state: State, change: (pairing: PairingState) => PairingState): State => ({
  ...state,
  pairings: HashMap.map(state.pairings, change),
})
