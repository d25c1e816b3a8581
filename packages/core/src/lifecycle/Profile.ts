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
}
