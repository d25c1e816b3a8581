/**
 * Which situations a right implementation can be brought into, and for the others
 * why not: by the rules, by the implementation's choices, or for want of something
 * in its world.
 */
import { permissionRule } from "@org-trust/core/lifecycle/Authorization"
import { isOfService, type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { missingPermissions } from "@org-trust/core/ErrorCategory"
import { operationGroups } from "../../../Capabilities.ts"
import type { Ground, Reason } from "./Ground.ts"
import { outcomeReason } from "./OutcomeReasons.ts"
import type { OutcomeName, StateClass } from "./StateClass.ts"
import { stateReason } from "./StateReasons.ts"

const missing: ReadonlySet<string> = new Set(missingPermissions)

const permissionReason = (
  ground: Ground,
  operation: OperationName,
  outcome: OutcomeName,
  state: StateClass,
): Reason => {
  const { checkedIn }: OperationEntry = operations[operation]
  const { mode } = permissionRule(ground.profile, operation)
  if (checkedIn === "trustor") {
    if (outcome === "MissingTrustorPermissions") return undefined
    if (state !== "open trust") {
      return `permission.in-trustor-organization: with ${state} nobody has a permission there`
    }
    return ground.someoneCanBeTrusted(operation)
      ? undefined
      : "the world has no trustor whose roles permit it, or no trustee whose users are clients"
  }
  if (outcome === "MissingAnyPermissions" || outcome === "MissingPermissions") {
    if ((outcome === "MissingPermissions") !== (mode === "ALL")) {
      return mode === "ALL"
        ? "permission.all: under this profile all of the permissions are needed"
        : "permission.any: under this profile one of the permissions is enough"
    }
    return ground.someoneMayNot(operation) ? undefined : "every client of the world has the permissions"
  }
  return ground.someoneMay(operation) ? undefined : "no client of the world has the permissions"
}

/** Why a situation cannot be reached; nothing where it can. */
export const unreachable = (
  ground: Ground,
  operation: OperationName,
  outcome: OutcomeName,
  state: StateClass,
): Reason => {
  const group = operationGroups.find((each) => isOfService(each, operation))
  if (group === undefined || !ground.groups.has(group)) return `the implementation has no ${group ?? operation}`
  return (
    stateReason(ground, operation, state) ??
    permissionReason(ground, operation, outcome, state) ??
    (missing.has(outcome) ? undefined : outcomeReason(ground, operation, outcome, state))
  )
}
