/**
 * Where the platform's behaviour is not public, or has changed over time, the
 * model takes a choice. A profile is the set of choices.
 */
import * as Duration from "effect/Duration"

/**
 * How to answer an id in a request body that names nothing.
 * @category models
 * @since 0.1.0
 */
export type UnknownId = "NotFound" | "InvalidRequest"

/**
 * The choices that the model takes.
 * @category models
 * @since 0.1.0
 */
export interface Profile {
  /** How long a pairing can be used. The OpenAPI says 48 hours, the support site 7 days. */
  readonly pairingLifetime: Duration.Duration
  /** A user or group id in a body that is not one of the trustee: 404 or 400. */
  readonly unknownMember: UnknownId
  /** A role or division id in a body that is not one of the trustor: 404 or 400. */
  readonly unknownRole: UnknownId
  /** The trustor adds a user or a group that is already there: 409, or 200 without change. */
  readonly duplicateMember: "Conflict" | "Unchanged"
  /** Users and groups that one trust can have. The platform's documented limit is 25. */
  readonly memberLimit: number
  /** How to answer one member, or one clone, too many: 409 or 400. */
  readonly overLimit: "Conflict" | "InvalidRequest"
  /** An update without `dateExpired`: take the end away, or leave it. */
  readonly updateWithoutEnd: "Clear" | "Keep"
  /** An end in the past: 400, or take it (the trust is expired then). */
  readonly endInPast: "Refuse" | "Accept"
  /** Entities that a page can have at most. */
  readonly maxPageSize: number
  /** The permissions that the API's documents ask for now, or those they asked for until June 2019. */
  readonly permissionRules: "Current" | "Seed"
  /** Clones that one trust can have. The platform's documented limit is 5 per organization. */
  readonly cloneLimit: number
  /** After how long a trust with Customer Care ends that is to expire by itself. Documented are 30 days. */
  readonly autoExpiry: Duration.Duration
  /** An id in a bulk removal that there is no trust with: pass it over, or refuse the whole with 404. */
  readonly bulkUnknownId: "PassOver" | "NotFound"
  /** A client that acts as a user who is not active: refuse it with 401, or let it do at home what it is permitted. */
  readonly inactiveUser: "Refuse" | "LetIn"
  /** A clone whose user is trusted no more while the trust goes on: remove it, or keep it until the trust ends. */
  readonly cloneOfUntrusted: "Remove" | "Keep"
  /**
   * Letting Customer Care in where there are trusts with some of its organizations: make the
   * others and answer all, make the others and answer those, or 409.
   */
  readonly careWhenPartly: "AnswerAll" | "AnswerMade" | "Conflict"
  /** Who an audit names as its user where a client without one acted: the organization, or nobody. */
  readonly auditActor: "Organization" | "Nobody"
  /** By whose id an audit names a trust: the reader's partner, or always the trustee, or always the trustor. */
  readonly auditTrust: "Partner" | "Trustee" | "Trustor"
  /** What an audit calls a change that leaves somebody without roles. */
  readonly auditClearing: "Update" | "Delete"
  /** The level of audits: always `USER`, or `SYSTEM` where a client without a user acted. */
  readonly auditLevel: "User" | "ByCaller"
  /** A field, an order or an operator in an audit query that is not known: refuse it with 400, or ignore it. */
  readonly auditUnknownWord: "Refuse" | "Ignore"
}

/**
 * The choices that are taken unless told otherwise.
 * @category constants
 * @since 0.1.0
 */
export const defaultProfile: Profile = {
  pairingLifetime: Duration.hours(48),
  unknownMember: "NotFound",
  unknownRole: "NotFound",
  duplicateMember: "Conflict",
  memberLimit: 25,
  overLimit: "Conflict",
  updateWithoutEnd: "Clear",
  endInPast: "Refuse",
  maxPageSize: 100,
  permissionRules: "Current",
  cloneLimit: 5,
  autoExpiry: Duration.days(30),
  bulkUnknownId: "PassOver",
  inactiveUser: "Refuse",
  cloneOfUntrusted: "Remove",
  careWhenPartly: "AnswerAll",
  auditActor: "Organization",
  auditTrust: "Partner",
  auditClearing: "Update",
  auditLevel: "User",
  auditUnknownWord: "Refuse",
}
