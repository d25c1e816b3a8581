/**
 * How trusts with Customer Care are asked for.
 */
import type { CareTrustOptions, DefaultTrustOptions } from "@org-trust/core/CareTrust"
import type { Step } from "../Plan.ts"
import { digit } from "./Moment.ts"

/** One flag in two is not given, or given as false. */
const isSet = (choice: number): boolean | undefined => (choice < 3 ? undefined : choice > 5)

/** The flags of a default trust. */
export const defaultTrustOptions = ({ amount, what }: Step): DefaultTrustOptions => {
  const assignDefaultRole = isSet(digit(what, 0))
  const autoExpire = isSet(digit(amount, 0))
  return {
    ...(assignDefaultRole !== undefined && { assignDefaultRole }),
    ...(autoExpire !== undefined && { autoExpire }),
  }
}

/** The flags of trusts with all of Customer Care. */
export const careTrustOptions = (step: Step): CareTrustOptions => {
  const assignFullAccess = isSet(digit(step.what, 1))
  const allowTrustedUserAccess = isSet(digit(step.what, 2))
  return {
    ...defaultTrustOptions(step),
    ...(assignFullAccess !== undefined && { assignFullAccess }),
    ...(allowTrustedUserAccess !== undefined && { allowTrustedUserAccess }),
  }
}
