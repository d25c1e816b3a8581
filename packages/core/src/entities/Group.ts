/**
 * Groups that a trust lets in (API models `TrustGroup`, `GroupContact`). A trusted
 * group gives its roles to each of its members.
 */
import * as Schema from "effect/Schema"
import { GroupId } from "../Identifiers.ts"
import { json } from "../internal/json.ts"
import { openEnum } from "../internal/openEnum.ts"
import { entity, list } from "../internal/received.ts"
import { ReceivedTimestamp } from "../Timestamp.ts"
import { Image, OrgUser } from "./User.ts"

const groupContact = entity("GroupContact", {
  address: Schema.optionalKey(Schema.String),
  extension: Schema.optionalKey(Schema.String),
  display: Schema.optionalKey(Schema.String),
  type: Schema.optionalKey(Schema.String),
  mediaType: Schema.optionalKey(Schema.String),
})
/**
 * A way to reach a group (API model `GroupContact`).
 * @category models
 * @since 0.1.0
 */
export interface GroupContact extends Schema.Schema.Type<typeof groupContact> {}
/**
 * Codec of {@link GroupContact}.
 * @category schemas
 * @since 0.1.0
 */
export const GroupContact: Schema.Codec<GroupContact, unknown> = groupContact

const trustGroup = entity("TrustGroup", {
  id: GroupId,
  name: Schema.optionalKey(Schema.String),
  description: Schema.optionalKey(Schema.String),
  dateModified: Schema.optionalKey(ReceivedTimestamp),
  memberCount: Schema.optionalKey(Schema.Finite),
  state: Schema.optionalKey(openEnum(["active", "inactive", "deleted"])),
  version: Schema.optionalKey(Schema.Finite),
  type: Schema.optionalKey(openEnum(["official", "social"])),
  images: Schema.optionalKey(list(Image)),
  addresses: Schema.optionalKey(list(GroupContact)),
  rulesVisible: Schema.optionalKey(Schema.Boolean),
  visibility: Schema.optionalKey(openEnum(["public", "owners", "members"])),
  rolesEnabled: Schema.optionalKey(Schema.Boolean),
  includeOwners: Schema.optionalKey(Schema.Boolean),
  callsEnabled: Schema.optionalKey(Schema.Boolean),
  email: Schema.optionalKey(Schema.String),
  owners: Schema.optionalKey(json),
  /** When the group joined the trust, not when the group was made. */
  dateCreated: Schema.optionalKey(ReceivedTimestamp),
  /** Who added the group to the trust. */
  createdBy: Schema.optionalKey(OrgUser),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * A trustee's group in a pairing or in a trust (API model `TrustGroup`). Everything but the id may be missing.
 * @category models
 * @since 0.1.0
 */
export interface TrustGroup extends Schema.Schema.Type<typeof trustGroup> {}
/**
 * Codec of {@link TrustGroup}.
 * @category schemas
 * @since 0.1.0
 */
export const TrustGroup: Schema.Codec<TrustGroup, unknown> = trustGroup
