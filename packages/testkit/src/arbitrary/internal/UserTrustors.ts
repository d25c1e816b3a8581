/**
 * The user whose trustors are asked for.
 */
import { type UserId, UserIdParam } from "@org-trust/core/Identifiers"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { clonable, cloned } from "./CloneAskers.ts"
import { malformed, type Moment, otherFacts, type Place, unknown } from "./Moment.ts"

/** A user of the trustee whom the trust at a place lets in, unless the step wants another. */
export const pathOwnUser = (moment: Moment, step: Step, place: Place): UserId => {
  const trusted = [...clonable(moment, place), ...cloned(moment, place)]
  const own = (moment.world.get(place.trusteeOrgId)?.organization.users ?? []).map(({ id }) => id)
  switch (step.deviation) {
    case "unknownUser":
      return unknown.userId
    case "malformedUser":
      return UserIdParam.make(pick(malformed, step.amount) ?? "")
    case "foreignMember":
      return pick(otherFacts(moment, place.trusteeOrgId, step.what)?.users ?? [], step.who)?.id ?? unknown.userId
    case "absentUser":
      return (
        pick(
          own.filter((id) => !trusted.includes(id)),
          step.who,
        ) ?? unknown.userId
      )
    default:
      return pick(trusted, step.who) ?? pick(own, step.who) ?? unknown.userId
  }
}
