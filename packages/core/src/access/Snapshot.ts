/**
 * What there is: the trusts of an organization, as far as the API shows them.
 */
import type * as DateTime from "effect/DateTime"
import type { GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import type { Grant, TrustDefaults } from "../lifecycle/Event.ts"

/**
 * A user or a group in a trust, with its roles.
 * @category models
 * @since 0.1.0
 */
export interface SeenMember {
  /** For people to read. */
  readonly name?: string
  /** For people to read; groups have none. */
  readonly email?: string
  readonly roles: ReadonlySet<RoleId>
  /** What the roles permit together, where it was read. Which role permits what the API cannot tell. */
  readonly permissions?: ReadonlySet<string>
  /** Since when it is in the trust. */
  readonly since?: DateTime.Utc
  /** Whether it is `active`, `inactive` or `deleted` at home; another word where the API grows one. */
  readonly state?: string
  /** How many people are in the group. */
  readonly size?: number
  /**
   * In which divisions the roles were granted. The API cannot tell; it is known only
   * where a journal of what was granted tells it.
   */
  readonly grants?: ReadonlyArray<Grant>
  /** Whether a step that set its grants was interrupted, so that they may be as before or as they were to be. */
  readonly isInDoubt?: boolean
}

/**
 * A trust that lets a partner in.
 * @category models
 * @since 0.1.0
 */
export interface SeenTrustee {
  /** The partner's name, for people to read. */
  readonly name?: string
  readonly enabled: boolean
  readonly dateExpired?: DateTime.Utc
  /** Since when there is the trust. */
  readonly since?: DateTime.Utc
  /** What everybody in the trust may do without any role: so in trusts with Customer Care. */
  readonly defaults?: TrustDefaults
  readonly users: ReadonlyMap<UserId, SeenMember>
  readonly groups: ReadonlyMap<GroupId, SeenMember>
  readonly clones: ReadonlySet<UserId>
  /** The names of its roles, for people to read. */
  readonly roleNames?: ReadonlyMap<RoleId, string>
}

/**
 * A trust that lets our people in elsewhere.
 * @category models
 * @since 0.1.0
 */
export interface SeenTrustor {
  /** The trustor's name, for people to read. */
  readonly name?: string
  readonly users: ReadonlySet<UserId>
  readonly groups: ReadonlySet<GroupId>
  /** What its users and groups are called, for people to read. */
  readonly names?: ReadonlyMap<UserId | GroupId, string>
}

/**
 * The trusts of an organization, seen from both sides.
 * @category models
 * @since 0.1.0
 */
export interface Snapshot {
  readonly organizationId: OrganizationId
  readonly takenAt: DateTime.Utc
  readonly trustees: ReadonlyMap<OrganizationId, SeenTrustee>
  /** The organizations of the vendor's Customer Care, let in or not, where they were read. */
  readonly care?: ReadonlySet<OrganizationId>
  readonly trustors: ReadonlyMap<OrganizationId, SeenTrustor>
}
