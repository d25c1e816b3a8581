/**
 * A trustee user whom a trust lets in (API models `TrustUser`, `TrustUserDetails`).
 */
import * as Schema from "effect/Schema"
import { entity } from "../internal/received.ts"
import { ReceivedTimestamp } from "../Timestamp.ts"
import { directoryUserFields, OrgUser } from "./User.ts"

const trustUserDetails = entity("TrustUserDetails", {
  dateCreated: Schema.optionalKey(ReceivedTimestamp),
  createdBy: Schema.optionalKey(OrgUser),
})
/**
 * When the user joined the trust, and by whose hand.
 * @category models
 * @since 0.1.0
 */
export interface TrustUserDetails extends Schema.Schema.Type<typeof trustUserDetails> {}
/**
 * Codec of {@link TrustUserDetails}.
 * @category schemas
 * @since 0.1.0
 */
export const TrustUserDetails: Schema.Codec<TrustUserDetails, unknown> = trustUserDetails

const trustUser = entity("TrustUser", {
  ...directoryUserFields,
  trustUserDetails: Schema.optionalKey(TrustUserDetails),
})
/**
 * A member of a trust. Everything but the id may be missing.
 * @category models
 * @since 0.1.0
 */
export interface TrustUser extends Schema.Schema.Type<typeof trustUser> {}
/**
 * Codec of {@link TrustUser}.
 * @category schemas
 * @since 0.1.0
 */
export const TrustUser: Schema.Codec<TrustUser, unknown> = trustUser
