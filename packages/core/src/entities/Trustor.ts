/**
 * The trust as the trustee organization sees it (API model `Trustor`).
 */
import * as Schema from "effect/Schema"
import { OrganizationId } from "../Identifiers.ts"
import { Organization } from "./Organization.ts"
import { Timestamp } from "../Timestamp.ts"
import { OrgUser } from "./User.ts"
import { TrusteeAuthorization } from "./UserAuthorization.ts"

/**
 * A trust, seen from the trustee. Its id is the trustor organization's id. The
 * API shows neither `dateExpired` nor the default-role flags on this side.
 */
export class Trustor extends Schema.Class<Trustor>("Trustor")({
  id: OrganizationId,
  enabled: Schema.optionalKey(Schema.Boolean),
  dateCreated: Schema.optionalKey(Timestamp),
  createdBy: Schema.optionalKey(OrgUser),
  /** The trustor organization. */
  organization: Schema.optionalKey(Organization),
  /** What the calling user may do in the trustor organization (since July 2018). */
  authorization: Schema.optionalKey(TrusteeAuthorization),
  selfUri: Schema.optionalKey(Schema.String),
}) {}
