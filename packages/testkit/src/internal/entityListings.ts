/**
 * The operations that list entities page by page. Audits come in pages as well, but are
 * asked for in another way.
 */

/** The listings of entities that have pages. */
export const entityListings = [
  "Trustees.list",
  "Trustors.list",
  "TrusteeUsers.list",
  "TrustorUsers.list",
  "TrusteeGroups.list",
  "TrustorGroups.list",
  "UserTrustors.list",
] as const
