/**
 * The trust lifecycle as one pure, total function: what a request is answered, and
 * what it makes happen.
 */
import * as Result from "effect/Result"
import { type OperationError, type OperationInput, type OperationName, type OperationOutput } from "../Operation.ts"
import { type AuthorizationRequest, denial } from "./Authorization.ts"
import { canonicalInput, canonicalPrincipal, withCanonicalIds } from "./Canonical.ts"
import * as BulkRemoval from "./internal/decide/BulkRemoval.ts"
import * as CareTrusts from "./internal/decide/CareTrusts.ts"
import * as ClonedUsers from "./internal/decide/ClonedUsers.ts"
import { groups, users } from "./internal/decide/MemberKind.ts"
import { forTrustee, forTrustor } from "./internal/decide/MemberOperations.ts"
import * as Pairings from "./internal/decide/Pairings.ts"
import * as TrustAudits from "./internal/decide/TrustAudits.ts"
import * as Trustees from "./internal/decide/Trustees.ts"
import * as Trustors from "./internal/decide/Trustors.ts"
import * as UserTrustors from "./internal/decide/UserTrustors.ts"
import { evolve } from "./Evolve.ts"
import {
  type Ruling,
  type Decision,
  type Environment,
  type FreshIds,
  originOf,
  type RulingOn,
  type QuestionOf,
  reading,
  type Request,
} from "./Request.ts"
import type { State } from "./State.ts"

/** Decides what a permitted caller asks. */
type Decider<K extends OperationName> = (
  question: QuestionOf<K>,
  state: State,
) => Ruling<Decision<OperationOutput<K>, OperationError<K>>, OperationError<K>>

const trusteeUsers = forTrustor(users, ({ trusteeUserId }: OperationInput<"TrusteeUsers.get">) => trusteeUserId)
const trusteeGroups = forTrustor(groups, ({ trusteeGroupId }: OperationInput<"TrusteeGroups.get">) => trusteeGroupId)
const trustorUsers = forTrustee(users, ({ trusteeUserId }: OperationInput<"TrustorUsers.get">) => trusteeUserId)
const trustorGroups = forTrustee(groups, ({ trustorGroupId }: OperationInput<"TrustorGroups.get">) => trustorGroupId)

const deciders: { readonly [K in OperationName]: Decider<K> } = {
  "Pairings.create": Pairings.create,
  "Pairings.get": reading(Pairings.get),
  "Trustees.list": reading(Trustees.list),
  "Trustees.create": Trustees.create,
  "TrustAudits.ofTrustees": reading(TrustAudits.ofTrustees),
  "Trustees.get": reading(Trustees.get),
  "Trustees.update": Trustees.update,
  "Trustees.remove": Trustees.remove,
  "TrusteeUsers.list": trusteeUsers.list,
  "TrusteeUsers.add": trusteeUsers.add,
  "TrusteeUsers.get": trusteeUsers.get,
  "TrusteeUsers.remove": trusteeUsers.remove,
  "TrusteeUserRoles.get": trusteeUsers.roles,
  "TrusteeUserRoles.replace": trusteeUsers.replaceRoles,
  "TrusteeUserRoles.clear": trusteeUsers.clearRoles,
  "TrustAudits.ofTrustor": reading(TrustAudits.ofTrustor),
  "Trustors.list": reading(Trustors.list),
  "Trustors.get": reading(Trustors.get),
  "Trustors.remove": Trustors.remove,
  "TrustorUsers.list": trustorUsers.list,
  "TrustorUsers.get": trustorUsers.get,
  "TrustorUsers.add": trustorUsers.add,
  "TrustorUsers.remove": trustorUsers.remove,
  "TrusteeUserRoleDivisions.replace": trusteeUsers.replaceRoleDivisions,
  "TrusteeGroups.list": trusteeGroups.list,
  "TrusteeGroups.add": trusteeGroups.add,
  "TrusteeGroups.get": trusteeGroups.get,
  "TrusteeGroups.remove": trusteeGroups.remove,
  "TrusteeGroupRoles.get": trusteeGroups.roles,
  "TrusteeGroupRoles.replace": trusteeGroups.replaceRoles,
  "TrusteeGroupRoles.clear": trusteeGroups.clearRoles,
  "TrusteeGroupRoleDivisions.replace": trusteeGroups.replaceRoleDivisions,
  "TrustorGroups.list": trustorGroups.list,
  "TrustorGroups.get": trustorGroups.get,
  "TrustorGroups.add": trustorGroups.add,
  "TrustorGroups.remove": trustorGroups.remove,
  "TrusteeClonedUsers.list": reading(ClonedUsers.forTrustor.list),
  "TrusteeClonedUsers.remove": ClonedUsers.forTrustor.remove,
  "TrustorClonedUsers.list": reading(ClonedUsers.forTrustee.list),
  "TrustorClonedUsers.get": reading(ClonedUsers.forTrustee.get),
  "TrustorClonedUsers.create": ClonedUsers.create,
  "TrustorClonedUsers.remove": ClonedUsers.forTrustee.remove,
  "DefaultTrusts.get": reading(CareTrusts.getDefault),
  "DefaultTrusts.create": CareTrusts.createDefault,
  "CareTrusts.list": reading(CareTrusts.list),
  "CareTrusts.create": CareTrusts.create,
  "BulkRemoval.trustees": BulkRemoval.trustees,
  "BulkRemoval.trustors": BulkRemoval.trustors,
  "UserTrustors.list": reading(UserTrustors.list),
}

/** Carries out what a caller asks who may: decides, lets happen what happens, and reads the answer from it. */
const carryOut = <K extends OperationName>(
  { profile, world }: Environment,
  state: State,
  { correlationId, now, operation, principal }: AuthorizationRequest<K>,
  input: OperationInput<K>,
  fresh: FreshIds,
): RulingOn<K> => {
  const decider: Decider<K> = deciders[operation]
  const origin = originOf(operation, correlationId)
  const decided = decider({ world, profile, principal, input, now, fresh, origin }, state)
  if (Result.isFailure(decided)) return Result.fail(decided.failure)
  const { events, reply } = decided.success
  const after = events.reduce(evolve, state)
  const answer = reply(after)
  return Result.isFailure(answer)
    ? Result.fail(answer.failure)
    : Result.succeed({ reply: answer.success, events, state: after })
}

/**
 * A request whose caller may make it; only {@link authorize} gives one. Told what is
 * asked for, it is carried out on the state in which the permission was found: a
 * permission cannot be forgotten, nor be one of an earlier state.
 * @category models
 * @since 0.1.0
 */
export type Authorized<K extends OperationName> = (input: OperationInput<K>, fresh: FreshIds) => RulingOn<K>

/**
 * Whether a caller may ask for an operation at all, which is decided once and before
 * anything else. It rests on the operation, the caller, the time and, for operations
 * whose permissions are held in the trustor organization, the trustor's id. So whoever
 * gets requests as text authorizes first, decodes then, and hands the input to what this
 * gives, within one step of the store: all three see the same state.
 * @category functions
 * @since 0.1.0
 */
export const authorize = <K extends OperationName>(
  environment: Environment,
  state: State,
  asked: AuthorizationRequest<K>,
): Ruling<Authorized<K>, OperationError<K>> => {
  const { trustorOrgId } = withCanonicalIds({ trustorOrgId: asked.trustorOrgId })
  const caller = { ...asked, principal: canonicalPrincipal(asked.principal), trustorOrgId }
  const refusal = denial(environment, state, caller)
  return refusal === undefined
    ? Result.succeed((input, fresh) => carryOut(environment, state, caller, canonicalInput(input), fresh))
    : Result.fail(refusal)
}

/**
 * Decides a request, permission first: the reply, what happened and the state after
 * it, or the error with the rule behind it. The order of checks is: who asks (401),
 * permission (403), form (400), existence (404), conflict (409).
 * @category functions
 * @since 0.1.0
 */
export const decide = <K extends OperationName>(
  environment: Environment,
  state: State,
  request: Request<K>,
): RulingOn<K> => {
  const { correlationId, fresh, now, operation, principal } = request
  const input = canonicalInput(request.input)
  const trustorOrgId = "trustorOrgId" in input ? input.trustorOrgId : undefined
  const caller: AuthorizationRequest<K> = { operation, principal, now, correlationId, trustorOrgId }
  const refusal = denial(environment, state, caller)
  if (refusal === undefined) return carryOut(environment, state, caller, input, fresh)
  // Nobody is known in upper case, so that only who is refused has to be looked at.
  const canonical = canonicalPrincipal(principal)
  return canonical === principal
    ? Result.fail(refusal)
    : decide(environment, state, { ...request, principal: canonical })
}
