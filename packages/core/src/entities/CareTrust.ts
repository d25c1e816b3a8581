/**
 * Trusts with the vendor's Customer Care organizations: what they are asked for with,
 * and the references to those organizations (API models `TrusteeReferenceList`,
 * `AddressableEntityRef`).
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { OrganizationId } from "../Identifiers.ts"

const flag = Schema.optionalKey(Schema.Boolean)

/** How the default trust is made; what is not said is not so. */
export const DefaultTrustOptions = Schema.Struct({
  /** The people in the trust have the Admin role by default. */
  assignDefaultRole: flag,
  /** The trust ends after 30 days. */
  autoExpire: flag,
})
/** How the default trust is made. */
export type DefaultTrustOptions = typeof DefaultTrustOptions.Type

/** How the trusts with Customer Care are made; what is not said is not so. */
export const CareTrustOptions = Schema.Struct({
  ...DefaultTrustOptions.fields,
  /** The people in the trusts use a full-access role by default. */
  assignFullAccess: flag,
  /** The people in the trusts have Trusted User access by default. */
  allowTrustedUserAccess: flag,
})
/** How the trusts with Customer Care are made. */
export type CareTrustOptions = typeof CareTrustOptions.Type

/** An organization by reference. */
export const AddressableEntityRef = Schema.Struct({
  id: OrganizationId,
  selfUri: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "AddressableEntityRef" })
/** An organization by reference. */
export type AddressableEntityRef = typeof AddressableEntityRef.Type

/** The Customer Care organizations. */
export const TrusteeReferenceList = Schema.Struct({
  entities: Schema.Array(AddressableEntityRef).pipe(
    Schema.withDecodingDefaultTypeKey(Effect.succeed<ReadonlyArray<AddressableEntityRef>>([])),
  ),
}).annotate({ identifier: "TrusteeReferenceList" })
/** The Customer Care organizations. */
export type TrusteeReferenceList = typeof TrusteeReferenceList.Type
