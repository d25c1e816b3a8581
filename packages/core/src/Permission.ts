/**
 * Permissions of the platform that guard this API, and the rules by which an
 * operation asks for them.
 */

/**
 * Every permission that an operation asks for, written `domain:entity:action`.
 * The first two are not permissions but markers that the API's documentation
 * named until June 2019.
 * @category constants
 * @since 0.1.0
 */
export const permissions = [
  "admin",
  "role_manager",
  "authorization:orgTrustee:add",
  "authorization:orgTrustee:view",
  "authorization:orgTrustee:edit",
  "authorization:orgTrustee:delete",
  "authorization:orgTrustor:view",
  "authorization:orgTrustor:delete",
  "authorization:orgTrusteeUser:add",
  "authorization:orgTrusteeUser:view",
  "authorization:orgTrusteeUser:edit",
  "authorization:orgTrusteeUser:delete",
  "authorization:audit:view",
  "authorization:orgTrusteeGroup:add",
  "authorization:orgTrusteeGroup:view",
  "authorization:orgTrusteeGroup:edit",
  "authorization:orgTrusteeGroup:delete",
  "directory:user:view",
  "directory:user:delete",
] as const

/**
 * A permission that some operation asks for.
 * @category models
 * @since 0.1.0
 */
export type Permission = (typeof permissions)[number]

/**
 * Which permissions an operation asks for, and whether one of them or all are needed.
 * @category models
 * @since 0.1.0
 */
export interface PermissionRule {
  readonly mode: "ANY" | "ALL"
  readonly permissions: ReadonlyArray<Permission>
}

/**
 * A rule that is met by any one of the permissions.
 * @category functions
 * @since 0.1.0
 */
export const anyOf = (...permissions: ReadonlyArray<Permission>): PermissionRule => ({ mode: "ANY", permissions })

/**
 * A rule that is met only by all of the permissions together.
 * @category functions
 * @since 0.1.0
 */
export const allOf = (...permissions: ReadonlyArray<Permission>): PermissionRule => ({ mode: "ALL", permissions })

/**
 * Whether someone for whom `holds` is true of exactly the held permissions meets the rule.
 * @category predicates
 * @since 0.1.0
 */
export const isMet = (rule: PermissionRule, holds: (permission: Permission) => boolean): boolean =>
  rule.mode === "ANY" ? rule.permissions.some(holds) : rule.permissions.every(holds)
