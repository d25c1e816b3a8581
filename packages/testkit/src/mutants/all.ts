/**
 * All wrong implementations.
 */
import { mutants as audits } from "./audits.ts"
import { mutants as divisions } from "./divisions.ts"
import { mutants as bulkRemoval } from "./bulkRemoval.ts"
import { mutants as careTrusts } from "./careTrusts.ts"
import { mutants as cloneApartness } from "./cloneApartness.ts"
import { mutants as cloneEndings } from "./cloneEndings.ts"
import { mutants as clones } from "./clones.ts"
import { mutants as errors } from "./errors.ts"
import { mutants as groupMembers } from "./groupMembers.ts"
import { mutants as groupPermissions } from "./groupPermissions.ts"
import { mutants as groupReturns } from "./groupReturns.ts"
import { mutants as groupRoles } from "./groupRoles.ts"
import { mutants as groups } from "./groups.ts"
import { mutants as listings } from "./listings.ts"
import type { Mutant } from "./Mutant.ts"
import { mutants as pairings } from "./pairings.ts"
import { mutants as permissions } from "./permissions.ts"
import { mutants as roleAccess } from "./roleAccess.ts"
import { mutants as roles } from "./roles.ts"
import { mutants as trusts } from "./trusts.ts"
import { mutants as users } from "./users.ts"
import { mutants as userTrustors } from "./userTrustors.ts"

/** All wrong implementations that answer one request at a time. */
export const mutants: ReadonlyArray<Mutant> = [
  ...pairings,
  ...trusts,
  ...users,
  ...roles,
  ...roleAccess,
  ...listings,
  ...permissions,
  ...audits,
  ...errors,
  ...groupMembers,
  ...groupRoles,
  ...groups,
  ...groupReturns,
  ...groupPermissions,
  ...divisions,
  ...clones,
  ...cloneEndings,
  ...cloneApartness,
  ...careTrusts,
  ...bulkRemoval,
  ...userTrustors,
]
