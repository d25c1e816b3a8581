/**
 * Which trusts a bulk removal names.
 */
import { type OrganizationId, OrganizationIdParam } from "@org-trust/core/Identifiers"
import { pick, pickSome } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { hasTrust, malformed, type Moment, organizationIds, unknown } from "./Moment.ts"

const partners = (moment: Moment, own: OrganizationId, asks: "trustor" | "trustee") =>
  organizationIds(moment).filter((id) =>
    hasTrust(
      moment,
      asks === "trustor" ? { trustorOrgId: own, trusteeOrgId: id } : { trustorOrgId: id, trusteeOrgId: own },
    ),
  )

/** Some of an organization's partners, of which `sure` is one; and others as the step wants. */
export const bulkIds = (
  moment: Moment,
  step: Step,
  own: OrganizationId,
  asks: "trustor" | "trustee",
  sure: OrganizationId,
): ReadonlyArray<OrganizationId> => {
  const all = partners(moment, own, asks)
  const some = [sure, ...pickSome(all, step.what).filter((id) => id !== sure)]
  switch (step.deviation) {
    case "empty":
      return []
    case "duplicates":
      return [...some, ...some]
    case "unknownId":
      return step.amount % 2 === 0 ? [unknown.organizationId, ...some] : [...some, unknown.organizationId]
    case "malformedId":
      return [OrganizationIdParam.make(pick(malformed, step.amount) ?? ""), ...some]
    case "otherOrganization":
      return [
        ...some,
        pick(
          organizationIds(moment).filter((id) => !all.includes(id)),
          step.amount,
        ) ?? unknown.organizationId,
      ]
    default:
      return some
  }
}
