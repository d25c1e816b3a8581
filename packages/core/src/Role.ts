/**
 * Roles bundle permissions. What a trust grants are roles of the trustor
 * organization.
 */
import * as Schema from "effect/Schema"
import { RoleId } from "./Identifiers.ts"

/**
 * A role as it is listed for a user (API model `DomainRole`). The API calls both
 * fields optional.
 */
export class DomainRole extends Schema.Class<DomainRole>("DomainRole")({
  id: Schema.optionalKey(RoleId),
  name: Schema.optionalKey(Schema.String),
}) {}

/**
 * The body of `PUT .../roles`: ids of trustor roles. It is the complete new set;
 * order and repetition carry no meaning.
 */
export const RoleIds = Schema.Array(RoleId).annotate({ identifier: "RoleIds" })
/** Ids of trustor roles. */
export type RoleIds = typeof RoleIds.Type
