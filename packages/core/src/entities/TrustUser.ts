/**
 * A trustee user whom a trust lets in (API models `TrustUser`, `TrustUserDetails`).
 */
import * as Schema from "effect/Schema"
import { Timestamp } from "../Timestamp.ts"
import { directoryUserFields, OrgUser } from "./User.ts"

/** When the user joined the trust, and by whose hand. */
export const TrustUserDetails = Schema.Struct({
  dateCreated: Schema.optionalKey(Timestamp),
  createdBy: Schema.optionalKey(OrgUser),
}).annotate({ identifier: "TrustUserDetails" })
/** When the user joined the trust, and by whose hand. */
export type TrustUserDetails = typeof TrustUserDetails.Type

/** A member of a trust. Everything but the id may be missing. */
export class TrustUser extends Schema.Class<TrustUser>("TrustUser")({
  ...directoryUserFields,
  trustUserDetails: Schema.optionalKey(TrustUserDetails),
}) {}
