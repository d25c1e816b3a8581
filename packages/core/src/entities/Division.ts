/**
 * Divisions partition what an organization owns; a role may be granted in one of
 * them instead of in all.
 */
import * as Schema from "effect/Schema"
import { DivisionId, RoleId } from "../Identifiers.ts"
import { entity } from "../internal/received.ts"

const division = entity("Division", {
  id: DivisionId,
  name: Schema.optionalKey(Schema.String),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * A division as other models embed it (API model `Division`).
 * @category models
 * @since 0.1.0
 */
export interface Division extends Schema.Schema.Type<typeof division> {}
/**
 * Codec of {@link Division}.
 * @category schemas
 * @since 0.1.0
 */
export const Division: Schema.Codec<Division, unknown> = division

/**
 * Stands for all divisions where one is named. The vendor's own tools write it in grants
 * of roles; nothing public says that this API takes it.
 * @category constants
 * @since 0.1.0
 */
export const allDivisions = "*" as const

/**
 * A trustor role tied to one of the trustor's divisions (API model `RoleDivisionPair`).
 * @category schemas
 * @since 0.1.0
 */
export const RoleDivisionPair = Schema.Struct({
  roleId: RoleId,
  /** The division, or {@link allDivisions}. */
  divisionId: Schema.Union([DivisionId, Schema.Literal(allDivisions)]),
}).annotate({ identifier: "RoleDivisionPair" })
/**
 * A trustor role tied to one of the trustor's divisions.
 * @category models
 * @since 0.1.0
 */
export type RoleDivisionPair = typeof RoleDivisionPair.Type

/**
 * Roles to grant, each within a division (API model `RoleDivisionGrants`). The
 * API has no way to read back in which division a role was granted.
 * @category schemas
 * @since 0.1.0
 */
export const RoleDivisionGrants = Schema.Struct({
  grants: Schema.Array(RoleDivisionPair),
}).annotate({ identifier: "RoleDivisionGrants" })
/**
 * Roles to grant, each within a division.
 * @category models
 * @since 0.1.0
 */
export type RoleDivisionGrants = typeof RoleDivisionGrants.Type
