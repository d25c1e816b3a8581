/**
 * Why the state that an operation is to meet cannot be brought about.
 */
import { hasColumns, type OperationName } from "@org-trust/core/Operation"
import type { Ground, Reason } from "./Ground.ts"
import type { StateClass } from "./StateClass.ts"

const isAboutCare = hasColumns({ about: "careTrust" })

const lack = ({ groups }: Ground, ...needed: ReadonlyArray<string>): Reason => {
  const absent = needed.find((group) => !groups.has(group))
  return absent === undefined ? undefined : `the implementation has no ${absent}`
}

const noTime = ({ canMoveTime }: Ground): Reason =>
  canMoveTime ? undefined : "time cannot be moved for this implementation"

/** An end can come, or be set where it has come. */
const noEnd = (ground: Ground): Reason => (ground.profile.endInPast === "Accept" ? undefined : noTime(ground))

const careReason = (ground: Ground, state: StateClass): Reason => {
  const absent = lack(ground, "Pairings", "Trustees")
  if (absent !== undefined) return `${absent}: trusts with Customer Care are left to the laws`
  if (state === "no trust") return undefined
  if (!ground.hasCare) return "the world has no Customer Care"
  return state === "expired trust" ? noEnd(ground) : undefined
}

/** Why a state cannot be brought about for an operation. */
export const stateReason = (ground: Ground, operation: OperationName, state: StateClass): Reason => {
  if (isAboutCare(operation)) return careReason(ground, state)
  switch (state) {
    case "no pairing":
      return undefined
    case "open pairing":
      return lack(ground, "Pairings")
    case "used pairing":
      return lack(ground, "Pairings", "Trustees")
    case "expired pairing":
      return lack(ground, "Pairings") ?? noTime(ground)
    case "no trust":
      return operation === "Trustees.create" ? lack(ground, "Pairings") : undefined
    case "open trust":
    case "disabled trust":
      return lack(ground, "Pairings", "Trustees")
    case "expired trust":
      return lack(ground, "Pairings", "Trustees") ?? noEnd(ground)
  }
}
