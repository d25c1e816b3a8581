/**
 * Who is to be let in where: what an onboarding is asked for.
 */
import * as Schema from "effect/Schema"
import { canonicalId, DivisionId, GroupId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"

/**
 * A role of the trustor: in all divisions, or in one.
 * @category schemas
 * @since 0.1.0
 */
export const Grant = Schema.Struct({ roleId: RoleId, divisionId: Schema.optionalKey(DivisionId) })
/**
 * A role of the trustor: in all divisions, or in one.
 * @category models
 * @since 0.1.0
 */
export type Grant = typeof Grant.Type

/**
 * A user of the trustee, with the roles that it is to have.
 * @category schemas
 * @since 0.1.0
 */
export const WantedUser = Schema.Struct({ id: UserId, grants: Schema.Array(Grant) })

/**
 * A group of the trustee, with the roles that it is to have.
 * @category schemas
 * @since 0.1.0
 */
export const WantedGroup = Schema.Struct({ id: GroupId, grants: Schema.Array(Grant) })

/**
 * The two organizations of a trust.
 * @category schemas
 * @since 0.1.0
 */
export const pair = {
  /** The organization that lets the other one in. */
  trustorOrgId: OrganizationId,
  /** The organization whose people come in. */
  trusteeOrgId: OrganizationId,
} as const

/**
 * Whether two different organizations are meant.
 * @category checks
 * @since 0.1.0
 */
export const isPair = Schema.makeFilter(
  ({ trusteeOrgId, trustorOrgId }: { readonly trusteeOrgId: string; readonly trustorOrgId: string }) =>
    canonicalId(trustorOrgId) === canonicalId(trusteeOrgId)
      ? "expected two organizations, got the same one as trustor and as trustee"
      : undefined,
)
