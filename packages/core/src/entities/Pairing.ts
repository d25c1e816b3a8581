/**
 * Pairings: how a trustee organization asks to be let in. The API's models are
 * `TrustRequestCreate` and `TrustRequest`. A pairing is immutable; the API has no
 * operation that lists, changes or deletes one.
 */
import * as Schema from "effect/Schema"
import { TrustGroup } from "./Group.ts"
import { GroupId, PairingId, UserId } from "../Identifiers.ts"
import { entity, list } from "../internal/received.ts"
import { Organization } from "./Organization.ts"
import { ReceivedTimestamp } from "../Timestamp.ts"
import { OrgUser } from "./User.ts"

/**
 * Who of the trustee organization asks for access: at least one user or one group.
 * @category schemas
 * @since 0.1.0
 */
export const TrustRequestCreate = Schema.Struct({
  userIds: Schema.optionalKey(Schema.Array(UserId)),
  groupIds: Schema.optionalKey(Schema.Array(GroupId)),
}).annotate({ identifier: "TrustRequestCreate" })
/**
 * Who of the trustee organization asks for access.
 * @category models
 * @since 0.1.0
 */
export type TrustRequestCreate = typeof TrustRequestCreate.Type

const trustRequest = entity("TrustRequest", {
  id: PairingId,
  createdBy: Schema.optionalKey(OrgUser),
  dateCreated: Schema.optionalKey(ReceivedTimestamp),
  trustee: Schema.optionalKey(Organization),
  users: Schema.optionalKey(list(OrgUser)),
  groups: Schema.optionalKey(list(TrustGroup)),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * A pairing. It has no expiry field and no status: its lifetime counts from
 * `dateCreated`, and a used or expired pairing is simply not found. It names no
 * trustor either: whoever holds the id can use it, once.
 * @category models
 * @since 0.1.0
 */
export interface TrustRequest extends Schema.Schema.Type<typeof trustRequest> {}
/**
 * Codec of {@link TrustRequest}.
 * @category schemas
 * @since 0.1.0
 */
export const TrustRequest: Schema.Codec<TrustRequest, unknown> = trustRequest
