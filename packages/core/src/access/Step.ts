/**
 * The steps of a plan: each is one call of an operation, with the reason for it.
 */
import type { OrganizationId } from "../Identifiers.ts"
import type { OperationInput, OperationName } from "../Operation.ts"

/**
 * The operations that plans consist of.
 * @category models
 * @since 0.1.0
 */
export type PlannedOperation = Extract<
  OperationName,
  | "Pairings.create"
  | "CareTrusts.create"
  | "Trustees.create"
  | "Trustees.update"
  | "Trustees.remove"
  | "TrusteeUsers.add"
  | "TrusteeUsers.remove"
  | "TrusteeUserRoles.replace"
  | "TrusteeUserRoles.clear"
  | "TrusteeUserRoleDivisions.replace"
  | "TrusteeGroups.add"
  | "TrusteeGroups.remove"
  | "TrusteeGroupRoles.replace"
  | "TrusteeGroupRoles.clear"
  | "TrusteeGroupRoleDivisions.replace"
  | "TrusteeClonedUsers.remove"
  | "Trustors.remove"
  | "TrustorUsers.add"
  | "TrustorUsers.remove"
  | "TrustorGroups.add"
  | "TrustorGroups.remove"
>

/**
 * What a step does to what people may do.
 * @category models
 * @since 0.1.0
 */
export type StepEffect = "takes" | "changes" | "gives"

/**
 * One call of an operation.
 * @category models
 * @since 0.1.0
 */
export interface StepOf<K extends PlannedOperation> {
  readonly operation: K
  /**
   * What is asked for. A trust is planned without its pairing, which only the partner
   * can make: it is put in when the plan is carried out.
   */
  readonly input: OperationInput<K>
  /** The other organization. */
  readonly partner: OrganizationId
  /** The other organizations that the same call is about: so where Customer Care is let in. */
  readonly others?: ReadonlyArray<OrganizationId>
  readonly effect: StepEffect
  /** Why, in a sentence. */
  readonly reason: string
}

/**
 * A step of a plan.
 * @category models
 * @since 0.1.0
 */
export type Step = { [K in PlannedOperation]: StepOf<K> }[PlannedOperation]

/**
 * The organizations that a step is about, one but where Customer Care is let in.
 * @category functions
 * @since 0.1.0
 */
export const partnersOf = ({ others = [], partner }: Step): ReadonlyArray<OrganizationId> => [partner, ...others]
