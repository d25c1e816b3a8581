/**
 * The organization as other models embed it (API model `Organization`).
 */
import * as Schema from "effect/Schema"
import { OrganizationId } from "../Identifiers.ts"
import { openEnum } from "../internal/openEnum.ts"
import { dictionary, entity } from "../internal/received.ts"

const organization = entity("Organization", {
  id: OrganizationId,
  name: Schema.optionalKey(Schema.String),
  defaultLanguage: Schema.optionalKey(Schema.String),
  defaultCountryCode: Schema.optionalKey(Schema.String),
  /** Short name, globally unique, immutable. */
  thirdPartyOrgName: Schema.optionalKey(Schema.String),
  thirdPartyURI: Schema.optionalKey(Schema.String),
  domain: Schema.optionalKey(Schema.String),
  version: Schema.optionalKey(Schema.Finite),
  state: Schema.optionalKey(openEnum(["active", "inactive", "deleted"])),
  defaultSiteId: Schema.optionalKey(Schema.String),
  supportURI: Schema.optionalKey(Schema.String),
  voicemailEnabled: Schema.optionalKey(Schema.Boolean),
  productPlatform: Schema.optionalKey(
    openEnum([
      "GenesysCloud",
      "PureCloud",
      "PureEngage",
      "PureEngageCloud",
      "PureConnect",
      "PureConnectCloud",
      "Unknown",
    ]),
  ),
  selfUri: Schema.optionalKey(Schema.String),
  features: Schema.optionalKey(dictionary(Schema.Boolean)),
})
/**
 * An organization on the platform. Everything but the id may be missing.
 * @category models
 * @since 0.1.0
 */
export interface Organization extends Schema.Schema.Type<typeof organization> {}
/**
 * Codec of {@link Organization}.
 * @category schemas
 * @since 0.1.0
 */
export const Organization: Schema.Codec<Organization, unknown> = organization
