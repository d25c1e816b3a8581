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
 */
export interface DomainRole extends Schema.Schema.Type<typeof domainRole> {}
/** Codec of {@link DomainRole}. */
export const DomainRole: Schema.Codec<DomainRole, unknown> = domainRole

/**
 * The body of `PUT .../roles`: ids of trustor roles. It is the complete new set;
 * order and repetition carry no meaning.
 */
export const RoleIds = Schema.Array(RoleId).annotate({ identifier: "RoleIds" })
/** Ids of trustor roles. */
export type RoleIds = typeof RoleIds.Type
