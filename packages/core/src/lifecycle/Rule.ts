/**
 * Every behaviour of the trust lifecycle, and of the wire, as a rule with a name. `decide`
 * names the rule by which it refuses; tests and documents refer to rules by name.
 */

/**
 * A rule of the lifecycle.
 * @category models
 * @since 0.1.0
 */
export interface Rule {
  /** `documented` by the vendor, or `chosen` by this library where nothing public settles it. */
  readonly level: "documented" | "chosen"
  readonly sentence: string
  /** Where it comes from: the vendor's OpenAPI, its help pages, or the reason for the choice. */
  readonly source: string
}

const openApi = "OpenAPI of the platform"
const help = "Resource Center of the platform"
const silent = "not documented"

/**
 * The rules by name.
 * @category constants
 * @since 0.1.0
 */
export const rules = {
  "principal.known": {
    level: "chosen",
    sentence: "Only an organization that exists, and only an active user of it, can call.",
    source: `${silent}; a profile may let a user call at home who is not active`,
  },
  "id.case": {
    level: "chosen",
    sentence: "The case of the letters in an id does not matter; answers have ids in lower case.",
    source: "case means nothing in a UUID; what the platform does is not documented",
  },
  "permission.any": {
    level: "documented",
    sentence: "An operation that asks for any of several permissions is refused to a caller who holds none of them.",
    source: `${openApi}, missing.any.permissions`,
  },
  "permission.all": {
    level: "documented",
    sentence: "An operation that asks for all of several permissions is refused to a caller who lacks one of them.",
    source: `${openApi}, missing.permissions`,
  },
  "permission.in-trustor-organization": {
    level: "documented",
    sentence:
      "Operations on the users and groups of a trustor check the caller's permissions in the trustor organization, which only a trust can give.",
    source: `${openApi}, missing.trustor.permissions; documented on three of the four operations on users, chosen for the fourth and for groups`,
  },
  "permission.before-validation": {
    level: "chosen",
    sentence: "A request is checked in this order: who is calling, permission, form, existence, conflict.",
    source: silent,
  },
  "refusal.changes-nothing": {
    level: "chosen",
    sentence: "A refused request changes nothing and leaves no audit.",
    source: "the least surprising reading",
  },
  "pairing.asks-for-someone": {
    level: "documented",
    sentence: "A pairing names at least one user or group.",
    source: `${openApi}, TrustRequestCreate; the code bad.request is chosen`,
  },
  "pairing.own-members": {
    level: "chosen",
    sentence: "A pairing can only name active users and existing groups of the organization that makes it.",
    source: silent,
  },
  "pairing.readable-by-holder": {
    level: "chosen",
    sentence: "Any organization that knows a pairing's id can read it while it is open.",
    source: "its two permissions are one for each side, and it names no trustor",
  },
  "pairing.expires": {
    level: "documented",
    sentence: "A pairing can be used and read only within its lifetime, which begins when it is created.",
    source: `${openApi}, 48 hours; the support site says 7 days`,
  },
  "pairing.used-once": {
    level: "documented",
    sentence: "A pairing makes one trust and is used up by it.",
    source: "support site of the platform",
  },
  "pairing.needed": {
    level: "documented",
    sentence: "A trust needs a pairing id that is valid: known, not used, not expired.",
    source: `${openApi}, pairing.id.required`,
  },
  "pairing.not-with-oneself": {
    level: "documented",
    sentence: "The organization that made a pairing cannot use it.",
    source: `${openApi}, self.trust.not.allowed`,
  },
  "trust.needs-member": {
    level: "documented",
    sentence: "A trust starts with at least one user or group.",
    source: `${openApi}, trustee.user.required`,
  },
  "trust.one-per-direction": {
    level: "chosen",
    sentence: "One organization can let another in only once at a time; the other direction is a trust of its own.",
    source: "a trust is addressed by the other organization's id",
  },
  "trust.both-organizations-agree": {
    level: "documented",
    sentence: "Both organizations see the same trust, with the same switch and the same users.",
    source: `${openApi}, the two sides' models`,
  },
  "trust.absent": {
    level: "documented",
    sentence: "A trust that does not exist, or no longer exists, is not found.",
    source: `${openApi}, not.found`,
  },
  "trust.disabled-grants-nothing": {
    level: "documented",
    sentence: "While a trust is disabled nobody has access through it.",
    source: `${openApi}, TrustCreate.enabled`,
  },
  "trust.disabled-keeps-members": {
    level: "documented",
    sentence: "Disabling a trust keeps its users and their roles; enabling it gives access back.",
    source: help,
  },
  "trust.expired-grants-nothing": {
    level: "chosen",
    sentence: "From its end date on, a trust grants nothing; it stays readable.",
    source: "the effect of dateExpired is not documented",
  },
  "trust.end-in-future": {
    level: "chosen",
    sentence: "The end of a trust must be in the future when it is set.",
    source: silent,
  },
  "trust.update-replaces-end": {
    level: "chosen",
    sentence: "An update without an end date removes the end date.",
    source: "semantics of PUT",
  },
  "trust.ended-by-either": {
    level: "documented",
    sentence: "Either organization can end the trust at any time.",
    source: `${openApi}; ${help}`,
  },
  "trust.end-takes-everything": {
    level: "chosen",
    sentence: "When a trust ends, its users and their roles go with it; a new trust starts without them.",
    source: silent,
  },
  "trust.member-limit": {
    level: "documented",
    sentence: "A trust has at most 25 users and groups.",
    source: `${help}; the code general.conflict and the scope per trust are chosen`,
  },
  "user.of-trustee": {
    level: "chosen",
    sentence: "Only active users and existing groups of the trustee organization can be let in.",
    source: "help pages speak of the partner's users",
  },
  "user.added-once": {
    level: "chosen",
    sentence: "A trustor that adds a user who is already in the trust gets a conflict.",
    source: silent,
  },
  "user.added-by-trustee": {
    level: "documented",
    sentence: "A trustee adds its own users without roles; a user who is already in the trust stays unchanged.",
    source: `${openApi}; ${help}; that repeating it changes nothing is chosen`,
  },
  "user.absent": {
    level: "documented",
    sentence: "A user who is not in the trust is not found.",
    source: `${openApi}, not.found`,
  },
  "user.leaves-with-roles": {
    level: "chosen",
    sentence: "A user who leaves loses all roles, and returns without them.",
    source: silent,
  },
  "user.last-may-leave": {
    level: "chosen",
    sentence: "The last user can leave; the trust stays.",
    source: silent,
  },
  "user.inactive-no-access": {
    level: "chosen",
    sentence: "A user who is not active in the home organization has no access, and stays listed.",
    source: silent,
  },
  "role.of-trustor": {
    level: "documented",
    sentence: "Only roles and divisions of the trustor organization are granted.",
    source: `${help}; the code not.found is chosen`,
  },
  "role.none-no-access": {
    level: "documented",
    sentence: "A user without a role can do nothing.",
    source: help,
  },
  "role.replace": {
    level: "chosen",
    sentence: "Replacing roles leaves exactly the given ones; order and repetition do not matter.",
    source: "semantics of PUT with a full list",
  },
  "role.clear-keeps-user": {
    level: "documented",
    sentence: "Clearing roles takes them all away and keeps the user; clearing none is fine.",
    source: `${openApi}, descriptions of the operations`,
  },
  "role.union": {
    level: "chosen",
    sentence: "Roles in all divisions and roles within divisions, given together, are both granted.",
    source: silent,
  },
  "group.members-have-roles": {
    level: "documented",
    sentence: "The members of a trusted group have the group's roles, as long as they are members.",
    source: `${help}; that only active members have them is chosen`,
  },
  "page.limits": {
    level: "chosen",
    sentence: "A page has at least 1 entity and at most 100; pages count from 1.",
    source: "no maximum is declared",
  },
  "page.beyond-end": {
    level: "chosen",
    sentence: "A page beyond the last is empty.",
    source: silent,
  },
  "page.complete": {
    level: "documented",
    sentence: "Together, the pages of a listing are the listing: no gaps, no repeats, and the right totals and links.",
    source: `${openApi}, the listing models`,
  },
  "audit.every-change": {
    level: "documented",
    sentence:
      "Every change to a trust is recorded in the audits once, with who made it and when; a request that changes nothing is not recorded.",
    source: `support site of the platform; whom an entry names where no user acted, and what it calls things, are chosen`,
  },
  "audit.of-own-trusts": {
    level: "documented",
    sentence: "An organization sees the audits of its own trusts only, also after they ended.",
    source: `${openApi}, scope of the two operations`,
  },
  "audit.order": {
    level: "documented",
    sentence: "Audits are sorted by timestamp, newest first, unless asked otherwise.",
    source: `${openApi}, defaults of sortBy and sortOrder`,
  },
  "audit.query": {
    level: "chosen",
    sentence:
      "An empty list restricts nothing; unknown sort fields, filter fields and operators are refused rather than ignored.",
    source: "neither fields nor operators are enumerated; a profile may ignore what is unknown",
  },
  "error.correlation-id": {
    level: "documented",
    sentence: "Every error carries the correlation id of its request, and no two requests share one.",
    source: `${openApi}, ErrorBody.contextId; support asks for it`,
  },
  "wire.success-statuses": {
    level: "documented",
    sentence: "What succeeds is answered 200 with a body, or 204 without one where it removes something.",
    source: `${openApi}, responses of each operation; those of the bulk removals, a preview, are left open`,
  },
  "wire.refusal-statuses": {
    level: "documented",
    sentence:
      "What does not succeed is answered 400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503 or 504; a 429 says in whole seconds when to come again.",
    source: `${openApi}, responses of each operation; announcement of the platform on answers with 429`,
  },
  "wire.json": {
    level: "documented",
    sentence: "What is answered with a body is JSON, and its content type is application/json.",
    source: `${openApi}, produces`,
  },
  "wire.models": {
    level: "documented",
    sentence: "What an answer tells has the type that its model gives it; a trust tells its id and its switch.",
    source: `${openApi}, the models`,
  },
  "wire.pages": {
    level: "documented",
    sentence: "A page of a listing is an object with entities; its numbers are integers and its links are texts.",
    source: `${openApi}, the listing models`,
  },
  "wire.dates": {
    level: "documented",
    sentence: "A point in time is a text of RFC 3339 in UTC, such as 2026-01-01T00:00:00.000Z.",
    source: `${openApi}, the format date-time`,
  },
  "wire.error-bodies": {
    level: "documented",
    sentence:
      "The body of a refusal is an ErrorBody: what it tells has the documented type, and its status is that of the answer.",
    source: `${openApi}, ErrorBody`,
  },
  "wire.error-codes": {
    level: "documented",
    sentence: "The code of a refusal is one of those that are documented for its status.",
    source: `${openApi}, x-inin-error-codes`,
  },
  "wire.error-tells": {
    level: "chosen",
    sentence: "A refusal tells a message, a code, its status and a context id.",
    source: "seen in all published answers; ErrorBody demands nothing",
  },
  "wire.correlation-id": {
    level: "chosen",
    sentence: "Every answer has the header ININ-Correlation-Id; the contextId of a refusal is the same.",
    source: "seen in published answers and in the vendor's tools; not part of the OpenAPI",
  },
  "wire.token-needed": {
    level: "documented",
    sentence: "A request without a token, or with one that nobody has, is answered 401.",
    source: `${openApi}, authentication.required and bad.credentials`,
  },
  "wire.token-first": {
    level: "chosen",
    sentence: "Who is not known learns nothing else: 401 comes before 400, 404, 413 and 415.",
    source: silent,
  },
  "wire.well-formed": {
    level: "documented",
    sentence: "A body that is no JSON, or of another type than its model, is answered 400.",
    source: `${openApi}, bad.request and the models of bodies`,
  },
  "wire.page-numbers": {
    level: "documented",
    sentence: "A number or size of a page that is no integer of 32 bits is answered 400.",
    source: `${openApi}, the format int32`,
  },
  "wire.media-type": {
    level: "chosen",
    sentence: "A body that does not say that it is JSON is answered 415; one that names a charset beside is taken.",
    source: "415 is documented, and JSON as the only type; that no other is read is not",
  },
  "wire.body-size": {
    level: "chosen",
    sentence: "A body of more than 512,000 bytes is answered 413.",
    source: "413 is documented; the limit is known from the vendor's lists of limits",
  },
  "wire.login": {
    level: "chosen",
    sentence:
      "A login is answered with a token, its type bearer and its lifetime in seconds; a wrong secret is a 401, an unknown client a 400, both invalid_client.",
    source: "seen in the vendor's tools; the login is not part of the OpenAPI",
  },
  "concurrency.one-after-the-other": {
    level: "chosen",
    sentence: "Overlapping requests have the same effect as carrying them out one after another, in some order.",
    source: "the least surprising reading; the platform promises less for reads, which settle in time",
  },
  "isolation.third-organization": {
    level: "documented",
    sentence: "What an organization does is invisible to all but its partner, and changes nothing for the others.",
    source: "support site of the platform: a relation is between exactly two organizations",
  },
  "group.of-trustee": {
    level: "chosen",
    sentence: "Only existing groups of the trustee organization can be let in.",
    source: "as for users",
  },
  "group.added-once": {
    level: "chosen",
    sentence: "A trustor that adds a group that is already in the trust gets a conflict.",
    source: "as for users",
  },
  "group.added-by-trustee": {
    level: "documented",
    sentence: "A trustee adds its own groups without roles; a group that is already in the trust stays unchanged.",
    source: `${openApi}; that repeating it changes nothing is chosen`,
  },
  "group.absent": {
    level: "documented",
    sentence: "A group that is not in the trust is not found.",
    source: `${openApi}, not.found`,
  },
  "group.leaves-with-roles": {
    level: "chosen",
    sentence: "A group that leaves loses its roles, and so do its members; it returns without them.",
    source: "as for users",
  },
  "group.apart-from-users": {
    level: "chosen",
    sentence: "The users and the groups of a trust are listed separately, and changing one does not change the other.",
    source: `${openApi} lists them by different operations; the rest is the least surprising reading`,
  },
  "group.both-organizations-agree": {
    level: "documented",
    sentence: "Both organizations see the same groups in a trust.",
    source: `${openApi}, the operations of the two sides`,
  },
  "group.membership-of-the-moment": {
    level: "documented",
    sentence: "A user who joins a trusted group at home has its roles from then on; on leaving they lose them.",
    source: help,
  },
  "group.own-permissions": {
    level: "documented",
    sentence: "Operations on groups need permissions on groups; permissions on users do not count.",
    source: "current documents of the platform's operations",
  },
  "group.roles-of-its-own": {
    level: "documented",
    sentence:
      "A group's roles are granted, replaced and cleared for the group as a whole, within one trust, whoever its members are.",
    source: `${openApi}, descriptions of the operations`,
  },
  "division.scope": {
    level: "documented",
    sentence: "A role within a division gives its permissions in that division only; a role without one, in all.",
    source: `${openApi}, TrustMemberCreate; ${help}`,
  },
  "division.all": {
    level: "chosen",
    sentence: "A role that is granted within the division `*` is granted in all divisions.",
    source: "the vendor's own tools write it so; nothing public says that this API takes it",
  },
  "division.replace": {
    level: "chosen",
    sentence: "Replacing roles within divisions leaves exactly the given ones; order and repetition do not matter.",
    source: "semantics of PUT with a full list",
  },
  "division.one-set-of-grants": {
    level: "chosen",
    sentence:
      "Grants in all divisions and grants within divisions are one set: replacing or clearing it leaves none of the old grants.",
    source: "the operations name the roles of a user, not a part of them",
  },
  "division.not-told": {
    level: "documented",
    sentence: "No operation tells in which division a role is granted; each role is listed once.",
    source: `${openApi}, UserAuthorization`,
  },
  "trust.member-limit-named": {
    level: "chosen",
    sentence: "If the conflict for one member too many names the limit, it gives the right value.",
    source: `${openApi}, ErrorBody.limit; key and namespace are chosen`,
  },
  "clone.only-trusted": {
    level: "documented",
    sentence: "Only someone whom the trust lets in, by name or through a group, can be cloned.",
    source: `${help}; that the user has to be active, and the code not.found, are chosen`,
  },
  "clone.limit": {
    level: "documented",
    sentence: "A trust has at most five cloned users.",
    source: `${help}; the code general.conflict and the scope per trust are chosen`,
  },
  "clone.created-again": {
    level: "chosen",
    sentence: "Cloning a user who is cloned already answers the clone and changes nothing.",
    source: "semantics of PUT",
  },
  "clone.both-organizations-agree": {
    level: "documented",
    sentence: "Both organizations see the same clones, and either can remove one.",
    source: `${openApi}, the operations of the two sides`,
  },
  "clone.absent": {
    level: "documented",
    sentence: "A user who is not cloned is not found among the clones.",
    source: `${openApi}, not.found`,
  },
  "clone.goes-with-trust": {
    level: "chosen",
    sentence: "A clone goes when its user is trusted no more, or the trust ends, and does not come back by itself.",
    source: `${silent}; a profile may keep it until the trust ends`,
  },
  "clone.apart-from-user": {
    level: "chosen",
    sentence:
      "Making or removing a clone does not change whether the user is in the trust, their roles or their access.",
    source: silent,
  },
  "default-trust.with-care": {
    level: "documented",
    sentence: "The default trust is with Customer Care; it needs no pairing and starts enabled, with nobody in it.",
    source: `${openApi}, the descriptions of the operations; that the first organization of several is meant is chosen`,
  },
  "default-trust.flags": {
    level: "documented",
    sentence:
      "A trust with Customer Care shows exactly the flags that it was asked for with; any other trust has none.",
    source: `${openApi}, Trustee; which parameter sets which flag, and that one which is left out is off, are chosen`,
  },
  "default-trust.flags-give-access": {
    level: "chosen",
    sentence:
      "The users of a trust with the default role or with full access may do all that the trustor's roles permit; " +
      "with Trusted User access they may view trustors and trust users.",
    source: `${openApi}, Trustee; ${help}, minimum rights of external members; what the roles hold is not documented`,
  },
  "default-trust.auto-expires": {
    level: "documented",
    sentence: "A trust with Customer Care that is to expire ends after 30 days, any other not by itself.",
    source: `${openApi}, autoExpire; that the days count from the creation, and that it does not expire unless asked, are chosen`,
  },
  "care.every-organization": {
    level: "chosen",
    sentence:
      "Letting Customer Care in makes a trust with each of its organizations that there is none with; " +
      "where there are trusts with all of them it is a conflict.",
    source: `${openApi}, POST /trustees/care answers a list; the rest is not documented, and a profile may refuse where there is one trust, or answer the new ones alone`,
  },
  "care.listed": {
    level: "documented",
    sentence: "The list of Customer Care has all of its organizations, trusted or not, and no others.",
    source: `${openApi}, GET /trustees/care`,
  },
  "bulk.removes-named": {
    level: "documented",
    sentence: "A bulk removal ends the trusts with exactly the named organizations, however the ids are written.",
    source: `${openApi}, collection of ids; the vendor's own client sends one comma-separated value`,
  },
  "bulk.unknown-id": {
    level: "chosen",
    sentence: "A bulk removal skips the ids of organizations without a trust, and removes the others.",
    source: silent,
  },
  "bulk.names-someone": {
    level: "chosen",
    sentence: "A bulk removal names at least one organization.",
    source: `${openApi}, the parameter is required; what an empty one means is not documented`,
  },
  "user-trustors.exactly": {
    level: "documented",
    sentence: "The trustors of a user are those whose trusts let the user in, by name or through a group.",
    source: `${openApi}, GET /users/{userId}/trustors; that closed trusts count is chosen`,
  },
  "user-trustors.own-user": {
    level: "chosen",
    sentence: "A caller can read the trustors of users of its own organization only.",
    source: silent,
  },
} as const satisfies Record<string, Rule>

/**
 * Name of a rule.
 * @category models
 * @since 0.1.0
 */
export type RuleId = keyof typeof rules
