/**
 * What an access review consists of.
 */
import type * as DateTime from "effect/DateTime"
import type { GroupId, OrganizationId, UserId } from "../Identifiers.ts"
import type { Right, Through, Where } from "./Access.ts"
import type { Desired } from "./Desired.ts"
import type { Directory } from "./Directory.ts"
import type { ReviewRuleId, Severity } from "./ReviewRule.ts"
import type { SeenTrustor } from "./Snapshot.ts"

/**
 * What a review is made with. Only the time is needed.
 * @category models
 * @since 0.1.0
 */
export interface ReviewSettings {
  readonly now: DateTime.Utc
  /** How many days before its end a trust is told to end soon; 30 unless given. */
  readonly soonDays?: number
  /** From how many people on a group is large; 20 unless given. */
  readonly largeGroup?: number
  /** What the trust file asks for. Without it nothing is said of what is in it. */
  readonly desired?: Desired
  /** What is known of roles, groups and users beside. */
  readonly directory?: Directory
  /** When somebody last did something here, as far as the audits tell. */
  readonly lastSeen?: ReadonlyMap<string, DateTime.Utc>
  /** What partners see of their access here, where they showed it. */
  readonly otherSides?: ReadonlyMap<OrganizationId, SeenTrustor>
}

/**
 * A role that somebody has.
 * @category models
 * @since 0.1.0
 */
export interface ReviewedRole {
  readonly through: Through
  readonly where: Where
}

/**
 * Something that somebody may do at the time of the review.
 * @category models
 * @since 0.1.0
 */
export interface ReviewedRight {
  readonly right: Right
  readonly wheres: ReadonlyArray<Where>
  /** Not so where it is only known that one of the roles may permit it. */
  readonly isCertain: boolean
}

/**
 * Somebody who is let in: a user by name, a person of a group, or a group.
 * @category models
 * @since 0.1.0
 */
export interface ReviewedMember {
  readonly partner: OrganizationId
  readonly kind: "user" | "group"
  readonly id: UserId | GroupId
  readonly name: string
  /** Whether it is in the trust itself, not only through a group. */
  readonly isByName: boolean
  readonly since?: DateTime.Utc
  readonly state?: string
  /** How many people are in the group. */
  readonly size?: number
  readonly isCloned: boolean
  readonly lastSeen?: DateTime.Utc
  readonly roles: ReadonlyArray<ReviewedRole>
  /** What it may do now: nothing where the trust lets nobody in. */
  readonly rights: ReadonlyArray<ReviewedRight>
}

/**
 * A partner.
 * @category models
 * @since 0.1.0
 */
export interface ReviewedPartner {
  readonly id: OrganizationId
  readonly name: string
  readonly isOpen: boolean
  readonly enabled: boolean
  readonly isCare: boolean
  readonly since?: DateTime.Utc
  readonly until?: DateTime.Utc
  readonly members: ReadonlyArray<ReviewedMember>
}

/**
 * Something to look at.
 * @category models
 * @since 0.1.0
 */
export interface Finding {
  readonly rule: ReviewRuleId
  readonly severity: Severity
  readonly partner: OrganizationId
  /** The user, group or role that it is about; absent, it is about the trust. */
  readonly subject?: { readonly kind: "user" | "group"; readonly id: string; readonly name: string }
  /** What was found, in a sentence. */
  readonly message: string
}

/**
 * A review.
 * @category models
 * @since 0.1.0
 */
export interface Review {
  readonly organizationId: OrganizationId
  readonly organizationName: string
  readonly at: DateTime.Utc
  readonly partners: ReadonlyArray<ReviewedPartner>
  /** The worst first. */
  readonly findings: ReadonlyArray<Finding>
  /** Names for people to read, by id. */
  readonly nameOf: (id: string) => string
  /** What could not be seen, in sentences. */
  readonly limits: ReadonlyArray<string>
}
