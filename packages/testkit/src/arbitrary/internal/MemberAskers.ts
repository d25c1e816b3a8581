/**
 * Requests about the users and the groups of a trust, and about their roles.
 */
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { OperationWith } from "@org-trust/core/Operation"
import type { Step } from "../Plan.ts"
import { type Asker, type Askers, asTrustor } from "./Asker.ts"
import { trustedUser } from "./Callers.ts"
import { roleDivisions } from "./Divisions.ts"
import { groups, joined, type MemberIds, newMember, outside, pathMember, users } from "./MemberIds.ts"
import { grants, roles } from "./Members.ts"
import { type Moment, type Place, trustPlace } from "./Moment.ts"
import { page } from "./PageRequests.ts"
import { pathOrganization } from "./Paths.ts"

/** As trustor, all of them. */
const listed: Asker<{ readonly trusteeOrgId: OrganizationId }> = (moment, step) => {
  const { caller, trusteeOrgId } = asTrustor(moment, step, trustPlace(moment, step.where))
  return { caller, input: { trusteeOrgId, ...page(moment, step) } }
}

/** As trustor, letting one in. */
const added =
  <Id>(kind: MemberIds<Id, unknown, unknown>) =>
  (moment: Moment, step: Step) => {
    const candidates = step.deviation === `present${kind.noun}` ? joined : outside
    const place = trustPlace(moment, step.where, (candidate) => candidates(kind, moment, candidate).length > 0)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    const id = newMember(kind, moment, step, place)
    return { caller, input: { trusteeOrgId, payload: { id, ...grants(moment, step, place.trustorOrgId) } } }
  }

/** As trustor, one that is there, with what is said of it besides. */
const named =
  <Id, Path, Payload>(
    kind: MemberIds<Id, Path, unknown>,
    payload: (moment: Moment, step: Step, place: Place, id: Id) => Payload,
  ) =>
  (moment: Moment, step: Step) => {
    const place = trustPlace(moment, step.where, (candidate) => joined(kind, moment, candidate).length > 0)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    const id = pathMember(kind, moment, step, place)
    return { caller, input: { ...kind.path(trusteeOrgId, id), ...payload(moment, step, place, id) } }
  }

const nothing = () => ({})
const newRoles = (moment: Moment, step: Step, { trustorOrgId }: Place) => ({
  payload: roles(moment, step, trustorOrgId),
})
const rolesWithin = (moment: Moment, step: Step, place: Place, id: string) => ({
  payload: roleDivisions(moment, step, place, id),
})

/** As a trusted user, all of them. */
const listedByTrustee: Asker<{ readonly trustorOrgId: OrganizationId }> = (moment, step) => {
  const { caller, place } = trustedUser(moment, step)
  return { caller, input: { trustorOrgId: pathOrganization(moment, step, place, "trustee"), ...page(moment, step) } }
}

/** As a trusted user, one of the trust, or one that is to be added. */
const namedByTrustee =
  <Id, OwnPath>(kind: MemberIds<Id, unknown, OwnPath>, choose: typeof pathMember | typeof newMember) =>
  (moment: Moment, step: Step) => {
    const { caller, place } = trustedUser(moment, step)
    const trustorOrgId = pathOrganization(moment, step, place, "trustee")
    return { caller, input: kind.ownPath(trustorOrgId, choose(kind, moment, step, place)) }
  }

/** What is asked about members, their roles, and their roles within divisions. */
export const memberAskers: Askers<OperationWith<{ readonly about: "member" | "roles" | "roleDivisions" }>> = {
  "TrusteeUsers.list": listed,
  "TrusteeUsers.add": added(users),
  "TrusteeUsers.get": named(users, nothing),
  "TrusteeUsers.remove": named(users, nothing),
  "TrusteeUserRoles.get": named(users, nothing),
  "TrusteeUserRoles.replace": named(users, newRoles),
  "TrusteeUserRoles.clear": named(users, nothing),
  "TrusteeUserRoleDivisions.replace": named(users, rolesWithin),
  "TrustorUsers.list": listedByTrustee,
  "TrustorUsers.get": namedByTrustee(users, pathMember),
  "TrustorUsers.add": namedByTrustee(users, newMember),
  "TrustorUsers.remove": namedByTrustee(users, pathMember),
  "TrusteeGroups.list": listed,
  "TrusteeGroups.add": added(groups),
  "TrusteeGroups.get": named(groups, nothing),
  "TrusteeGroups.remove": named(groups, nothing),
  "TrusteeGroupRoles.get": named(groups, nothing),
  "TrusteeGroupRoles.replace": named(groups, newRoles),
  "TrusteeGroupRoles.clear": named(groups, nothing),
  "TrusteeGroupRoleDivisions.replace": named(groups, rolesWithin),
  "TrustorGroups.list": listedByTrustee,
  "TrustorGroups.get": namedByTrustee(groups, pathMember),
  "TrustorGroups.add": namedByTrustee(groups, newMember),
  "TrustorGroups.remove": namedByTrustee(groups, pathMember),
}
