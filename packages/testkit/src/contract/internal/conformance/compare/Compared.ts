/**
 * What of an answer conformance compares, in one table: the comparison reads it, and so
 * does the table of the contract's document.
 */

/** Why a field is compared, or that it is not. */
export type Standing =
  /** The API's documents say what it means. */
  | "documented"
  /** The implementation declares it in its capabilities. */
  | "declared"
  /** Each implementation's own. */
  | "ignored"

/** How a field of answers is compared. */
export interface Compared {
  readonly standing: Standing
  /** Whether it has to be there where the model has it: left out it would say something else. */
  readonly isEssential: boolean
  /** What is compared of it. */
  readonly note: string
}

const has = (standing: Standing, note: string): Compared => ({ standing, isEssential: true, note })
const may = (standing: Standing, note: string): Compared => ({ standing, isEssential: false, note })
const ignored = (note: string): Compared => ({ standing: "ignored", isEssential: false, note })

/** Fields of entities, by name. One that is not in the table is ignored. */
export const entityFields: Readonly<Record<string, Compared>> = {
  id: has("documented", "the same, but for ids that the implementation makes up"),
  entities: has("documented", "the same ones, in any order"),
  users: has("documented", "the same ones, in any order; a list of nobody may be missing"),
  groups: has("documented", "the same ones, in any order; a list of none may be missing"),
  roles: has("documented", "the same ones, in any order"),
  permissions: has("documented", "the same ones, in any order"),
  authorization: has("documented", "its roles and permissions"),
  enabled: has("documented", "the same"),
  dateExpired: has(
    "declared",
    "the same moment, missing where there is no end; one that nobody asked for as far as the time of the implementation is known; `updateWithoutEnd`, `autoExpiry`",
  ),
  dateCreated: may("documented", "the same moment, as far as the time of the implementation is known"),
  createdBy: may("documented", "the user who called; open where a client without a user did"),
  trustUserDetails: may("documented", "its date and its maker"),
  usesDefaultRole: may("documented", "missing is false"),
  hasFullAccess: may("documented", "missing is false"),
  isTrustedUser: may("documented", "missing is false"),
  trustee: may("documented", "the organization that made a pairing"),
  organization: may("documented", "the other organization of a trust"),
  trustor: may("documented", "the organization in which a clone lives"),
  name: may("documented", "that of the world"),
  email: may("documented", "that of the world"),
  state: may("documented", "that of the world"),
  version: ignored("the directory's own"),
  selfUri: ignored("the form of links is not documented"),
  memberCount: ignored("the directory's own"),
  unusedRoles: ignored("what counts as used is not documented"),
  permissionPolicies: ignored("what a role brings along is not of this API"),
}

/** Fields of pages, by name; each may be missing but `entities`. */
export const pageFields: Readonly<Record<string, Compared>> = {
  "total, pageCount": may("documented", "the right numbers"),
  "pageSize, pageNumber": may(
    "documented",
    "those that were asked for, or the defaults; not of a list that has no pages",
  ),
  "nextUri, previousUri": may(
    "documented",
    "the number of the page; all links may be missing, or none that there is a page for",
  ),
  "firstUri, lastUri, selfUri": ignored("a law looks at the first and the last"),
}

/** Fields of errors, by name. */
export const errorFields: Readonly<Record<string, Compared>> = {
  "status and kind": has(
    "declared",
    "which refusal; `unknownMember`, `unknownRole`, `duplicateMember`, `overLimit`, `endInPast`",
  ),
  "code of a 400": has("documented", "one of the documented ones; which is for what is open"),
  "code of a 409": has("documented", "the same"),
  permissions: may("documented", "those that the operation asks for, where some are named"),
  "limit.value": may("declared", "that of the profile; no limit may be named where none was hit"),
  "limit.key, limit.namespace": ignored("no key of this API is documented"),
  "entityId, entityName": ignored("what a refusal names is not documented"),
  "message, details": ignored("for people"),
  correlationId: has("documented", "there, and no two the same"),
}

/** Fields of audits, where `audits` declares that they have the shape of `AuditSearchResult`, and what else. */
export const auditFields: Readonly<Record<string, Compared>> = {
  timestamp: has("documented", "when the change was made, as far as the time of the implementation is known"),
  action: has("declared", "the same, where `Entries` are promised; `auditClearing`"),
  "entity.type": has("declared", "the same, where `Entries` are promised"),
  "entity.id": has("declared", "the member, or the trust by one of its organizations; `auditTrust`"),
  "user.id": has("declared", "the user who called, else the organization or nobody; `auditActor`"),
  level: may("declared", "the same; `auditLevel`"),
  "total, pageCount": may("documented", "the right numbers, where `Entries` are promised"),
  "which are found": has(
    "declared",
    "where `Users`, `Sorting`, `Filters`, `Facets`, `Phrases` are asked for and promised",
  ),
  "status, changes, serviceName, names": ignored("each implementation's own"),
}
