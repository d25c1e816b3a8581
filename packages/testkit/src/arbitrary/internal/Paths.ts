/**
 * The organization in a request's path: the right one, or a wrong one as the step wants.
 */
import { OrganizationIdParam, type OrganizationId } from "@org-trust/core/Identifiers"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { hasTrust, malformed, type Moment, organizationIds, type Place, unknown } from "./Moment.ts"

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
