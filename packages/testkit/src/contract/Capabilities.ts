/**
 * What an implementation promises, in one value that its users can read as well.
 * What is promised is tested; what is not is reported as skipped, with the reason.
 */
import type * as Duration from "effect/Duration"
import { defaultProfile, type Profile } from "@org-trust/core/lifecycle/Profile"
import { isOfService, type OperationName } from "@org-trust/core/Operation"

/**
 * Groups of operations: the services of this library.
 * @category constants
 * @since 0.1.0
 */
export const operationGroups = [
  "Pairings",
  "Trustees",
  "TrusteeUsers",
  "TrusteeUserRoles",
  "Trustors",
  "TrustorUsers",
  "TrustAudits",
  "TrusteeUserRoleDivisions",
  "TrusteeGroups",
  "TrusteeGroupRoles",
  "TrusteeGroupRoleDivisions",
  "TrustorGroups",
  "TrusteeClonedUsers",
  "TrustorClonedUsers",
  "DefaultTrusts",
  "CareTrusts",
  "BulkRemoval",
  "UserTrustors",
] as const

/**
 * A group of operations.
 * @category models
 * @since 0.1.0
 */
export type OperationGroup = (typeof operationGroups)[number]

/**
 * When a change can be read by everybody: at once, or within a stated time.
 * @category models
 * @since 0.1.0
 */
export type Consistency =
  | { readonly _tag: "Immediate" }
  | { readonly _tag: "Settling"; readonly within: Duration.Duration }

/**
 * What audits in the shape of `AuditSearchResult` can be relied on for, beside being there:
 *
 * - `Entries`: each change is one entry, and its action and its entity's type are the words of
 *   this library, such as `CREATE` of a `TRUST_USER`;
 * - `Users`: `trusteeUserIds` finds what these users did and what is about them;
 * - `Sorting`, `Filters`, `Facets`: fields, orders and operators go by the names of this library;
 * - `Phrases`: `queryPhrase` finds the entries that contain it.
 * @category constants
 * @since 0.1.0
 */
export const auditPromises = ["Entries", "Users", "Sorting", "Filters", "Facets", "Phrases"] as const

/**
 * Something that audits can be relied on for.
 * @category models
 * @since 0.1.0
 */
export type AuditPromise = (typeof auditPromises)[number]

/**
 * What an implementation promises.
 * @category models
 * @since 0.1.0
 */
export interface Capabilities {
  /** The choices it takes where the platform's behaviour is not public. */
  readonly profile: Profile
  readonly consistency: Consistency
  /**
   * Whether audits come in the shape of `AuditSearchResult`, which the API does not promise,
   * and what can be relied on then; `SearchResult` is everything, `Opaque` not even the shape.
   */
  readonly audits: "SearchResult" | "Opaque" | ReadonlyArray<AuditPromise>
  /** The groups of operations that exist. */
  readonly groups: ReadonlyArray<OperationGroup>
}

/**
 * Everything, at once, with the default choices.
 * @category constants
 * @since 0.1.0
 */
export const complete: Capabilities = {
  profile: defaultProfile,
  consistency: { _tag: "Immediate" },
  audits: "SearchResult",
  groups: operationGroups,
}

/**
 * Whether an implementation that promises this has an operation.
 * @category functions
 * @since 0.1.0
 */
export const serves = ({ groups }: Pick<Capabilities, "groups">, operation: OperationName): boolean =>
  groups.some((group) => isOfService(group, operation))

/**
 * Whether the audits of an implementation can be relied on for all of this; of nothing, for their shape.
 * @category predicates
 * @since 0.1.0
 */
export const promisesAudits = (
  { audits }: Pick<Capabilities, "audits">,
  ...promises: ReadonlyArray<AuditPromise>
): boolean =>
  audits !== "Opaque" && (audits === "SearchResult" || promises.every((promise) => audits.includes(promise)))
