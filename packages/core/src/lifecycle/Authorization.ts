/**
 * Whether a caller may ask for an operation at all.
 */
import type * as DateTime from "effect/DateTime"
import type { OrganizationId } from "../Identifiers.ts"
import { type OperationEntry, type OperationError, type OperationName, operations } from "../Operation.ts"
import { isMet, type PermissionRule } from "../Permission.ts"
import type { Principal } from "../Principal.ts"
import { MissingAnyPermissions, MissingPermissions, MissingTrustorPermissions, Unauthenticated } from "../TrustError.ts"
import { permissionsOf } from "./EffectiveAccess.ts"
import type { Profile } from "./Profile.ts"
import { type Environment, originOf, type Refused } from "./Request.ts"
import type { State } from "./State.ts"

/**
 * Who asks for what, and when.
 * @category models
 * @since 0.1.0
 */
export interface AuthorizationRequest<K extends OperationName = OperationName> {
  readonly operation: K
  readonly principal: Principal
  readonly now: DateTime.Utc
  readonly correlationId?: string | undefined
  /** The trustor that the operation is about, for those whose permissions are checked there. */
  readonly trustorOrgId?: OrganizationId | undefined
}

/**
 * The permission rule that an operation has under a profile.
 * @category functions
 * @since 0.1.0
 */
export const permissionRule = (profile: Profile, operation: OperationName): PermissionRule => {
  const entry: OperationEntry = operations[operation]
  return profile.permissionRules === "Seed" ? (entry.seedPermissions ?? entry.permissions) : entry.permissions
}

/**
 * Whether who calls is an organization that exists, or an active user of it; where the
 * profile lets them in, also one who is not active, but not one who is deleted.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isKnown = ({ profile, world }: Environment, { organizationId, userId }: Principal): boolean => {
  const organization = world.get(organizationId)
  if (userId === undefined || organization === undefined) return organization !== undefined
  const state = organization.users.get(userId)?.state
  return state === "active" || (state === "inactive" && profile.inactiveUser === "LetIn")
}

const nothing: ReadonlySet<string> = new Set()

const heldInTrustor = (
  { world }: Environment,
  state: State,
  { now, principal: { organizationId, userId }, trustorOrgId }: AuthorizationRequest,
): ReadonlySet<string> =>
  userId === undefined || trustorOrgId === undefined
    ? nothing
    : permissionsOf(world, state, { trustorOrgId, trusteeOrgId: organizationId, userId, now })

const isPermitted = (environment: Environment, state: State, request: AuthorizationRequest): boolean => {
  const { operation, principal } = request
  const rule = permissionRule(environment.profile, operation)
  if (operations[operation].checkedIn === "caller") {
    return isMet(rule, (permission) => principal.permissions.includes(permission))
  }
  const held = heldInTrustor(environment, state, request)
  return isMet(rule, (permission) => held.has(permission))
}

/**
 * Whether a caller may ask for the operation.
 * @category predicates
 * @since 0.1.0
 */
export const mayAsk = (environment: Environment, state: State, request: AuthorizationRequest): boolean =>
  isKnown(environment, request.principal) && isPermitted(environment, state, request)

// The compiler cannot follow that the table gives each operation the error of its permission
// rule: it checks the second signature, and a test goes through all operations.

/**
 * The refusal for a caller who may not ask for the operation, or nothing.
 * @category functions
 * @since 0.1.0
 */
export function denial<K extends OperationName>(
  environment: Environment,
  state: State,
  request: AuthorizationRequest<K>,
): Refused<OperationError<K>> | undefined
export function denial(
  environment: Environment,
  state: State,
  request: AuthorizationRequest,
): Refused<Unauthenticated | MissingPermissions | MissingAnyPermissions | MissingTrustorPermissions> | undefined {
  if (mayAsk(environment, state, request)) return undefined
  const { correlationId, operation, principal } = request
  const origin = originOf(operation, correlationId)
  if (!isKnown(environment, principal)) {
    const message = "The organization or the user that calls does not exist or is not active"
    return { rule: "principal.known", error: new Unauthenticated({ ...origin, message, code: "bad.credentials" }) }
  }
  const { mode, permissions: needed } = permissionRule(environment.profile, operation)
  const permissions = [...needed]
  if (operations[operation].checkedIn === "trustor") {
    const message = `Missing in the trustor organization: [${permissions.join(", ")}]`
    return {
      rule: "permission.in-trustor-organization",
      error: new MissingTrustorPermissions({ ...origin, message, permissions }),
    }
  }
  if (mode === "ALL") {
    const message = `All of these permissions are needed: [${permissions.join(", ")}]`
    return { rule: "permission.all", error: new MissingPermissions({ ...origin, message, permissions }) }
  }
  const message = `At least one of these permissions is needed: [${permissions.join(", ")}]`
  return { rule: "permission.any", error: new MissingAnyPermissions({ ...origin, message, permissions }) }
}
