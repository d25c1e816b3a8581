/**
 * The ids in a request's path: the right ones, or wrong ones as the step wants.
 */
import { OrganizationIdParam, type OrganizationId, type UserId, UserIdParam } from "@org-trust/core/Identifiers"
import { trust, usersOf } from "@org-trust/core/lifecycle/State"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { activeUsers, hasTrust, malformed, type Moment, organizationIds, type Place, unknown } from "./Moment.ts"

/** The ids of the users who are in the trust at a place. */
export const joined = ({ state }: Moment, { trusteeOrgId, trustorOrgId }: Place): ReadonlyArray<UserId> => {
  const current = trust(state, trustorOrgId, trusteeOrgId)
  return current === undefined ? [] : usersOf(current).map(({ id }) => id)
}

/** The active users of the trustee who are not in the trust at a place. */
export const outside = (moment: Moment, place: Place): ReadonlyArray<UserId> => {
  const inside = new Set(joined(moment, place))
  return activeUsers(moment, place.trusteeOrgId).filter((id) => !inside.has(id))
}

/** The path's organization, which is the place's other side than the one that asks. */
export const pathOrganization = (
  moment: Moment,
  step: Step,
  place: Place,
  asks: "trustor" | "trustee",
): OrganizationId => {
  const { trusteeOrgId, trustorOrgId } = place
  switch (step.deviation) {
    case "unknownId":
      return unknown.organizationId
    case "malformedId":
      return OrganizationIdParam.make(pick(malformed, step.amount) ?? "")
    case "otherOrganization": {
      const others = organizationIds(moment).filter(
        (id) =>
          !hasTrust(
            moment,
            asks === "trustor" ? { trustorOrgId, trusteeOrgId: id } : { trustorOrgId: id, trusteeOrgId },
          ),
      )
      return pick(others, step.amount) ?? unknown.organizationId
    }
    default:
      return asks === "trustor" ? trusteeOrgId : trustorOrgId
  }
}

/** The path's user, one of the trust unless the step wants another. */
export const pathUser = (moment: Moment, step: Step, place: Place): UserId => {
  const inside = joined(moment, place)
  switch (step.deviation) {
    case "unknownUser":
      return unknown.userId
    case "malformedUser":
      return UserIdParam.make(pick(malformed, step.amount) ?? "")
    case "absentUser":
      return pick(outside(moment, place), step.who) ?? unknown.userId
    default:
      return pick(inside, step.who) ?? pick(activeUsers(moment, place.trusteeOrgId), step.who) ?? unknown.userId
  }
}

/** The path's user for an addition: one of the trustee who is not in the trust unless the step wants another. */
export const pathNewUser = (moment: Moment, step: Step, place: Place, deviant: UserId | undefined): UserId => {
  if (deviant !== undefined) return deviant
  const inside = joined(moment, place)
  const first = step.deviation === "presentUser" ? inside : outside(moment, place)
  return pick(first, step.what) ?? pick(activeUsers(moment, place.trusteeOrgId), step.what) ?? unknown.userId
}
