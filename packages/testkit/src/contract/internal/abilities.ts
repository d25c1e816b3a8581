/**
 * What the implementation has, and who may ask for what of it.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { isMet, type PermissionRule } from "@org-trust/core/Permission"
import type { WorldClient } from "../../WorldFile.ts"
import { type OperationGroup, serves } from "../Capabilities.ts"
import type { Party } from "../Cast.ts"
import type { Lab } from "./Lab.ts"
import type { NotApplicable } from "../Violation.ts"
import { activeClientsOf, need } from "./choices.ts"

/** Whether the implementation has a group of operations. */
export const hasGroup = ({ subject }: Lab, group: OperationGroup): boolean =>
  subject.capabilities.groups.includes(group)

/** Whether the implementation has an operation. */
export const hasOperation = ({ subject }: Lab, operation: OperationName): boolean =>
  serves(subject.capabilities, operation)

/** The permission rule of an operation by the choices of the implementation. */
export const ruleOf = ({ subject }: Lab, operation: OperationName): PermissionRule => {
  const entry: OperationEntry = operations[operation]
  return subject.capabilities.profile.permissionRules === "Seed"
    ? (entry.seedPermissions ?? entry.permissions)
    : entry.permissions
}

/** Whether these permissions are enough for an operation. */
export const isOpenTo = (lab: Lab, operation: OperationName, held: ReadonlyArray<string>): boolean =>
  isMet(ruleOf(lab, operation), (permission) => held.includes(permission))

/** A client of the organization that may ask for the operation: the admin where possible. */
export const someoneWhoMay = (
  lab: Lab,
  party: Party,
  operation: OperationName,
): Effect.Effect<WorldClient, NotApplicable> =>
  need(
    [party.admin, ...activeClientsOf(party)].find(({ permissions }) => isOpenTo(lab, operation, permissions)),
    `client of ${party.organization.name} that may ask for ${operation}`,
  )

/** Lets a second pass where that can be done, so that what follows has a date of its own. */
export const tick = (lab: Lab): Effect.Effect<void, NotApplicable> =>
  lab.subject.passTime === undefined ? Effect.void : lab.passTime(Duration.seconds(1))
