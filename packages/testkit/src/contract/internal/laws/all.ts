/**
 * All laws of the contract.
 */
import type { Clause } from "../../Clause.ts"
import { groups, users } from "../MemberKind.ts"
import { laws as auditQueries } from "./auditQueries.ts"
import { laws as auditReaders } from "./auditReaders.ts"
import { laws as auditSelections } from "./auditSelections.ts"
import { laws as audits, lawsOfTime as auditTimes } from "./audits.ts"
import { laws as bulkRemoval } from "./bulkRemoval.ts"
import { laws as careTrusts } from "./careTrusts.ts"
import { laws as cloneApartness } from "./cloneApartness.ts"
import { laws as cloneEndings } from "./cloneEndings.ts"
import { laws as clones } from "./clones.ts"
import { laws as divisions } from "./divisions.ts"
import { laws as divisionScope } from "./divisionScope.ts"
import { laws as errors } from "./errors.ts"
import { laws as granting } from "./granting.ts"
import { laws as ofGroups } from "./groups.ts"
import { laws as idCase } from "./idCase.ts"
import { laws as isolation } from "./isolation.ts"
import { laws as joining } from "./joining.ts"
import { laws as leaving } from "./leaving.ts"
import { laws as changingListings } from "./changingListings.ts"
import { laws as listings } from "./listings.ts"
import { laws as pairing } from "./pairing.ts"
import { laws as permissions } from "./permissions.ts"
import { laws as roles } from "./roles.ts"
import { laws as strangers } from "./strangers.ts"
import { laws as trust } from "./trust.ts"
import { laws as trustEnding } from "./trustEnding.ts"
import { laws as trustorPermissions } from "./trustorPermissions.ts"
import { laws as trustSettings, lawsOfMembers as trustSettingsOfMembers } from "./trustSettings.ts"
import { laws as userTrustors } from "./userTrustors.ts"

/** The laws that hold for users and for groups alike. */
const ofMembers = [trustSettingsOfMembers, joining, leaving, strangers, roles, granting, trustorPermissions, audits]

/** All laws of the contract, in the order in which a trust lives; those of the newer operations come last. */
export const laws: ReadonlyArray<Clause> = [
  ...pairing,
  ...trust,
  ...trustSettings,
  ...trustEnding,
  ...ofMembers.flatMap((each) => each(users)),
  ...listings,
  ...changingListings,
  ...permissions,
  ...auditTimes,
  ...auditReaders,
  ...auditQueries,
  ...auditSelections,
  ...errors,
  ...idCase,
  ...isolation,
  ...ofGroups,
  ...ofMembers.flatMap((each) => each(groups)),
  ...divisionScope,
  ...divisions,
  ...clones,
  ...cloneEndings,
  ...cloneApartness,
  ...careTrusts,
  ...bulkRemoval,
  ...userTrustors,
]
