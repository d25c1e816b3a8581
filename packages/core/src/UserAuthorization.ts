/**
 * What a user may do in an organization (API models `UserAuthorization`,
 * `ResourcePermissionPolicy`, `ResourceConditionNode`, `TrusteeAuthorization`).
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./internal/openEnum.ts"
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
/** Codec of {@link ResourceConditionNode}. */
export const ResourceConditionNode: Schema.Codec<ResourceConditionNode> = Schema.Struct({
  variableName: Schema.optionalKey(Schema.String),
  conjunction: Schema.optionalKey(openEnum(["AND", "OR"])),
  operator: Schema.optionalKey(openEnum(["EQ", "IN", "GE", "GT", "LE", "LT"])),
  operands: Schema.optionalKey(Schema.Array(ResourceConditionValue)),
  terms: Schema.optionalKey(
    Schema.Array(Schema.suspend((): Schema.Codec<ResourceConditionNode> => ResourceConditionNode)),
  ),
}).annotate({ identifier: "ResourceConditionNode" })

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
export class UserAuthorization extends Schema.Class<UserAuthorization>("UserAuthorization")({
  roles: Schema.optionalKey(Schema.Array(DomainRole)),
  /** Roles that the user holds but does not use. */
  unusedRoles: Schema.optionalKey(Schema.Array(DomainRole)),
  /** Union of the permissions of all roles, as `domain:entity:action`. */
  permissions: Schema.optionalKey(Schema.Array(Schema.String)),
  permissionPolicies: Schema.optionalKey(Schema.Array(ResourcePermissionPolicy)),
}) {}

/** Permissions of the calling trustee user in the trustor organization (API model `TrusteeAuthorization`). */
export class TrusteeAuthorization extends Schema.Class<TrusteeAuthorization>("TrusteeAuthorization")({
  permissions: Schema.optionalKey(Schema.Array(Schema.String)),
}) {}
