/**
 * What wrong implementations are made of: ways to carry an operation out otherwise than the model does.
 */
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import {
  type OperationError,
  type OperationName,
  operationNames,
  type OperationOutput,
} from "@org-trust/core/Operation"
import { decide } from "@org-trust/core/lifecycle/Decide"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import { type PairingState, setTrust, type State, type Trust, trust, trusts } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import { Principal } from "@org-trust/core/Principal"
import { make as makeWorld, type WorldOrganization } from "@org-trust/core/lifecycle/World"

/** How one operation is carried out instead. */
export type Override<K extends OperationName> = (
  environment: Environment,
  state: State,
  request: Request<K>,
) => Stepped<K>

/** The operations that are carried out differently. */
export type Overrides = { readonly [K in OperationName]?: Override<K> }

/** The operations that are carried out wrongly. */
export type Scope = ReadonlyArray<OperationName> | "all"

const scopes = new WeakMap<Step, Scope>()

/** The operations beside which it is known to do what the model does. */
export const scopeOf = (wrong: Step): Scope => scopes.get(wrong) ?? "all"

const within = (scope: Scope, wrong: Step): Step => {
  scopes.set(wrong, scope)
  return wrong
}

/** The model, but for some operations. */
export const overriding = (overrides: Overrides): Step =>
  within(
    operationNames.filter((name) => overrides[name] !== undefined),
    <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> => {
      const override: Override<K> | undefined = overrides[request.operation]
      return override === undefined ? step(environment, state, request) : override(environment, state, request)
    },
  )

/** Carries some operations out wrongly, and the others as the model does. */
export const only = (scope: Scope, wrong: Step): Step =>
  within(scope, (environment, state, request) =>
    scope === "all" || scope.includes(request.operation)
      ? wrong(environment, state, request)
      : step(environment, state, request),
  )

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

/** As if the choices of the implementation were others. */
export const inProfile = (scope: Scope, change: (profile: Profile) => Partial<Profile>): Step =>
  only(
    scope,
    believing(({ environment, state }) => ({
      environment: { ...environment, profile: { ...environment.profile, ...change(environment.profile) } },
      state,
    })),
  )

/** An environment in which the organizations are others. */
export const mapOrganizations = (
  environment: Environment,
  change: (organization: WorldOrganization, all: ReadonlyArray<WorldOrganization>) => WorldOrganization,
): Environment => {
  const all = [...environment.world.values()].map(({ organization }) => organization)
  return { ...environment, world: makeWorld(all.map((organization) => change(organization, all))) }
}

/** As if the organizations were others. */
export const inWorld = (
  scope: Scope,
  change: (
    organization: WorldOrganization,
    all: ReadonlyArray<WorldOrganization>,
    request: Request,
  ) => WorldOrganization,
): Step =>
  only(
    scope,
    believing(({ environment, state }, request) => ({
      environment: mapOrganizations(environment, (organization, all) => change(organization, all, request)),
      state,
    })),
  )

/** An organization of which all users are active. */
export const everybodyActive = (organization: WorldOrganization): WorldOrganization => ({
  ...organization,
  users: organization.users.map((user) => ({ ...user, state: "active" })),
})

/** As if the trusts were others. */
export const inTrusts = (
  scope: Scope,
  change: (current: Trust, environment: Environment, request: Request) => Trust,
): Step =>
  only(
    scope,
    believing(({ environment, state }, request) => ({
      environment,
      state: mapTrusts(state, (current) => change(current, environment, request)),
    })),
  )

/** Asks for something else than was asked for. */
export const asking =
  <K extends OperationName>(
    change: (request: Request<K>, environment: Environment, state: State) => Request<K>,
  ): Override<K> =>
  (environment, state, request) =>
    step(environment, state, change(request, environment, state))

/** The trustee of a trust is taken for its trustor. */
export const asTrustorToo = <
  R extends { readonly principal: Principal; readonly input: { readonly trusteeOrgId: OrganizationId } },
>(
  request: R,
  _environment: Environment,
  state: State,
): R => {
  const { input, principal } = request
  if (trust(state, input.trusteeOrgId, principal.organizationId) === undefined) return request
  const { permissions } = principal
  return {
    ...request,
    principal: new Principal({ organizationId: input.trusteeOrgId, permissions }),
    input: { ...input, trusteeOrgId: principal.organizationId },
  }
}

/** Answers something else. */
export const replying =
  <K extends OperationName>(
    change: (
      reply: OperationOutput<K>,
      request: Request<K>,
      state: State,
      environment: Environment,
    ) => OperationOutput<K>,
  ): Override<K> =>
  (environment, state, request) => {
    const stepped = step(environment, state, request)
    const answer = (reply: OperationOutput<K>) => change(reply, request, stepped.state, environment)
    return { ...stepped, result: Result.map(stepped.result, answer) }
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

/** Does something more, or less, when one of the operations succeeds. */
export const afterwards = (
  scope: Scope,
  change: (after: State, request: Request, before: State, environment: Environment) => State,
): Step =>
  only(scope, <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> =>
    leaving<K>((after, _request, before) => change(after, request, before, environment))(environment, state, request),
  )

/** What was to be done is answered as done, and is not. */
export const undone: Step = afterwards("all", (_after, _request, before) => before)

/** The trust that a request is about, on whichever side the caller is. */
export const trustFor = (state: State, { input, principal }: Request): Trust | undefined => {
  if ("trusteeOrgId" in input) return trust(state, principal.organizationId, input.trusteeOrgId)
  return "trustorOrgId" in input ? trust(state, input.trustorOrgId, principal.organizationId) : undefined
}

/** The state with the trust that a request is about changed, if there is one. */
export const changeTrust = (state: State, request: Request, change: (current: Trust) => Trust): State => {
  const current = trustFor(state, request)
  return current === undefined ? state : setTrust(state, change(current))
}

/** The operations whose permissions are looked up through a trust, and those that tell them. */
export const throughTrust = (wrong: Step): Step =>
  only(
    [
      "TrustorUsers.list",
      "TrustorUsers.get",
      "TrustorUsers.add",
      "TrustorUsers.remove",
      "TrustorGroups.list",
      "TrustorGroups.get",
      "TrustorGroups.add",
      "TrustorGroups.remove",
      "Trustors.get",
      "Trustors.list",
    ],
    wrong,
  )

/** The state with every trust changed. */
export const mapTrusts = (state: State, change: (trust: Trust) => Trust): State =>
  trusts(state).reduce((changed, trust) => setTrust(changed, change(trust)), state)

/** The state with every pairing changed. */
export const mapPairings = (state: State, change: (pairing: PairingState) => PairingState): State => ({
  ...state,
  pairings: HashMap.map(state.pairings, change),
})
