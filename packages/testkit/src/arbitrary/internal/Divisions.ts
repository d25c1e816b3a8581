/**
 * Roles within divisions in a request's body: right ones, or wrong ones as the step
 * wants.
 */
import type { RoleDivisionGrants, RoleDivisionPair } from "@org-trust/core/Division"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import { groupsOf, type Member, trust, usersOf } from "@org-trust/core/lifecycle/State"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { roles } from "./Members.ts"
import { another, digit, type Moment, otherFacts, type Place, unknown } from "./Moment.ts"

/** The divisions that a role is granted in: one or two of the organization's, or a wrong one as the step wants. */
const divisionsOf = (moment: Moment, step: Step, organizationId: OrganizationId, at: number) => {
  if (step.deviation === "unknownDivision") return [unknown.divisionId]
  if (step.deviation === "foreignDivision") {
    return [
      pick(otherFacts(moment, organizationId, another(step.who, 0))?.divisions ?? [], at)?.id ?? unknown.divisionId,
    ]
  }
  const own = (moment.world.get(organizationId)?.organization.divisions ?? []).map(({ id }) => id)
  const found = digit(step.amount, 2) > 6 ? [pick(own, at), pick(own, at + 1)] : [pick(own, at)]
  return [...new Set(found)].filter((id) => id !== undefined)
}

/** What a member of the trust at a place is granted. */
const granted = ({ state }: Moment, { trusteeOrgId, trustorOrgId }: Place, memberId: string): ReadonlyArray<Grant> => {
  const current = trust(state, trustorOrgId, trusteeOrgId)
  const members: ReadonlyArray<Member<string>> =
    current === undefined ? [] : [...usersOf(current), ...groupsOf(current)]
  return members.find(({ id }) => id === memberId)?.grants ?? []
}

/** The same roles as before, each within a division that it was not granted in. */
const moved = (
  moment: Moment,
  { trustorOrgId }: Place,
  grants: ReadonlyArray<Grant>,
): ReadonlyArray<RoleDivisionPair> => {
  const divisions = moment.world.get(trustorOrgId)?.organization.divisions ?? []
  return grants.flatMap(({ divisionId, roleId }) => {
    const other = divisions.find(({ id }) => id !== divisionId)
    return other === undefined ? [] : [{ roleId, divisionId: other.id }]
  })
}

/** Roles of the trustor, each within divisions of it. */
export const roleDivisions = (moment: Moment, step: Step, place: Place, memberId: string): RoleDivisionGrants => {
  if (step.deviation === "otherDivision") return { grants: moved(moment, place, granted(moment, place, memberId)) }
  const { trustorOrgId } = place
  const wanted = roles(moment, step, trustorOrgId)
  // A role that is given twice is given in the same division.
  const order = [...new Set(wanted)]
  return {
    grants: wanted.flatMap((roleId) =>
      divisionsOf(moment, step, trustorOrgId, step.who + order.indexOf(roleId)).map((divisionId) => ({
        roleId,
        divisionId,
      })),
    ),
  }
}
