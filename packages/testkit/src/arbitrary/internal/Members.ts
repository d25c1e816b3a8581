/**
 * Users, groups and roles in a request's body: right ones, or with a wrong one
 * among them as the step wants.
 */
import type { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { UserIdParam } from "@org-trust/core/Identifiers"
import type { TrustMemberCreate } from "@org-trust/core/Trustee"
import { pick, pickSome } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { activeUsers, another, digit, inactiveUser, malformed, type Moment, otherFacts, unknown } from "./Moment.ts"

interface Members {
  readonly userIds: ReadonlyArray<UserId>
  readonly groupIds: ReadonlyArray<GroupId>
}

/** The user that the step wants and that the organization must not name; nothing for a step without such a wish. */
export const deviantUser = (moment: Moment, step: Step, organizationId: OrganizationId): UserId | undefined => {
  switch (step.deviation) {
    case "unknownMember":
      return unknown.userId
    case "inactiveMember":
      return inactiveUser(moment, organizationId, step.who)
    case "foreignMember":
      return pick(otherFacts(moment, organizationId, step.what)?.users ?? [], step.who)?.id ?? unknown.userId
    case "malformedUser":
      return UserIdParam.make(pick(malformed, step.amount) ?? "")
    default:
      return undefined
  }
}

/** The group that the step wants and that the organization does not have. */
export const deviantGroup = (moment: Moment, step: Step, organizationId: OrganizationId): GroupId =>
  step.deviation === "foreignMember"
    ? (pick(otherFacts(moment, organizationId, step.what)?.groups ?? [], step.who)?.id ?? unknown.groupId)
    : unknown.groupId

const rightMembers = (moment: Moment, step: Step, organizationId: OrganizationId): Members => {
  const users = activeUsers(moment, organizationId)
  const groups = (moment.world.get(organizationId)?.organization.groups ?? []).map(({ id }) => id)
  if (step.deviation === "crowd") return { userIds: users, groupIds: groups }
  const userIds = pickSome(users, step.who)
  const groupIds = pickSome(groups, step.what)
  if (userIds.length + groupIds.length > 0) return { userIds, groupIds }
  const [first] = users
  if (first !== undefined) return { userIds: [first], groupIds }
  return groups.length > 0 ? { userIds, groupIds: groups } : { userIds: [unknown.userId], groupIds }
}

/** Users and groups of an organization, at least one. */
export const members = (moment: Moment, step: Step, organizationId: OrganizationId): Members => {
  if (step.deviation === "empty") return { userIds: [], groupIds: [] }
  const right = rightMembers(moment, step, organizationId)
  if (step.deviation === "duplicates") {
    return { userIds: [...right.userIds, ...right.userIds], groupIds: [...right.groupIds, ...right.groupIds] }
  }
  const wrong = deviantUser(moment, step, organizationId)
  if (wrong === undefined) return right
  return step.deviation !== "inactiveMember" && digit(step.amount, 2) > 6
    ? { ...right, groupIds: [...right.groupIds, deviantGroup(moment, step, organizationId)] }
    : { ...right, userIds: [...right.userIds, wrong] }
}

const rightRoles = (moment: Moment, step: Step, organizationId: OrganizationId) => {
  const roles = (moment.world.get(organizationId)?.organization.roles ?? []).map(({ id }) => id)
  const one = pick(roles, another(step.what, 0))
  const some = pickSome(roles, digit(step.amount, 1))
  return one === undefined || some.includes(one) ? some : [one, ...some]
}

/** Roles of an organization, for all divisions. */
export const roles = (moment: Moment, step: Step, organizationId: OrganizationId) => {
  const right = rightRoles(moment, step, organizationId)
  switch (step.deviation) {
    case "empty":
      return []
    case "duplicates":
      return [...right, ...[...right].reverse()]
    case "unknownRole":
      return [...right, unknown.roleId]
    case "foreignRole":
      return [
        ...right,
        pick(otherFacts(moment, organizationId, step.who)?.roles ?? [], step.what)?.id ?? unknown.roleId,
      ]
    default:
      return right
  }
}

/** Roles of an organization, in all its divisions, in some, in both ways, or none. */
export const grants = (
  moment: Moment,
  step: Step,
  organizationId: OrganizationId,
): Pick<TrustMemberCreate, "roleIds" | "roleDivisions"> => {
  const roleIds = roles(moment, step, organizationId)
  const own = moment.world.get(organizationId)?.organization.divisions ?? []
  const foreign = otherFacts(moment, organizationId, another(step.who, 0))?.divisions ?? []
  const divisionId = pick(step.deviation === "foreignDivision" ? foreign : own, step.who)?.id
  const choice = step.deviation === "foreignDivision" ? 9 : digit(step.amount, 2)
  if (choice === 5) return {}
  if (choice < 5 || divisionId === undefined) return { roleIds }
  const roleDivisions = { grants: roleIds.map((roleId) => ({ roleId, divisionId })) }
  return choice < 8 ? { roleDivisions } : { roleIds, roleDivisions }
}
