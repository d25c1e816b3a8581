/**
 * All wrong implementations.
 */
import { mutants as access } from "./internal/access.ts"
import { mutants as auditUsers } from "./internal/auditUsers.ts"
import { mutants as audits } from "./internal/audits.ts"
import { mutants as bulkRemoval } from "./internal/bulkRemoval.ts"
import { mutants as careMade } from "./internal/careMade.ts"
import { mutants as careTrusts } from "./internal/careTrusts.ts"
import { mutants as cloneApartness } from "./internal/cloneApartness.ts"
import { mutants as cloneEndings } from "./internal/cloneEndings.ts"
import { mutants as clones } from "./internal/clones.ts"
import { mutants as divisions } from "./internal/divisions.ts"
import { mutants as groups } from "./internal/groups.ts"
import { mutants as isolation } from "./internal/isolation.ts"
import { mutants as joining } from "./internal/joining.ts"
import { mutants as leaving } from "./internal/leaving.ts"
import { mutants as listings } from "./internal/listings.ts"
import { mutants as pairings } from "./internal/pairings.ts"
import { mutants as permissions } from "./internal/permissions.ts"
import { mutants as roles } from "./internal/roles.ts"
import { mutants as trusts } from "./internal/trusts.ts"
import { mutants as userTrustors } from "./internal/userTrustors.ts"
import type { Mutant } from "./Mutant.ts"

/**
 * All wrong implementations that answer one request at a time.
 * @category constants
 * @since 0.1.0
 */
export const mutants: ReadonlyArray<Mutant> = [
  ...pairings,
  ...trusts,
  ...joining,
  ...leaving,
  ...roles,
  ...access,
  ...groups,
  ...listings,
  ...permissions,
  ...audits,
  ...auditUsers,
  ...isolation,
  ...divisions,
  ...clones,
  ...cloneEndings,
  ...cloneApartness,
  ...careTrusts,
  ...careMade,
  ...bulkRemoval,
  ...userTrustors,
]
