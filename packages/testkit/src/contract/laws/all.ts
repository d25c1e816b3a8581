/**
 * All laws of the contract.
 */
import type { Clause } from "../Clause.ts"
import { laws as auditQueries } from "./auditQueries.ts"
import { laws as auditReaders } from "./auditReaders.ts"
import { laws as audits } from "./audits.ts"
import { laws as divisionScope } from "./divisionScope.ts"
import { laws as divisions } from "./divisions.ts"
import { laws as bulkRemoval } from "./bulkRemoval.ts"
import { laws as careTrusts } from "./careTrusts.ts"
import { laws as cloneApartness } from "./cloneApartness.ts"
import { laws as cloneEndings } from "./cloneEndings.ts"
import { laws as clonePermissions } from "./clonePermissions.ts"
import { laws as clones } from "./clones.ts"
import { laws as errors } from "./errors.ts"
import { laws as groupAudits } from "./groupAudits.ts"
import { laws as groupJoining } from "./groupJoining.ts"
import { laws as groupLeaving } from "./groupLeaving.ts"
import { laws as groupLimit } from "./groupLimit.ts"
import { laws as groupListings } from "./groupListings.ts"
import { laws as groupPermissions } from "./groupPermissions.ts"
import { laws as groupRoles } from "./groupRoles.ts"
import { laws as groups } from "./groups.ts"
import { laws as isolation } from "./isolation.ts"
import { laws as listings } from "./listings.ts"
import { laws as pairing } from "./pairing.ts"
import { laws as permissions } from "./permissions.ts"
import { laws as roles } from "./roles.ts"
import { laws as trust } from "./trust.ts"
import { laws as trustEnding } from "./trustEnding.ts"
import { laws as trustSettings } from "./trustSettings.ts"
import { laws as userRefusals } from "./userRefusals.ts"
import { laws as users } from "./users.ts"
import { laws as userTrustors } from "./userTrustors.ts"

/** All laws of the contract, in the order in which a trust lives; those of the newer operations come last. */
export const laws: ReadonlyArray<Clause> = [
  ...pairing,
  ...trust,
  ...trustSettings,
  ...trustEnding,
  ...users,
  ...userRefusals,
  ...roles,
  ...groups,
  ...listings,
  ...permissions,
  ...audits,
  ...auditReaders,
  ...auditQueries,
  ...errors,
  ...isolation,
  ...groupJoining,
  ...groupLeaving,
  ...groupListings,
  ...groupLimit,
  ...groupRoles,
  ...groupPermissions,
  ...groupAudits,
  ...divisionScope,
  ...divisions,
  ...clones,
  ...cloneEndings,
  ...cloneApartness,
  ...clonePermissions,
  ...careTrusts,
  ...bulkRemoval,
  ...userTrustors,
]
