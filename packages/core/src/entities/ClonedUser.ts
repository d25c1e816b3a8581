/**
 * A trusted user who has been cloned into the trustor organization (API models
 * `ClonedUser`, `ClonedUserEntityListing`). A clone does agent work there, which a
 * trusted user cannot.
 */
import * as Schema from "effect/Schema"
import { UserId } from "../Identifiers.ts"
import { entities, entity } from "../internal/received.ts"

const domainEntityRef = entity("DomainEntityRef", {
  id: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * An entity of another organization by reference (API model `DomainEntityRef`).
 * @category models
 * @since 0.1.0
 */
export interface DomainEntityRef extends Schema.Schema.Type<typeof domainEntityRef> {}
/**
 * Codec of {@link DomainEntityRef}.
 * @category schemas
 * @since 0.1.0
 */
export const DomainEntityRef: Schema.Codec<DomainEntityRef, unknown> = domainEntityRef

const clonedUser = entity("ClonedUser", {
  id: UserId,
  name: Schema.optionalKey(Schema.String),
  /** The trustor organization, which the clone lives in. */
  trustor: Schema.optionalKey(DomainEntityRef),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * A cloned user, by the id of the user at home. Everything but the id may be missing.
 * @category models
 * @since 0.1.0
 */
export interface ClonedUser extends Schema.Schema.Type<typeof clonedUser> {}
/**
 * Codec of {@link ClonedUser}.
 * @category schemas
 * @since 0.1.0
 */
export const ClonedUser: Schema.Codec<ClonedUser, unknown> = clonedUser

const clonedUserEntityListing = entity("ClonedUserEntityListing", {
  entities: entities(ClonedUser),
  total: Schema.optionalKey(Schema.Finite),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * The clones of a trust: so few that they are not paged.
 * @category models
 * @since 0.1.0
 */
export interface ClonedUserEntityListing extends Schema.Schema.Type<typeof clonedUserEntityListing> {}
/**
 * Codec of {@link ClonedUserEntityListing}.
 * @category schemas
 * @since 0.1.0
 */
export const ClonedUserEntityListing: Schema.Codec<ClonedUserEntityListing, unknown> = clonedUserEntityListing
