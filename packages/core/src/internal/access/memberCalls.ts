/**
 * The calls by which a trustor changes who is in a trust, for users and for groups.
 */
import { allDivisions, type RoleDivisionPair } from "../../entities/Division.ts"
import type { GroupId, OrganizationId, UserId } from "../../Identifiers.ts"
import type { Grant } from "../../lifecycle/Event.ts"
import { newMember } from "../../lifecycle/Grants.ts"
import type { Step, StepEffect } from "../../access/Step.ts"

/** What every step says beside its call. */
interface About {
  readonly partner: OrganizationId
  readonly effect: StepEffect
  readonly reason: string
}

/** The calls for one kind of member. */
export interface MemberCalls<Id extends string> {
  readonly what: "user" | "group"
  readonly add: (about: About, id: Id, grants: ReadonlyArray<Grant>) => Step
  readonly remove: (about: About, id: Id) => Step
  /** Leaves exactly these grants. */
  readonly setGrants: (about: About, id: Id, grants: ReadonlyArray<Grant>) => Step
}

/** The body of `PUT …/roledivisions`, which replaces every grant: a role in all divisions is one of its entries. */
const inDivisions = (grants: ReadonlyArray<Grant>) => ({
  grants: grants.map(({ divisionId, roleId }): RoleDivisionPair => {
    if (divisionId === undefined) return { roleId, divisionId: allDivisions }
    return { roleId, divisionId }
  }),
})

const hasDivisions = (grants: ReadonlyArray<Grant>): boolean =>
  grants.some(({ divisionId }) => divisionId !== undefined)

/** The calls for users. */
export const users: MemberCalls<UserId> = {
  what: "user",
  add: (about, id, grants) => ({
    ...about,
    operation: "TrusteeUsers.add",
    input: { trusteeOrgId: about.partner, payload: newMember(id, grants) },
  }),
  remove: (about, trusteeUserId) => ({
    ...about,
    operation: "TrusteeUsers.remove",
    input: { trusteeOrgId: about.partner, trusteeUserId },
  }),
  setGrants: (about, trusteeUserId, grants) => {
    const member = { trusteeOrgId: about.partner, trusteeUserId }
    if (grants.length === 0) return { ...about, operation: "TrusteeUserRoles.clear", input: member }
    return hasDivisions(grants)
      ? {
          ...about,
          operation: "TrusteeUserRoleDivisions.replace",
          input: { ...member, payload: inDivisions(grants) },
        }
      : {
          ...about,
          operation: "TrusteeUserRoles.replace",
          input: { ...member, payload: grants.map(({ roleId }) => roleId) },
        }
  },
}

/** The calls for groups. */
export const groups: MemberCalls<GroupId> = {
  what: "group",
  add: (about, id, grants) => ({
    ...about,
    operation: "TrusteeGroups.add",
    input: { trusteeOrgId: about.partner, payload: newMember(id, grants) },
  }),
  remove: (about, trusteeGroupId) => ({
    ...about,
    operation: "TrusteeGroups.remove",
    input: { trusteeOrgId: about.partner, trusteeGroupId },
  }),
  setGrants: (about, trusteeGroupId, grants) => {
    const member = { trusteeOrgId: about.partner, trusteeGroupId }
    if (grants.length === 0) return { ...about, operation: "TrusteeGroupRoles.clear", input: member }
    return hasDivisions(grants)
      ? {
          ...about,
          operation: "TrusteeGroupRoleDivisions.replace",
          input: { ...member, payload: inDivisions(grants) },
        }
      : {
          ...about,
          operation: "TrusteeGroupRoles.replace",
          input: { ...member, payload: grants.map(({ roleId }) => roleId) },
        }
  },
}
