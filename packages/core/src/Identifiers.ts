/**
 * The ids of the API. All of them are UUIDs written with hyphens; a brand keeps
 * the kinds apart, so that a user's id cannot be passed where an organization's
 * is meant.
 */
import * as Schema from "effect/Schema"

const uuid = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/

const Uuid = Schema.String.check(Schema.isPattern(uuid, { expected: "a UUID" }))

/**
 * Id of an organization. A trust is addressed by the id of the *other* organization.
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationId = Uuid.pipe(Schema.brand("OrganizationId"))
/**
 * Id of an organization.
 * @category models
 * @since 0.1.0
 */
export type OrganizationId = typeof OrganizationId.Type

/**
 * Id of a user, in the user's home organization.
 * @category schemas
 * @since 0.1.0
 */
export const UserId = Uuid.pipe(Schema.brand("UserId"))
/**
 * Id of a user, in the user's home organization.
 * @category models
 * @since 0.1.0
 */
export type UserId = typeof UserId.Type

/**
 * Id of a group, in the group's home organization.
 * @category schemas
 * @since 0.1.0
 */
export const GroupId = Uuid.pipe(Schema.brand("GroupId"))
/**
 * Id of a group, in the group's home organization.
 * @category models
 * @since 0.1.0
 */
export type GroupId = typeof GroupId.Type

/**
 * Id of a role. Only roles of the trustor organization are granted through a trust.
 * @category schemas
 * @since 0.1.0
 */
export const RoleId = Uuid.pipe(Schema.brand("RoleId"))
/**
 * Id of a role.
 * @category models
 * @since 0.1.0
 */
export type RoleId = typeof RoleId.Type

/**
 * Id of a division of an organization.
 * @category schemas
 * @since 0.1.0
 */
export const DivisionId = Uuid.pipe(Schema.brand("DivisionId"))
/**
 * Id of a division of an organization.
 * @category models
 * @since 0.1.0
 */
export type DivisionId = typeof DivisionId.Type

/**
 * Id of a pairing. Whoever holds it can turn the pairing into a trust, so treat
 * it as a secret until it has been used or has expired.
 * @category schemas
 * @since 0.1.0
 */
export const PairingId = Uuid.pipe(Schema.brand("PairingId"))
/**
 * Id of a pairing.
 * @category models
 * @since 0.1.0
 */
export type PairingId = typeof PairingId.Type

/**
 * Id of one audit message.
 * @category schemas
 * @since 0.1.0
 */
export const AuditMessageId = Uuid.pipe(Schema.brand("AuditMessageId"))
/**
 * Id of one audit message.
 * @category models
 * @since 0.1.0
 */
export type AuditMessageId = typeof AuditMessageId.Type

/*
 * Ids as they stand in a path, or anywhere else the API takes any string: the
 * API declares no format there, so a string that cannot be an id is not malformed,
 * it just names nothing.
 */

/**
 * {@link OrganizationId} as a path parameter.
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationIdParam = Schema.String.pipe(Schema.brand("OrganizationId"))
/**
 * {@link UserId} as a path parameter.
 * @category schemas
 * @since 0.1.0
 */
export const UserIdParam = Schema.String.pipe(Schema.brand("UserId"))
/**
 * {@link GroupId} as a path parameter.
 * @category schemas
 * @since 0.1.0
 */
export const GroupIdParam = Schema.String.pipe(Schema.brand("GroupId"))
/**
 * {@link PairingId} as a path parameter, or as the proof in the creation of a trust.
 * @category schemas
 * @since 0.1.0
 */
export const PairingIdParam = Schema.String.pipe(Schema.brand("PairingId"))

/**
 * An id as the platform writes it: a UUID in lower case. Case means nothing in a UUID, so
 * the same one may come in upper case; a text of another form stays as it is.
 *
 * @example Remembers by id what came from wherever
 * ```ts
 * const seen = new Map(entities.map((entity) => [canonicalId(entity.id), entity]))
 * ```
 * @category functions
 * @since 0.1.0
 */
export const canonicalId = (id: string): string => (/[A-F]/.test(id) && uuid.test(id) ? id.toLowerCase() : id)

/**
 * Whether two ids are the same, in whichever case they are written.
 * @category predicates
 * @since 0.1.0
 */
export const isSameId = (one: string, other: string): boolean =>
  one === other || canonicalId(one) === canonicalId(other)
