/**
 * Requests about cloned users: right ones, or wrong ones as the step wants.
 */
import { type UserId, UserIdParam } from "@org-trust/core/Identifiers"
import { isTrusted } from "@org-trust/core/lifecycle/EffectiveAccess"
import { clonesOf, trust } from "@org-trust/core/lifecycle/State"
import type { OperationWith } from "@org-trust/core/Operation"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { type Askers, asTrustor } from "./Asker.ts"
import { trustedUser } from "./Callers.ts"
import { activeUsers, malformed, type Moment, type Place, trustPlace, unknown } from "./Moment.ts"
import { pathOrganization } from "./Paths.ts"

/** The users who have a clone at a place. */
export const cloned = ({ state }: Moment, { trusteeOrgId, trustorOrgId }: Place): ReadonlyArray<UserId> => {
  const current = trust(state, trustorOrgId, trusteeOrgId)
  return current === undefined ? [] : clonesOf(current).map(({ id }) => id)
}

/** The active users of the trustee whom the trust at a place lets in, or those whom it does not. */
const trusted = (moment: Moment, place: Place, isIn: boolean): ReadonlyArray<UserId> => {
  const current = trust(moment.state, place.trustorOrgId, place.trusteeOrgId)
  return activeUsers(moment, place.trusteeOrgId).filter(
    (id) => (current !== undefined && isTrusted(moment.world, current, id)) === isIn,
  )
}

/** The users of the trust who could be cloned. */
export const clonable = (moment: Moment, place: Place): ReadonlyArray<UserId> => {
  const there = new Set(cloned(moment, place))
  return trusted(moment, place, true).filter((id) => !there.has(id))
}

/** A user whom no organization knows, or a string that is no id, as the step wants; nothing for other steps. */
const nobody = ({ amount, deviation }: Step): UserId | undefined => {
  if (deviation === "unknownUser") return unknown.userId
  return deviation === "malformedUser" ? UserIdParam.make(pick(malformed, amount) ?? "") : undefined
}

/** The path's clone; for a step that wants somebody absent, a user without one. */
const pathClone = (moment: Moment, step: Step, place: Place): UserId => {
  const first = step.deviation === "absentUser" ? clonable(moment, place) : cloned(moment, place)
  const others = trusted(moment, place, step.deviation !== "absentUser")
  return nobody(step) ?? pick(first, step.who) ?? pick(others, step.who) ?? unknown.userId
}

/** The path's user to clone: one of the trust without a clone, unless the step wants another. */
const pathNewClone = (moment: Moment, step: Step, place: Place): UserId => {
  const first =
    step.deviation === "absentUser"
      ? trusted(moment, place, false)
      : step.deviation === "presentUser"
        ? cloned(moment, place)
        : clonable(moment, place)
  return nobody(step) ?? pick(first, step.what) ?? pick(trusted(moment, place, true), step.what) ?? unknown.userId
}

/** As a trusted user, about one clone of the trust. */
const aboutTrustorClone = (moment: Moment, step: Step) => {
  const { caller, place } = trustedUser(moment, step, (candidate) => cloned(moment, candidate).length > 0)
  return {
    caller,
    input: {
      trustorOrgId: pathOrganization(moment, step, place, "trustee"),
      trusteeUserId: pathClone(moment, step, place),
    },
  }
}

/** What is asked about clones. */
export const cloneAskers: Askers<OperationWith<{ readonly about: "clonedUser" }>> = {
  "TrusteeClonedUsers.list": (moment, step) => {
    const place = trustPlace(moment, step.where, (candidate) => cloned(moment, candidate).length > 0)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    return { caller, input: { trusteeOrgId } }
  },
  "TrusteeClonedUsers.remove": (moment, step) => {
    const place = trustPlace(moment, step.where, (candidate) => cloned(moment, candidate).length > 0)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    return { caller, input: { trusteeOrgId, trusteeUserId: pathClone(moment, step, place) } }
  },
  "TrustorClonedUsers.list": (moment, step) => {
    const { caller, place } = trustedUser(moment, step)
    return { caller, input: { trustorOrgId: pathOrganization(moment, step, place, "trustee") } }
  },
  "TrustorClonedUsers.get": aboutTrustorClone,
  "TrustorClonedUsers.create": (moment, step) => {
    const isPresent = step.deviation === "presentUser"
    const { caller, place } = trustedUser(
      moment,
      step,
      (candidate) => (isPresent ? cloned(moment, candidate) : clonable(moment, candidate)).length > 0,
    )
    return {
      caller,
      input: {
        trustorOrgId: pathOrganization(moment, step, place, "trustee"),
        trusteeUserId: pathNewClone(moment, step, place),
      },
    }
  },
  "TrustorClonedUsers.remove": aboutTrustorClone,
}
