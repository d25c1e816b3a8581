/**
 * Who calls: an organization, possibly a user of it, and what may be done there.
 */
import * as Schema from "effect/Schema"
import { OrganizationId, UserId } from "./Identifiers.ts"

/**
 * The caller of an operation. Without `userId` it is an application that acts for
 * the organization itself; such a caller can hold nothing in another organization,
 * because trusts let in users and groups only.
 * @category models
 * @since 0.1.0
 */
export class Principal extends Schema.Class<Principal>("Principal")({
  organizationId: OrganizationId,
  userId: Schema.optionalKey(UserId),
  /** Permissions held in the caller's own organization, as `domain:entity:action`. */
  permissions: Schema.Array(Schema.String),
}) {}
