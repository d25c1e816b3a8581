/**
 * What a user may do in an organization (API models `UserAuthorization`,
 * `ResourcePermissionPolicy`, `ResourceConditionNode`, `TrusteeAuthorization`).
 */
import * as Schema from "effect/Schema"
import { openEnum } from "../internal/openEnum.ts"
import { entity, list } from "../internal/received.ts"
import type { Received } from "../Received.ts"
import { DomainRole } from "./Role.ts"

const resourceConditionValue = entity("ResourceConditionValue", {
  type: Schema.optionalKey(openEnum(["SCALAR", "VARIABLE", "USER", "QUEUE", "TEAM"])),
  value: Schema.optionalKey(Schema.String),
})
/**
 * One operand of a condition (API model `ResourceConditionValue`).
 * @category models
 * @since 0.1.0
 */
export interface ResourceConditionValue extends Schema.Schema.Type<typeof resourceConditionValue> {}
/**
 * Codec of {@link ResourceConditionValue}.
 * @category schemas
 * @since 0.1.0
 */
export const ResourceConditionValue: Schema.Codec<ResourceConditionValue, unknown> = resourceConditionValue

/**
 * A condition under which a policy applies; conditions nest (API model `ResourceConditionNode`).
 * @category models
 * @since 0.1.0
 */
export interface ResourceConditionNode extends Received {
  readonly variableName?: string
  readonly conjunction?: string
  readonly operator?: string
  readonly operands?: ReadonlyArray<ResourceConditionValue>
  readonly terms?: ReadonlyArray<ResourceConditionNode>
}

// It refers to itself within a function alone: bundlers keep a constant that refers to itself for good.
const makeConditionNode = () => {
  const node: Schema.Codec<ResourceConditionNode, unknown> = entity("ResourceConditionNode", {
    variableName: Schema.optionalKey(Schema.String),
    conjunction: Schema.optionalKey(openEnum(["AND", "OR"])),
    operator: Schema.optionalKey(openEnum(["EQ", "IN", "GE", "GT", "LE", "LT"])),
    operands: Schema.optionalKey(list(ResourceConditionValue)),
    terms: Schema.optionalKey(list(Schema.suspend(() => node))),
  })
  return node
}
/**
 * Codec of {@link ResourceConditionNode}.
 * @category schemas
 * @since 0.1.0
 */
export const ResourceConditionNode = makeConditionNode()

const resourcePermissionPolicy = entity("ResourcePermissionPolicy", {
  id: Schema.optionalKey(Schema.String),
  domain: Schema.optionalKey(Schema.String),
  entityName: Schema.optionalKey(Schema.String),
  policyName: Schema.optionalKey(Schema.String),
  policyDescription: Schema.optionalKey(Schema.String),
  actionSetKey: Schema.optionalKey(Schema.String),
  allowConditions: Schema.optionalKey(Schema.Boolean),
  resourceConditionNode: Schema.optionalKey(ResourceConditionNode),
  namedResources: Schema.optionalKey(list(Schema.String)),
  resourceCondition: Schema.optionalKey(Schema.String),
  actionSet: Schema.optionalKey(list(Schema.String)),
})
/**
 * A policy that a role brings along (API model `ResourcePermissionPolicy`).
 * @category models
 * @since 0.1.0
 */
export interface ResourcePermissionPolicy extends Schema.Schema.Type<typeof resourcePermissionPolicy> {}
/**
 * Codec of {@link ResourcePermissionPolicy}.
 * @category schemas
 * @since 0.1.0
 */
export const ResourcePermissionPolicy: Schema.Codec<ResourcePermissionPolicy, unknown> = resourcePermissionPolicy

const userAuthorization = entity("UserAuthorization", {
  roles: Schema.optionalKey(list(DomainRole)),
  /** Roles that the user holds but does not use. */
  unusedRoles: Schema.optionalKey(list(DomainRole)),
  /** Union of the permissions of all roles, as `domain:entity:action`. */
  permissions: Schema.optionalKey(list(Schema.String)),
  permissionPolicies: Schema.optionalKey(list(ResourcePermissionPolicy)),
})
/**
 * A trust user's roles in the trustor organization and what they permit (API
 * model `UserAuthorization`). It does not say in which divisions a role was
 * granted: that cannot be read back.
 * @category models
 * @since 0.1.0
 */
export interface UserAuthorization extends Schema.Schema.Type<typeof userAuthorization> {}
/**
 * Codec of {@link UserAuthorization}.
 * @category schemas
 * @since 0.1.0
 */
export const UserAuthorization: Schema.Codec<UserAuthorization, unknown> = userAuthorization

const trusteeAuthorization = entity("TrusteeAuthorization", {
  permissions: Schema.optionalKey(list(Schema.String)),
})
/**
 * Permissions of the calling trustee user in the trustor organization (API model `TrusteeAuthorization`).
 * @category models
 * @since 0.1.0
 */
export interface TrusteeAuthorization extends Schema.Schema.Type<typeof trusteeAuthorization> {}
/**
 * Codec of {@link TrusteeAuthorization}.
 * @category schemas
 * @since 0.1.0
 */
export const TrusteeAuthorization: Schema.Codec<TrusteeAuthorization, unknown> = trusteeAuthorization
