/**
 * Requests about trusts with Customer Care.
 */
import type { CareTrustOptions, DefaultTrustOptions } from "@org-trust/core/CareTrust"
import { trusts } from "@org-trust/core/lifecycle/State"
import type { OperationWith } from "@org-trust/core/Operation"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { anybody, type Askers } from "./Asker.ts"
import { type Caller, someoneOf } from "./Callers.ts"
import { digit, type Moment } from "./Moment.ts"

/** One flag in two is not given, or given as false. */
const isSet = (choice: number): boolean | undefined => (choice < 3 ? undefined : choice > 5)

/** The flags of a default trust. */
const defaultTrustOptions = ({ amount, what }: Step): DefaultTrustOptions => {
  const assignDefaultRole = isSet(digit(what, 0))
  const autoExpire = isSet(digit(amount, 0))
  return {
    ...(assignDefaultRole !== undefined && { assignDefaultRole }),
    ...(autoExpire !== undefined && { autoExpire }),
  }
}

/** The flags of trusts with all of Customer Care. */
const careTrustOptions = (step: Step): CareTrustOptions => {
  const assignFullAccess = isSet(digit(step.what, 1))
  const allowTrustedUserAccess = isSet(digit(step.what, 2))
  return {
    ...defaultTrustOptions(step),
    ...(assignFullAccess !== undefined && { assignFullAccess }),
    ...(allowTrustedUserAccess !== undefined && { allowTrustedUserAccess }),
  }
}

/** Mostly somebody of an organization that has let Customer Care in, if there is one. */
const withCare = (moment: Moment, step: Step): Caller => {
  const hosts = trusts(moment.state).flatMap(({ defaults, trustorOrgId }) =>
    defaults === undefined || step.what % 4 === 0 ? [] : [trustorOrgId],
  )
  const host = pick(hosts, step.where)
  return host === undefined ? anybody(moment, step) : someoneOf(moment, step, host)
}

/** What is asked about trusts with Customer Care. */
export const careAskers: Askers<OperationWith<{ readonly about: "careTrust" }>> = {
  "DefaultTrusts.get": (moment, step) => ({ caller: withCare(moment, step), input: {} }),
  "DefaultTrusts.create": (moment, step) => ({ caller: anybody(moment, step), input: defaultTrustOptions(step) }),
  "CareTrusts.list": (moment, step) => ({ caller: anybody(moment, step), input: {} }),
  "CareTrusts.create": (moment, step) => ({ caller: anybody(moment, step), input: careTrustOptions(step) }),
}
