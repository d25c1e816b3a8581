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
 * What an implementation promises.
 * @category models
 * @since 0.1.0
 */
export interface Capabilities {
  /** The choices it takes where the platform's behaviour is not public. */
  readonly profile: Profile
  readonly consistency: Consistency
  /** Whether audits come in the shape of `AuditSearchResult`; the API promises no shape. */
  readonly audits: "SearchResult" | "Opaque"
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
