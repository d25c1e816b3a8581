/**
 * The trust as the trustee organization sees it (API model `Trustor`).
 */
import * as Schema from "effect/Schema"
import { OrganizationId } from "../Identifiers.ts"
import { entity } from "../internal/received.ts"
import { Organization } from "./Organization.ts"
import { ReceivedTimestamp } from "../Timestamp.ts"
import { OrgUser } from "./User.ts"
import { TrusteeAuthorization } from "./UserAuthorization.ts"

const trustor = entity("Trustor", {
  id: OrganizationId,
  enabled: Schema.optionalKey(Schema.Boolean),
  dateCreated: Schema.optionalKey(ReceivedTimestamp),
  createdBy: Schema.optionalKey(OrgUser),
  /** The trustor organization. */
  organization: Schema.optionalKey(Organization),
  /** What the calling user may do in the trustor organization (since July 2018). */
  authorization: Schema.optionalKey(TrusteeAuthorization),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * A trust, seen from the trustee. Its id is the trustor organization's id. The
 * API shows neither `dateExpired` nor the default-role flags on this side.
 * @category models
 * @since 0.1.0
 */
export interface Trustor extends Schema.Schema.Type<typeof trustor> {}
/**
 * Codec of {@link Trustor}.
 * @category schemas
 * @since 0.1.0
 */
export const Trustor: Schema.Codec<Trustor, unknown> = trustor
