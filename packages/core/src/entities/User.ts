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
import { Organization } from "./Organization.ts"
import { UserAuthorization } from "./UserAuthorization.ts"

/** A way to reach a user (API model `Contact`). */
export const Contact = Schema.Struct({
  address: Schema.optionalKey(Schema.String),
  display: Schema.optionalKey(Schema.String),
  mediaType: Schema.optionalKey(openEnum(["PHONE", "EMAIL", "SMS"])),
  type: Schema.optionalKey(openEnum(["PRIMARY", "WORK", "WORK2", "WORK3", "WORK4", "HOME", "MOBILE", "MAIN", "OTHER"])),
  extension: Schema.optionalKey(Schema.String),
  countryCode: Schema.optionalKey(Schema.String),
  integration: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "Contact" })
/** A way to reach a user. */
export type Contact = typeof Contact.Type

/** A picture of a user or a group (API model `Image`). */
export const Image = Schema.Struct({
  resolution: Schema.optionalKey(Schema.String),
  imageUri: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "Image" })
/** A picture of a user or a group. */
export type Image = typeof Image.Type

/** A user's chat address (API model `Chat`). */
export const Chat = Schema.Struct({
  jabberId: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "Chat" })
/** A user's chat address. */
export type Chat = typeof Chat.Type

const other = Schema.optionalKey(json)
const text = Schema.optionalKey(Schema.String)

/** Fields that every directory user has, whichever model wraps it. */
export const directoryUserFields = {
  id: UserId,
  name: text,
  division: Schema.optionalKey(Division),
  chat: Schema.optionalKey(Chat),
  department: text,
  email: text,
  primaryContactInfo: Schema.optionalKey(Schema.Array(Contact)),
  addresses: Schema.optionalKey(Schema.Array(Contact)),
  state: Schema.optionalKey(openEnum(["active", "inactive", "deleted"])),
  title: text,
  username: text,
  preferredName: text,
  manager: other,
  images: Schema.optionalKey(Schema.Array(Image)),
  version: Schema.optionalKey(Schema.Finite),
  certifications: Schema.optionalKey(Schema.Array(Schema.String)),
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
  profileSkills: Schema.optionalKey(Schema.Array(Schema.String)),
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

/**
 * A user together with the organization that the user belongs to (API model
 * `OrgUser`). Everything but the id may be missing.
 */
export const OrgUser = Schema.Struct({
  ...directoryUserFields,
  organization: Schema.optionalKey(Organization),
}).annotate({ identifier: "OrgUser" })
/** A user together with the organization that the user belongs to. */
export type OrgUser = typeof OrgUser.Type
