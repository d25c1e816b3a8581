/**
 * Customer Care: which organizations of a world it has, and what its people may do by
 * default in a trust that was made for them.
 */
import type { OrganizationId } from "../Identifiers.ts"
import type { TrustDefaults } from "./Event.ts"
import type { World } from "./World.ts"

/**
 * The Customer Care organizations that an organization can let in, in the world's order: all but itself.
 * @category functions
 * @since 0.1.0
 */
export const careOrganizations = (world: World, trustorOrgId: OrganizationId): ReadonlyArray<OrganizationId> =>
  Array.from(world.values()).flatMap(({ organization: { id, isCare } }) =>
    isCare === true && id !== trustorOrgId ? [id] : [],
  )

/**
 * What everybody who is let in needs, to see where and with whom.
 * @category constants
 * @since 0.1.0
 */
export const trustedUser = ["authorization:orgTrustor:view", "authorization:orgTrusteeUser:view"] as const

/**
 * What somebody in the trust may do by its flags alone. The Admin role and full access
 * are everything that the roles of the trustor permit.
 * @category functions
 * @since 0.1.0
 */
export const defaultPermissions = (
  world: World,
  trustorOrgId: OrganizationId,
  { hasFullAccess, isTrustedUser, usesDefaultRole }: TrustDefaults,
): ReadonlyArray<string> => {
  const roles = Array.from(world.get(trustorOrgId)?.roles.values() ?? [])
  return [
    ...(usesDefaultRole || hasFullAccess ? roles.flatMap(({ permissions }) => permissions) : []),
    ...(isTrustedUser ? trustedUser : []),
  ]
}
