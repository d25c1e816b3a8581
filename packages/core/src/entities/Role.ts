/**
 * Roles bundle permissions. What a trust grants are roles of the trustor
 * organization.
 */
import * as Schema from "effect/Schema"
import { RoleId } from "../Identifiers.ts"

/**
 * A role as it is listed for a user (API model `DomainRole`). The API calls both
 * fields optional.
 */
export const DomainRole = Schema.Struct({
  id: Schema.optionalKey(RoleId),
  name: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "DomainRole" })
/** A role as it is listed for a user. */
export type DomainRole = typeof DomainRole.Type

/**
 * The body of `PUT .../roles`: ids of trustor roles. It is the complete new set;
 * order and repetition carry no meaning.
 */
export const RoleIds = Schema.Array(RoleId).annotate({ identifier: "RoleIds" })
/** Ids of trustor roles. */
export type RoleIds = typeof RoleIds.Type
