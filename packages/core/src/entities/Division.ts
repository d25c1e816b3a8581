/**
 * Divisions partition what an organization owns; a role may be granted in one of
 * them instead of in all.
 */
import * as Schema from "effect/Schema"
import { DivisionId, RoleId } from "../Identifiers.ts"

/** A division as other models embed it (API model `Division`). */
export const Division = Schema.Struct({
  id: DivisionId,
  name: Schema.optionalKey(Schema.String),
  selfUri: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "Division" })
/** A division as other models embed it. */
export type Division = typeof Division.Type

/** A trustor role tied to one of the trustor's divisions (API model `RoleDivisionPair`). */
export const RoleDivisionPair = Schema.Struct({
  roleId: RoleId,
  divisionId: DivisionId,
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
