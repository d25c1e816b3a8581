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
/** A division as other models embed it (API model `Division`). */
export interface Division extends Schema.Schema.Type<typeof division> {}
/** Codec of {@link Division}. */
export const Division: Schema.Codec<Division, unknown> = division

/**
 * Stands for all divisions where one is named. The vendor's own tools write it in grants
 * of roles; nothing public says that this API takes it.
 */
export const allDivisions = "*" as const

/** A trustor role tied to one of the trustor's divisions (API model `RoleDivisionPair`). */
export const RoleDivisionPair = Schema.Struct({
  roleId: RoleId,
  /** The division, or {@link allDivisions}. */
  divisionId: Schema.Union([DivisionId, Schema.Literal(allDivisions)]),
}).annotate({ identifier: "RoleDivisionPair" })
/** A trustor role tied to one of the trustor's divisions. */
export type RoleDivisionPair = typeof RoleDivisionPair.Type

/**
 * Roles to grant, each within a division (API model `RoleDivisionGrants`). The
 * API has no way to read back in which division a role was granted.
 */
export const RoleDivisionGrants = Schema.Struct({
  grants: Schema.Array(RoleDivisionPair),
}).annotate({ identifier: "RoleDivisionGrants" })
/** Roles to grant, each within a division. */
export type RoleDivisionGrants = typeof RoleDivisionGrants.Type
