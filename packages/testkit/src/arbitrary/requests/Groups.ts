/**
 * Requests about the groups of a trust, and grants within divisions: right ones, or
 * wrong ones as the step wants.
 */
import type { RoleDivisionGrants, RoleDivisionPair } from "@org-trust/core/Division"
import { type GroupId, GroupIdParam, type OrganizationId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import { groupsOf, type Member, trust, usersOf } from "@org-trust/core/lifecycle/State"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { someoneOf, trustedUser } from "./Callers.ts"
import { deviantGroup, grants, roles } from "./Members.ts"
import { digit, malformed, type Moment, otherFacts, type Place, trustPlace, unknown } from "./Moment.ts"
import { pathOrganization } from "./Paths.ts"

const joined = ({ state }: Moment, { trusteeOrgId, trustorOrgId }: Place): ReadonlyArray<GroupId> => {
  const current = trust(state, trustorOrgId, trusteeOrgId)
  return current === undefined ? [] : groupsOf(current).map(({ id }) => id)
}

const all = ({ world }: Moment, { trusteeOrgId }: Place): ReadonlyArray<GroupId> =>
  (world.get(trusteeOrgId)?.organization.groups ?? []).map(({ id }) => id)

const outside = (moment: Moment, place: Place): ReadonlyArray<GroupId> => {
  const inside = new Set(joined(moment, place))
  return all(moment, place).filter((id) => !inside.has(id))
}

const malformedGroup = (step: Step): GroupId => GroupIdParam.make(pick(malformed, step.amount) ?? "")

/** The path's group, one of the trust unless the step wants another. */
const pathGroup = (moment: Moment, step: Step, place: Place): GroupId => {
  switch (step.deviation) {
    case "unknownGroup":
      return unknown.groupId
    case "malformedGroup":
      return malformedGroup(step)
    case "absentGroup":
      return pick(outside(moment, place), step.who) ?? unknown.groupId
    default:
      return pick(joined(moment, place), step.who) ?? pick(all(moment, place), step.who) ?? unknown.groupId
  }
}

/** The group of an addition: one of the trustee that is not in the trust unless the step wants another. */
const newGroup = (moment: Moment, step: Step, place: Place): GroupId => {
  switch (step.deviation) {
    case "unknownMember":
    case "foreignMember":
      return deviantGroup(moment, step, place.trusteeOrgId)
    case "malformedGroup":
      return malformedGroup(step)
    default: {
      const first = step.deviation === "presentGroup" ? joined(moment, place) : outside(moment, place)
      return pick(first, step.what) ?? pick(all(moment, place), step.what) ?? unknown.groupId
    }
  }
}

/** As trustor, about one group of a trust. */
export const aboutGroup = (moment: Moment, step: Step) => {
  const place = trustPlace(moment, step.where, (candidate) => joined(moment, candidate).length > 0)
  return {
    caller: someoneOf(moment, step, place.trustorOrgId),
    place,
    path: {
      trusteeOrgId: pathOrganization(moment, step, place, "trustor"),
      trusteeGroupId: pathGroup(moment, step, place),
    },
  }
}

/** As trustor, letting a group in. */
export const addingGroup = (moment: Moment, step: Step) => {
  const isPresent = step.deviation === "presentGroup"
  const place = trustPlace(
    moment,
    step.where,
    (candidate) => (isPresent ? joined(moment, candidate) : outside(moment, candidate)).length > 0,
  )
  return {
    caller: someoneOf(moment, step, place.trustorOrgId),
    input: {
      trusteeOrgId: pathOrganization(moment, step, place, "trustor"),
      payload: { id: newGroup(moment, step, place), ...grants(moment, step, place.trustorOrgId) },
    },
  }
}

/** As a trusted user, about one group of the trust, or one that is to be added. */
export const aboutTrustorGroup = (moment: Moment, step: Step, which: "present" | "new") => {
  const { caller, place } = trustedUser(moment, step)
  return {
    caller,
    input: {
      trustorOrgId: pathOrganization(moment, step, place, "trustee"),
      trustorGroupId: which === "new" ? newGroup(moment, step, place) : pathGroup(moment, step, place),
    },
  }
}

/** The divisions that a role is granted in: one or two of the organization's, or a wrong one as the step wants. */
const divisionsOf = (moment: Moment, step: Step, organizationId: OrganizationId, at: number) => {
  if (step.deviation === "unknownDivision") return [unknown.divisionId]
  if (step.deviation === "foreignDivision") {
    return [pick(otherFacts(moment, organizationId, step.who)?.divisions ?? [], at)?.id ?? unknown.divisionId]
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
