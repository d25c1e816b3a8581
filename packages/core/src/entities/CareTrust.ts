/**
 * Trusts with the vendor's Customer Care organizations: what they are asked for with,
 * and the references to those organizations (API models `TrusteeReferenceList`,
 * `AddressableEntityRef`).
 */
import * as Schema from "effect/Schema"
import { OrganizationId } from "../Identifiers.ts"
import { entities, entity } from "../internal/received.ts"

const flag = Schema.optionalKey(Schema.Boolean)

/**
 * How the default trust is made; what is not said is not so.
 * @category schemas
 * @since 0.1.0
 */
export const DefaultTrustOptions = Schema.Struct({
  /** The people in the trust have the Admin role by default. */
  assignDefaultRole: flag,
  /** The trust ends after 30 days. */
  autoExpire: flag,
})
/**
 * How the default trust is made.
 * @category models
 * @since 0.1.0
 */
export type DefaultTrustOptions = typeof DefaultTrustOptions.Type

/**
 * How the trusts with Customer Care are made; what is not said is not so.
 * @category schemas
 * @since 0.1.0
 */
export const CareTrustOptions = Schema.Struct({
  ...DefaultTrustOptions.fields,
  /** The people in the trusts use a full-access role by default. */
  assignFullAccess: flag,
  /** The people in the trusts have Trusted User access by default. */
  allowTrustedUserAccess: flag,
})
/**
 * How the trusts with Customer Care are made.
 * @category models
 * @since 0.1.0
 */
export type CareTrustOptions = typeof CareTrustOptions.Type

const addressableEntityRef = entity("AddressableEntityRef", {
  id: OrganizationId,
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * An organization by reference.
 * @category models
 * @since 0.1.0
 */
export interface AddressableEntityRef extends Schema.Schema.Type<typeof addressableEntityRef> {}
/**
 * Codec of {@link AddressableEntityRef}.
 * @category schemas
 * @since 0.1.0
 */
export const AddressableEntityRef: Schema.Codec<AddressableEntityRef, unknown> = addressableEntityRef

const trusteeReferenceList = entity("TrusteeReferenceList", {
  entities: entities(AddressableEntityRef),
})
/**
 * The Customer Care organizations.
 * @category models
 * @since 0.1.0
 */
export interface TrusteeReferenceList extends Schema.Schema.Type<typeof trusteeReferenceList> {}
/**
 * Codec of {@link TrusteeReferenceList}.
 * @category schemas
 * @since 0.1.0
 */
export const TrusteeReferenceList: Schema.Codec<TrusteeReferenceList, unknown> = trusteeReferenceList
