/**
 * What an access review looks for: each rule with its severity, why it matters, and
 * what to do.
 */

/**
 * How bad it is, from `note` to `high`.
 * @category models
 * @since 0.1.0
 */
export type Severity = "note" | "low" | "medium" | "high"

/**
 * The severities, the mildest first.
 * @category constants
 * @since 0.1.0
 */
export const severities = ["note", "low", "medium", "high"] as const satisfies ReadonlyArray<Severity>

/**
 * Whether a severity is at least as bad as another.
 * @category predicates
 * @since 0.1.0
 */
export const isAtLeast = (one: Severity, other: Severity): boolean =>
  severities.indexOf(one) >= severities.indexOf(other)

/**
 * A rule of the review.
 * @category models
 * @since 0.1.0
 */
export interface ReviewRule {
  readonly severity: Severity
  /** What is found, in a few words. */
  readonly title: string
  /** Why it matters. */
  readonly why: string
  /** What to do about it. */
  readonly advice: string
}

/**
 * The rules, by their ids.
 * @category constants
 * @since 0.1.0
 */
export const reviewRules = {
  "no-end-date": {
    severity: "medium",
    title: "The trust has no end date",
    why: "Access that nobody has to renew stays when it is needed no more.",
    advice: "Give the trust an end date, and renew it when it comes.",
  },
  "ends-soon": {
    severity: "low",
    title: "The trust ends soon",
    why: "Everybody of the partner loses access on that day.",
    advice: "Ask who still needs it, and set a new end date or let it end.",
  },
  "ended-but-there": {
    severity: "medium",
    title: "The trust has ended and is still there",
    why: "Nobody gets in, but a new end date lets everybody in again, with all their roles.",
    advice: "Remove the trust.",
  },
  "disabled-with-members": {
    severity: "low",
    title: "The trust is disabled and still has members",
    why: "Nobody gets in, but enabling it lets everybody in again, with all their roles.",
    advice: "Take the members out, or remove the trust.",
  },
  "member-without-roles": {
    severity: "low",
    title: "A member has no roles",
    why: "It can do nothing now, and whoever gives it a role need not ask for it to be let in.",
    advice: "Take the member out, or give the roles that it needs.",
  },
  "roles-in-all-divisions": {
    severity: "low",
    title: "Roles hold in all divisions",
    why: "Most partners work in a part of an organization; in all divisions they reach the rest too.",
    advice: "Grant the roles in the divisions that are needed.",
  },
  "wildcard-permission": {
    severity: "high",
    title: "A permission with a wildcard",
    why: "It permits more than anybody has looked at, also what the platform adds later.",
    advice: "Grant a role that names what is needed.",
  },
  "administrator-permission": {
    severity: "high",
    title: "Permissions of an administrator",
    why: "Who may change roles, users or trusts can give access to themselves and to others.",
    advice: "Grant a role without them, or have a person of your own do that work.",
  },
  "inactive-user": {
    severity: "medium",
    title: "A member is not active at home",
    why: "The user has probably left; access comes back when the account does.",
    advice: "Take the member out.",
  },
  "large-group": {
    severity: "medium",
    title: "A group lets many people in",
    why: "The partner decides who is in the group, and you do not see who is.",
    advice: "Ask the partner for a smaller group, or let people in by name.",
  },
  "clone-outlived": {
    severity: "medium",
    title: "A clone has outlived its reason",
    why: "The clone is a user of your own organization, and its owner is let in by name no more, or is not meant to have it.",
    advice: "Remove the clone.",
  },
  "care-still-in": {
    severity: "high",
    title: "Customer Care is let in",
    why: "People of the vendor have wide permissions without any role; it is meant for the time of a support case.",
    advice: "Remove the trust when the case is closed, or give it an end.",
  },
  "not-in-file": {
    severity: "high",
    title: "There, and not in the trust file",
    why: "Somebody let it in beside the file, so nobody has agreed to it there.",
    advice: "Find out who did it and why; then write it into the file, or remove it.",
  },
  "not-there": {
    severity: "medium",
    title: "In the trust file, and not there",
    why: "Somebody was taken out by hand, or the file was never applied.",
    advice: "Run `org-trust plan`, and apply it or change the file.",
  },
  "sides-disagree": {
    severity: "medium",
    title: "The two organizations do not show the same members",
    why: "One side sees a member that the other does not; one of the two is not up to date.",
    advice: "Look again in a few minutes; if it stays, take the member out and let it in anew.",
  },
} as const satisfies Record<string, ReviewRule>

/**
 * The id of a rule.
 * @category models
 * @since 0.1.0
 */
export type ReviewRuleId = keyof typeof reviewRules
