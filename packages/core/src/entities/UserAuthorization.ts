/**
 * What a user may do in an organization (API models `UserAuthorization`,
 * `ResourcePermissionPolicy`, `ResourceConditionNode`, `TrusteeAuthorization`).
 */
import * as Schema from "effect/Schema"
import { openEnum } from "../internal/openEnum.ts"
import { DomainRole } from "./Role.ts"

/** One operand of a condition (API model `ResourceConditionValue`). */
export const ResourceConditionValue = Schema.Struct({
  type: Schema.optionalKey(openEnum(["SCALAR", "VARIABLE", "USER", "QUEUE", "TEAM"])),
  value: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "ResourceConditionValue" })
/** One operand of a condition. */
export type ResourceConditionValue = typeof ResourceConditionValue.Type

/** A condition under which a policy applies; conditions nest (API model `ResourceConditionNode`). */
export interface ResourceConditionNode {
  readonly variableName?: string
  readonly conjunction?: string
  readonly operator?: string
  readonly operands?: ReadonlyArray<ResourceConditionValue>
  readonly terms?: ReadonlyArray<ResourceConditionNode>
}

// A check instead of a description: what has one of those in it can be compiled as a whole.
const ConditionTerm = Schema.Unknown.pipe(
  Schema.refine((term): term is ResourceConditionNode => isResourceConditionNode(term), { expected: "a condition" }),
)

/** Codec of {@link ResourceConditionNode}. */
export const ResourceConditionNode: Schema.Codec<ResourceConditionNode, unknown> = Schema.Struct({
  variableName: Schema.optionalKey(Schema.String),
  conjunction: Schema.optionalKey(openEnum(["AND", "OR"])),
  operator: Schema.optionalKey(openEnum(["EQ", "IN", "GE", "GT", "LE", "LT"])),
  operands: Schema.optionalKey(Schema.Array(ResourceConditionValue)),
  terms: Schema.optionalKey(Schema.Array(ConditionTerm)),
}).annotate({ identifier: "ResourceConditionNode" })
const isResourceConditionNode = Schema.is(ResourceConditionNode)

/** A policy that a role brings along (API model `ResourcePermissionPolicy`). */
export const ResourcePermissionPolicy = Schema.Struct({
  id: Schema.optionalKey(Schema.String),
  domain: Schema.optionalKey(Schema.String),
  entityName: Schema.optionalKey(Schema.String),
  policyName: Schema.optionalKey(Schema.String),
  policyDescription: Schema.optionalKey(Schema.String),
  actionSetKey: Schema.optionalKey(Schema.String),
  allowConditions: Schema.optionalKey(Schema.Boolean),
  resourceConditionNode: Schema.optionalKey(ResourceConditionNode),
  namedResources: Schema.optionalKey(Schema.Array(Schema.String)),
  resourceCondition: Schema.optionalKey(Schema.String),
  actionSet: Schema.optionalKey(Schema.Array(Schema.String)),
}).annotate({ identifier: "ResourcePermissionPolicy" })
/** A policy that a role brings along. */
export type ResourcePermissionPolicy = typeof ResourcePermissionPolicy.Type

/**
 * A trust user's roles in the trustor organization and what they permit (API
 * model `UserAuthorization`). It does not say in which divisions a role was
 * granted: that cannot be read back.
 */
export const UserAuthorization = Schema.Struct({
  roles: Schema.optionalKey(Schema.Array(DomainRole)),
  /** Roles that the user holds but does not use. */
  unusedRoles: Schema.optionalKey(Schema.Array(DomainRole)),
  /** Union of the permissions of all roles, as `domain:entity:action`. */
  permissions: Schema.optionalKey(Schema.Array(Schema.String)),
  permissionPolicies: Schema.optionalKey(Schema.Array(ResourcePermissionPolicy)),
}).annotate({ identifier: "UserAuthorization" })
/** A trust user's roles in the trustor organization and what they permit. */
export type UserAuthorization = typeof UserAuthorization.Type

/** Permissions of the calling trustee user in the trustor organization (API model `TrusteeAuthorization`). */
export const TrusteeAuthorization = Schema.Struct({
  permissions: Schema.optionalKey(Schema.Array(Schema.String)),
}).annotate({ identifier: "TrusteeAuthorization" })
/** Permissions of the calling trustee user in the trustor organization. */
export type TrusteeAuthorization = typeof TrusteeAuthorization.Type
