/**
 * Roles bundle permissions. What a trust grants are roles of the trustor
 * organization.
 */
import * as Schema from "effect/Schema"
import { RoleId } from "../Identifiers.ts"
import { entity } from "../internal/received.ts"

const domainRole = entity("DomainRole", {
  id: Schema.optionalKey(RoleId),
  name: Schema.optionalKey(Schema.String),
})
/**
 * A role as it is listed for a user (API model `DomainRole`). The API calls both
 * fields optional.
 * @category models
 * @since 0.1.0
 */
export interface DomainRole extends Schema.Schema.Type<typeof domainRole> {}
/**
 * Codec of {@link DomainRole}.
 * @category schemas
 * @since 0.1.0
 */
export const DomainRole: Schema.Codec<DomainRole, unknown> = domainRole

/**
 * The body of `PUT .../roles`: ids of trustor roles. It is the complete new set;
 * order and repetition carry no meaning.
 * @category schemas
 * @since 0.1.0
 */
export const RoleIds = Schema.Array(RoleId).annotate({ identifier: "RoleIds" })
/**
 * Ids of trustor roles.
 * @category models
 * @since 0.1.0
 */
export type RoleIds = typeof RoleIds.Type
