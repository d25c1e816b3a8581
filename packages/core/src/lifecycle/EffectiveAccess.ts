/**
 * What a user may do in a trustor organization: the function at the heart of
 * security. User U may do P in trustor R when the trust is enabled and not expired,
 * U is active, and a role of R that holds P is granted to U or to a trusted group
 * of U. In a trust with Customer Care, U in the trust also has what its flags give.
 */
import * as DateTime from "effect/DateTime"
import type { DivisionId, OrganizationId, UserId } from "../Identifiers.ts"
import * as Ordered from "../internal/Ordered.ts"
import { defaultPermissions } from "./CareAccess.ts"
import type { Grant } from "./Event.ts"
import type { Environment } from "./Request.ts"
import { clonesOf, type State, type Trust, trust } from "./State.ts"
import { activeUser, type World } from "./World.ts"

/**
 * Whose access, and where.
 * @category models
 * @since 0.1.0
 */
export interface AccessQuestion {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
  readonly userId: UserId
  readonly now: DateTime.Utc
  /** Only what holds in this division of the trustor; without it, what holds in any. */
  readonly divisionId?: DivisionId
}

/**
 * Whether the trust lets anybody in at this time.
 * @category predicates
 * @since 0.1.0
 */
export const isTrustOpen = (candidate: Pick<Trust, "settings">, now: DateTime.Utc): boolean =>
  candidate.settings.enabled &&
  (candidate.settings.dateExpired === undefined || DateTime.isLessThan(now, candidate.settings.dateExpired))

/**
 * Whether the trust lets the user in: by name, or as a member of a group.
 * @category predicates
 * @since 0.1.0
 */
export const isTrusted = (world: World, current: Trust, userId: UserId): boolean =>
  Ordered.has(current.users, userId) ||
  world
    .get(current.trusteeOrgId)
    ?.groupsOf.get(userId)
    ?.some((id) => Ordered.has(current.groups, id)) === true

/**
 * The users whose clone goes because the trust does not let them in any more.
 * @category functions
 * @since 0.1.0
 */
export const orphans = ({ profile, world }: Environment, current: Trust): ReadonlyArray<UserId> =>
  profile.cloneOfUntrusted === "Keep"
    ? []
    : clonesOf(current).flatMap(({ id }) => (isTrusted(world, current, id) ? [] : [id]))

const grantsOf = (world: World, current: Trust, userId: UserId): ReadonlyArray<Grant> => {
  const groupIds = world.get(current.trusteeOrgId)?.groupsOf.get(userId) ?? []
  const throughGroups = groupIds.flatMap((id) => Ordered.get(current.groups, id)?.grants ?? [])
  return [...(Ordered.get(current.users, userId)?.grants ?? []), ...throughGroups]
}

/**
 * The permissions that the trust gives the user in the trustor organization.
 * @category functions
 * @since 0.1.0
 */
export const permissionsOf = (world: World, state: State, question: AccessQuestion): ReadonlySet<string> => {
  const { trustorOrgId, trusteeOrgId, userId, divisionId, now } = question
  const current = trust(state, trustorOrgId, trusteeOrgId)
  if (current === undefined || !isTrustOpen(current, now) || activeUser(world, trusteeOrgId, userId) === undefined) {
    return new Set()
  }
  const roles = world.get(trustorOrgId)?.roles
  const granted = grantsOf(world, current, userId)
    .filter((grant) => divisionId === undefined || grant.divisionId === undefined || grant.divisionId === divisionId)
    .flatMap((grant) => roles?.get(grant.roleId)?.permissions ?? [])
  const { defaults } = current
  return new Set(
    defaults === undefined || !isTrusted(world, current, userId)
      ? granted
      : [...granted, ...defaultPermissions(world, trustorOrgId, defaults)],
  )
}

/**
 * Whether the trust gives the user the permission in the trustor organization.
 * @category predicates
 * @since 0.1.0
 */
export const mayDo = (world: World, state: State, question: AccessQuestion, permission: string): boolean =>
  permissionsOf(world, state, question).has(permission)
