/**
 * Users of an organization, as the platform's directory describes them (API
 * models `OrgUser`, `Contact`, `Image`, `Chat`). Parts of a directory user that
 * belong to other APIs (presence, routing, skills, ...) are kept as the JSON that
 * came, and moments of those as the text, so nothing is lost and nothing of them can
 * break a decoder.
 */
import * as Schema from "effect/Schema"
import { Division } from "./Division.ts"
import { UserId } from "../Identifiers.ts"
import { json } from "../internal/json.ts"
import { openEnum } from "../internal/openEnum.ts"
import { entity, list } from "../internal/received.ts"
import { Organization } from "./Organization.ts"
import { UserAuthorization } from "./UserAuthorization.ts"

const contact = entity("Contact", {
  address: Schema.optionalKey(Schema.String),
  display: Schema.optionalKey(Schema.String),
  mediaType: Schema.optionalKey(openEnum(["PHONE", "EMAIL", "SMS"])),
  type: Schema.optionalKey(openEnum(["PRIMARY", "WORK", "WORK2", "WORK3", "WORK4", "HOME", "MOBILE", "MAIN", "OTHER"])),
  extension: Schema.optionalKey(Schema.String),
  countryCode: Schema.optionalKey(Schema.String),
  integration: Schema.optionalKey(Schema.String),
})
/**
 * A way to reach a user (API model `Contact`).
 * @category models
 * @since 0.1.0
 */
export interface Contact extends Schema.Schema.Type<typeof contact> {}
/**
 * Codec of {@link Contact}.
 * @category schemas
 * @since 0.1.0
 */
export const Contact: Schema.Codec<Contact, unknown> = contact

const image = entity("Image", {
  resolution: Schema.optionalKey(Schema.String),
  imageUri: Schema.optionalKey(Schema.String),
})
/**
 * A picture of a user or a group (API model `Image`).
 * @category models
 * @since 0.1.0
 */
export interface Image extends Schema.Schema.Type<typeof image> {}
/**
 * Codec of {@link Image}.
 * @category schemas
 * @since 0.1.0
 */
export const Image: Schema.Codec<Image, unknown> = image

const chat = entity("Chat", {
  jabberId: Schema.optionalKey(Schema.String),
})
/**
 * A user's chat address (API model `Chat`).
 * @category models
 * @since 0.1.0
 */
export interface Chat extends Schema.Schema.Type<typeof chat> {}
/**
 * Codec of {@link Chat}.
 * @category schemas
 * @since 0.1.0
 */
export const Chat: Schema.Codec<Chat, unknown> = chat

const other = Schema.optionalKey(json)
const text = Schema.optionalKey(Schema.String)

/**
 * Fields that every directory user has, whichever model wraps it.
 * @category constants
 * @since 0.1.0
 */
export const directoryUserFields = {
  id: UserId,
  name: text,
  division: Schema.optionalKey(Division),
  chat: Schema.optionalKey(Chat),
  department: text,
  email: text,
  primaryContactInfo: Schema.optionalKey(list(Contact)),
  addresses: Schema.optionalKey(list(Contact)),
  state: Schema.optionalKey(openEnum(["active", "inactive", "deleted"])),
  title: text,
  username: text,
  preferredName: text,
  manager: other,
  images: Schema.optionalKey(list(Image)),
  version: Schema.optionalKey(Schema.Finite),
  certifications: Schema.optionalKey(list(Schema.String)),
  biography: other,
  employerInfo: other,
  routingStatus: other,
  presence: other,
  integrationPresence: other,
  conversationSummary: other,
  outOfOffice: other,
  geolocation: other,
  station: other,
  authorization: Schema.optionalKey(UserAuthorization),
  profileSkills: Schema.optionalKey(list(Schema.String)),
  locations: other,
  groups: other,
  team: other,
  workPlanBidRanks: other,
  skills: other,
  languages: other,
  acdAutoAnswer: Schema.optionalKey(Schema.Boolean),
  languagePreference: text,
  dateLastLogin: text,
  lastTokenIssued: other,
  dateWelcomeSent: text,
  selfUri: text,
} as const

const orgUser = entity("OrgUser", {
  ...directoryUserFields,
  organization: Schema.optionalKey(Organization),
})
/**
 * A user together with the organization that the user belongs to (API model
 * `OrgUser`). Everything but the id may be missing.
 * @category models
 * @since 0.1.0
 */
export interface OrgUser extends Schema.Schema.Type<typeof orgUser> {}
/**
 * Codec of {@link OrgUser}.
 * @category schemas
 * @since 0.1.0
 */
export const OrgUser: Schema.Codec<OrgUser, unknown> = orgUser
